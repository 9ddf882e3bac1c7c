// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QApplication>
#include <QSocketNotifier>
#include <sys/eventfd.h>
#include <unistd.h>

#include "crypto/secret_key.h"
#include "helpdesk/client_log.h"
#include "shell/client_application.h"
#include "shell/fill_application.h"
#include "shell/registration_application.h"
#include "shell/x11_desktop.h"
#include "ui/command_line.h"

namespace {

volatile std::sig_atomic_t s_stopDescriptor = -1;

// The end of the session is told to the agent, so that it is not taken for somebody's doing.
void quitOnSignals(QApplication& application) {
    s_stopDescriptor = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    struct sigaction action {};
    action.sa_handler = [](int) {
        const std::uint64_t one = 1;
        static_cast<void>(!::write(s_stopDescriptor, &one, sizeof one));
    };
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGHUP, &action, nullptr);
    auto* notifier = new QSocketNotifier(s_stopDescriptor, QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QApplication::quit);
}

} // namespace

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
    kaomon::shell::ClientApplication client(application, *options);
    quitOnSignals(application);
    client.start();
    return QApplication::exec();
}
