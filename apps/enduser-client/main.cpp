// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>

#include "crypto/secret_key.h"
#include "shell/client_application.h"

int main(int argc, char* argv[]) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("kaomon-client"));
    QApplication::setApplicationVersion(QStringLiteral(KAOMON_VERSION));
    if (!kaomon::crypto::initialise()) {
        qCritical("the system's random generator cannot be used");
        return 1;
    }
    int exitCode = 0;
    const auto options = kaomon::shell::readOptions(application, exitCode);
    if (!options) {
        return exitCode;
    }
    kaomon::shell::ClientApplication client(application, *options);
    client.start();
    return QApplication::exec();
}
