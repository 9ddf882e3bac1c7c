// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/session_desktop.h"

#include <algorithm>
#include <string_view>

#include <QByteArray>

#include "applogin/linux_desktop.h"

namespace kaomon::shell {

void prepareDesktop(int argc, char* argv[]) {
    const bool looksAtWindows = std::any_of(argv, argv + argc, [](std::string_view text) {
        return text == "--fill" || text == "--register" || text.starts_with("--register=");
    });
    if (looksAtWindows) {
        qputenv("QT_NO_GLIB", QByteArrayLiteral("1"));
    }
}

Result<std::unique_ptr<applogin::Desktop>> openDesktop() {
    auto desktop = applogin::LinuxDesktop::open();
    if (!desktop) {
        return propagate(desktop.error());
    }
    return std::unique_ptr<applogin::Desktop>(std::move(*desktop));
}

} // namespace kaomon::shell
