// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QObject>

#include "base/result.h"

namespace kaomon::shell {

// A key of the whole session, whichever window is in front, told by a signal. One implementation for each
// window system; GUI thread.
class SessionHotKey : public QObject {
    Q_OBJECT
public:
    // `combination` as in "ctrl+alt+f": ctrl, alt, shift, super and one key. ErrorCode::ValidationFailed for
    // one that there is not, or without ctrl, alt or super; Conflict when another program has it;
    // Unavailable where there are none.
    [[nodiscard]] static Result<std::unique_ptr<SessionHotKey>> grab(const std::string& combination);

signals:
    void pressed();
};

} // namespace kaomon::shell
