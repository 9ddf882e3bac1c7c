// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace kaomon::helpdesk {

// The log of this program, kept in the person's own folder for the day on which he asks for help:
// $XDG_STATE_HOME/kaomon/client.jsonl or ~/.local/state/kaomon/client.jsonl, on Windows below %LOCALAPPDATA%.
[[nodiscard]] QString clientLogPath();
// From now on the log and Qt's warnings are kept there as well. Once, before the event loop. Where the folder
// cannot be written nothing is kept, and the log says so.
void keepClientLog();
// The newest lines, whole ones, of at most so many bytes.
[[nodiscard]] std::string readClientLog(const QString& path, std::size_t mostBytes);

} // namespace kaomon::helpdesk
