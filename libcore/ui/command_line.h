// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace kaomon::ui {

// Whether a program is started only to say something of itself (--version, --help), which needs no display:
// then a QCoreApplication is enough. Any thread.
[[nodiscard]] bool asksForText(int argc, const char* const* argv);

} // namespace kaomon::ui
