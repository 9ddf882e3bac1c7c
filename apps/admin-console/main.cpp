// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QApplication>

#include "crypto/secret_key.h"
#include "shell/console_application.h"
#include "ui/command_line.h"

namespace {

int sayText() {
    const auto parsed = kaomon::shell::ConsoleOptions::parse(QCoreApplication::arguments());
    std::fputs(parsed ? qPrintable(parsed->text) : parsed.error().detail.c_str(), parsed ? stdout : stderr);
    return parsed ? 0 : 2;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("kaomon-admin"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KAOMON_VERSION));
    if (kaomon::ui::asksForText(argc, argv)) {
        const QCoreApplication application(argc, argv);
        return sayText();
    }
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Kaomon"));
    if (auto ready = kaomon::crypto::initialise(); !ready) {
        std::fputs("kaomon-admin: the random generator of this system is unusable\n", stderr);
        return 1;
    }
    auto parsed = kaomon::shell::ConsoleOptions::parse(QApplication::arguments());
    if (!parsed) {
        std::fprintf(stderr, "kaomon-admin: %s\n", parsed.error().detail.c_str());
        return 2;
    }
    kaomon::shell::ConsoleApplication console(application, parsed->options,
                                              kaomon::shell::ConsoleParts::real());
    console.start();
    return QApplication::exec();
}
