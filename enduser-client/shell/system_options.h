// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QCommandLineParser>

#include "shell/client_application.h"

namespace kaomon::shell {

// Options of the command line that only this operating system has: --locker COMMAND where a desktop may have
// no lock of its own, --autostart on|off where no package sees to it. One implementation for each.
void addSystemOptions(QCommandLineParser& parser);
// Takes them over into `options`. A number: the program is done by that and ends with it.
[[nodiscard]] std::optional<int> readSystemOptions(const QCommandLineParser& parser, ClientOptions& options);

} // namespace kaomon::shell
