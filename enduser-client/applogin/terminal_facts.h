// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "applogin/window_facts.h"

namespace kaomon::applogin {

// The prompt of a terminal: the program that reads from it now, by the name of its process. It counts as
// enabled while what is typed is not shown and nothing is read key by key, as programs set it that ask for a
// password. Nullopt when the process has no terminal below it, or several. Reads /proc and the terminal's own
// settings.
[[nodiscard]] std::optional<ControlFacts> terminalOf(std::int64_t process);

} // namespace kaomon::applogin
