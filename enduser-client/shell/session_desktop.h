// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "applogin/desktop.h"

namespace kaomon::shell {

// Before there is a QApplication: where windows of other programs are looked at (`--fill`, `--register`) the
// accessibility library gets GLib's loop to itself, since it lives on another thread.
void prepareDesktop(int argc, char* argv[]);

// The windows of this session, for the thread that looks at them. ErrorCode::Unavailable.
[[nodiscard]] Result<std::unique_ptr<applogin::Desktop>> openDesktop();

} // namespace kaomon::shell
