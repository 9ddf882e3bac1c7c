// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

namespace kaomon::shell {

// What the operating system has to say to this program as a whole. One implementation for each; needs a
// QCoreApplication; GUI thread.
class ProgramSession : public QObject {
    Q_OBJECT
public:
    // For this system; never null.
    [[nodiscard]] static std::unique_ptr<ProgramSession> make();

    // False: this program runs already and has shown its window instead; there is nothing to do here.
    // `isForSession`: the part that stays for the whole session, which serves a window, too.
    [[nodiscard]] virtual bool claim(bool isForSession) = 0;

signals:
    // Somebody started the program a second time.
    void windowRequested();
    // The session ends, or the program was asked to end. The process may be ended as soon as the slots are
    // through.
    void ending();
};

} // namespace kaomon::shell
