// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/windows/windows_desktop.h"
#include "shell/session_desktop.h"

namespace kaomon::shell {

void prepareDesktop(int, char*[]) {} // nothing of Windows' own wants it

Result<std::unique_ptr<applogin::Desktop>> openDesktop() {
    return std::unique_ptr<applogin::Desktop>(applogin::WindowsDesktop::open());
}

} // namespace kaomon::shell
