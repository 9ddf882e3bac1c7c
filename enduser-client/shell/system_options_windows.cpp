// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QDir>
#include <QSettings>

#include "base/log.h"
#include "shell/autostart_windows.h"
#include "shell/system_options.h"

namespace kaomon::shell {
namespace {

const QString kAutostart = QStringLiteral("autostart");
const QString kEntry = QStringLiteral("Kaomon");

QString commandOf(const QString& program) {
    return u'"' + QDir::toNativeSeparators(program) + QStringLiteral("\" --session");
}

} // namespace

QString personsAutostart() {
    return QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
}

bool startsWithSession(const QString& key, const QString& program) {
    const QSettings settings(key, QSettings::NativeFormat);
    return settings.value(kEntry).toString() == commandOf(program);
}

Status setStartsWithSession(const QString& key, const QString& program, bool doesStart) {
    QSettings settings(key, QSettings::NativeFormat);
    doesStart ? settings.setValue(kEntry, commandOf(program)) : settings.remove(kEntry);
    settings.sync();
    if (settings.status() != QSettings::NoError || startsWithSession(key, program) != doesStart) {
        return fail(ErrorCode::StorageFailed, "Windows' list of programs that start was not changed");
    }
    return {};
}

void addSystemOptions(QCommandLineParser& parser) {
    parser.addOption(
        {kAutostart,
         QCoreApplication::translate("CommandLine", "Start with the session from now on, or not: on or off."),
         QStringLiteral("on|off")});
}

std::optional<int> readSystemOptions(const QCommandLineParser& parser, ClientOptions&) {
    if (!parser.isSet(kAutostart)) {
        return std::nullopt;
    }
    const QString value = parser.value(kAutostart);
    if (value != QLatin1String("on") && value != QLatin1String("off")) {
        return 2;
    }
    const Status done = setStartsWithSession(personsAutostart(), QCoreApplication::applicationFilePath(),
                                             value == QLatin1String("on"));
    if (!done) {
        log::warning("client.autostart", {{"detail", done.error().detail}});
    }
    return done ? 0 : 1;
}

} // namespace kaomon::shell
