// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/error.h"

namespace kaomon::ui {

// What the person reads when something was refused or failed: one sentence that says what happened and one
// that says what to do next, in the language of the program. Pure; GUI thread (translators are not
// thread-safe).
struct ErrorText {
    QString sentence;
    QString nextStep;

    // Both, for a label or a banner.
    [[nodiscard]] QString joined() const;
};

// Every ErrorCode has a text. Ask again after a language change.
[[nodiscard]] ErrorText errorText(ErrorCode code);

} // namespace kaomon::ui
