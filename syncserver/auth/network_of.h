// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace kaomon::auth {

// The network of an address, for people to recognise a place by without keeping the whole address:
// 203.0.113.0/24 or 2001:db8:1::/48. Empty for a text that is no address. Pure; any thread.
[[nodiscard]] std::string networkOf(const std::string& address);

} // namespace kaomon::auth
