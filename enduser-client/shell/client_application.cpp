// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/client_application.h"

#include <cstdio>

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

#include "localipc/unix_socket.h"
#include "ui/theme.h"

namespace kaomon::shell {

ClientApplication::ClientApplication(QApplication& application, const ClientOptions& options)
    : m_link(options.socketPath)
    , m_session(m_link) {
    ui::applyTheme(application, ui::systemAppearance());
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/kaomon/icons/kaomon.png")));
    m_languages.use(options.language);
    m_window = std::make_unique<ClientWindow>(m_link, m_session, m_languages);
}

void ClientApplication::start() {
    m_window->show();
    m_link.start();
}

std::optional<ClientOptions> readOptions(const QApplication& application, int& exitCode) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Face logon: enrolment, test, status."));
    const QCommandLineOption socket(QStringLiteral("socket"),
                                    QCoreApplication::translate("CommandLine", "Socket of the agent."),
                                    QStringLiteral("path"), QString::fromLatin1(localipc::kAgentSocketPath));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QCoreApplication::translate("CommandLine", "Language: en or ja."),
                                      QStringLiteral("code"), ui::languageCode(ui::systemLanguage()));
    parser.addOptions({socket, language});
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    exitCode = 2;
    if (!parser.parse(QCoreApplication::arguments())) {
        std::fputs(qPrintable(parser.errorText() + u'\n'), stderr);
        return std::nullopt;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        const QString text = parser.isSet(help) ? parser.helpText()
                                                : application.applicationName() + u' ' +
                                                      application.applicationVersion() + u'\n';
        std::fputs(qPrintable(text), stdout);
        exitCode = 0;
        return std::nullopt;
    }
    const auto chosen = ui::languageFromCode(parser.value(language));
    if (!chosen) {
        std::fputs(
            qPrintable(QCoreApplication::translate("CommandLine", "The language is en or ja.") + u'\n'),
            stderr);
        return std::nullopt;
    }
    return ClientOptions{parser.value(socket).toStdString(), *chosen};
}

} // namespace kaomon::shell
