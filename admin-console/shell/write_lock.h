// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>

#include <QString>

class QAction;
class QWidget;

namespace kaomon::shell {

class ConsoleSession;

// Buttons and menu entries that change something at the server. While consoles may only read, they are off
// whatever their page says, and their tool tip and accessible description say until when; afterwards they are
// as their page wants them. Marked once, where they are made; what the server takes during a maintenance too
// (suspending a PC, emergency codes, ending sessions) is not marked. GUI thread; the session outlives them.
void lockWrites(ConsoleSession& session, std::initializer_list<QWidget*> widgets);
void lockWrites(ConsoleSession& session, std::initializer_list<QAction*> actions);

// Why nothing can be changed; empty while it can.
[[nodiscard]] QString readOnlyText(const ConsoleSession& session);

} // namespace kaomon::shell
