// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/console_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include "localipc/endpoint.h"

namespace kaomon::shell {
namespace {

QCommandLineOption option(const QString& name, const QString& help, const QString& value) {
    return QCommandLineOption(name, help, value);
}

} // namespace

Result<ConsoleOptions::Parsed> ConsoleOptions::parse(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The administrators' console of Kaomon."));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    parser.addOptions({
        option(QStringLiteral("server"), QStringLiteral("Address of the sync server, https://host:port."),
               QStringLiteral("URL")),
        option(QStringLiteral("settings"), QStringLiteral("Folder of the console's own settings."),
               QStringLiteral("DIR")),
        option(QStringLiteral("recovery-sheet"),
               QStringLiteral("Save the recovery sheet here without asking."), QStringLiteral("PATH")),
        option(QStringLiteral("bundle"), QStringLiteral("Save enrolment bundles here without asking."),
               QStringLiteral("PATH")),
        option(QStringLiteral("password-sheet"),
               QStringLiteral("Save sheets with a one-time password here without asking."),
               QStringLiteral("PATH")),
        QCommandLineOption(QStringLiteral("agent-socket"),
                           QStringLiteral("Socket of the agent on this PC, for faces that are taken here."),
                           QStringLiteral("PATH"), QString::fromLatin1(localipc::kAgentEndpoint)),
        option(QStringLiteral("language"), QStringLiteral("Language of the screens: en or ja."),
               QStringLiteral("CODE")),
        option(QStringLiteral("appearance"), QStringLiteral("light or dark."), QStringLiteral("NAME")),
    });
    if (!parser.parse(arguments)) {
        return fail(ErrorCode::ValidationFailed, parser.errorText().toStdString());
    }
    Parsed parsed;
    if (parser.isSet(help)) {
        parsed.text = parser.helpText();
    } else if (parser.isSet(version)) {
        parsed.text = QStringLiteral("kaomon-admin %1\n").arg(QCoreApplication::applicationVersion());
    }
    ConsoleOptions& options = parsed.options;
    options.server = parser.value(QStringLiteral("server"));
    options.settings = parser.value(QStringLiteral("settings"));
    options.recoverySheet = parser.value(QStringLiteral("recovery-sheet"));
    options.bundle = parser.value(QStringLiteral("bundle"));
    options.passwordSheet = parser.value(QStringLiteral("password-sheet"));
    options.agentSocket = parser.value(QStringLiteral("agent-socket"));
    if (parser.isSet(QStringLiteral("language"))) {
        options.language = ui::languageFromCode(parser.value(QStringLiteral("language")));
        if (!options.language) {
            return fail(ErrorCode::ValidationFailed, "--language is en or ja", "/language");
        }
    }
    if (parser.isSet(QStringLiteral("appearance"))) {
        const QString name = parser.value(QStringLiteral("appearance"));
        if (name != QStringLiteral("light") && name != QStringLiteral("dark")) {
            return fail(ErrorCode::ValidationFailed, "--appearance is light or dark", "/appearance");
        }
        options.appearance = name == QStringLiteral("dark") ? ui::Appearance::Dark : ui::Appearance::Light;
    }
    return parsed;
}

} // namespace kaomon::shell
