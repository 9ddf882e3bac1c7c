// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QApplication>

#include "crypto/secret_key.h"
#include "shell/console_application.h"

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("kaomon-admin"));
    QApplication::setApplicationDisplayName(QStringLiteral("Kaomon"));
    QApplication::setApplicationVersion(QStringLiteral(KAOMON_VERSION));
    if (auto ready = kaomon::crypto::initialise(); !ready) {
        std::fputs("kaomon-admin: the random generator of this system is unusable\n", stderr);
        return 1;
    }
    auto parsed = kaomon::shell::ConsoleOptions::parse(QApplication::arguments());
    if (!parsed) {
        std::fprintf(stderr, "kaomon-admin: %s\n", parsed.error().detail.c_str());
        return 2;
    }
    if (!parsed->text.isEmpty()) {
        std::fputs(qPrintable(parsed->text), stdout);
        return 0;
    }
    kaomon::shell::ConsoleApplication console(application, parsed->options,
                                              kaomon::shell::ConsoleParts::real());
    console.start();
    return QApplication::exec();
}
