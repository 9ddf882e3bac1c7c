// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>

#include "shell/system_options.h"

namespace kaomon::shell {
namespace {

const QString kLocker = QStringLiteral("locker");

} // namespace

void addSystemOptions(QCommandLineParser& parser) {
    parser.addOption(
        {kLocker,
         QCoreApplication::translate("CommandLine",
                                     "Screen locker to start where the desktop has none, with arguments."),
         QStringLiteral("command")});
}

std::optional<int> readSystemOptions(const QCommandLineParser& parser, ClientOptions& options) {
    options.lock.locker = QProcess::splitCommand(parser.value(kLocker));
    return std::nullopt;
}

} // namespace kaomon::shell
