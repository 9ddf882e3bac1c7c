// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace kaomon::runtime {

// Tells the service manager that started this program (systemd, Type=notify-reload) how it stands:
// "READY=1", "STOPPING=1". Nothing happens without one. Never fails.
void tellServiceManager(std::string_view state);
// That the configuration is being read again, with the time that systemd wants to know.
void tellReloading();

} // namespace kaomon::runtime
