// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace kaomon::shell {

// Windows keeps a history of the clipboard and takes it to other PCs. What is copied from this program, which
// shows passwords and one-time codes, is marked so that neither happens; pasting is as ever. Needs a
// QGuiApplication; GUI thread.
class UnloggedClipboard final : public QObject {
    Q_OBJECT
public:
    UnloggedClipboard();

private:
    void mark();
};

} // namespace kaomon::shell
