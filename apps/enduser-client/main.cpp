// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>

#include "crypto/secret_key.h"
#include "helpdesk/client_log.h"
#include "shell/client_application.h"
#include "shell/fill_application.h"
#include "shell/program_session.h"
#include "shell/registration_application.h"
#include "shell/session_desktop.h"
#include "ui/command_line.h"

int main(int argc, char* argv[]) {
    QCoreApplication::setApplicationName(QStringLiteral("kaomon-client"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KAOMON_VERSION));
    if (kaomon::ui::asksForText(argc, argv)) {
        const QCoreApplication application(argc, argv);
        int exitCode = 0;
        static_cast<void>(kaomon::shell::readOptions(exitCode));
        return exitCode;
    }
    kaomon::shell::prepareDesktop(argc, argv);
    const bool isForSession = kaomon::shell::takeSessionOption(argc, argv);
    QApplication application(argc, argv);
    if (!kaomon::crypto::initialise()) {
        qCritical("the system's random generator cannot be used");
        return 1;
    }
    int exitCode = 0;
    auto options = kaomon::shell::readOptions(exitCode);
    if (!options) {
        return exitCode;
    }
    options->isForSession = isForSession;
    kaomon::helpdesk::keepClientLog();
    if (options->isForFill) {
        kaomon::shell::FillApplication fill(application, *options);
        fill.start();
        return QApplication::exec();
    }
    if (options->isForRegistration) {
        kaomon::shell::RegistrationApplication registration(application, *options);
        registration.start();
        return QApplication::exec();
    }
    const auto session = kaomon::shell::ProgramSession::make();
    if (!session->claim(options->isForSession)) {
        return 0;
    }
    kaomon::shell::ClientApplication client(application, *options);
    QObject::connect(session.get(), &kaomon::shell::ProgramSession::windowRequested, &application,
                     [&client] { client.showWindow(); });
    QObject::connect(session.get(), &kaomon::shell::ProgramSession::ending, &application, [&client] {
        client.endSession();
        QApplication::quit();
    });
    client.start();
    return QApplication::exec();
}
