// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace kaomon::auth {

// What counts as one source of requests: an IPv4 address, or the /64 network of an IPv6 address, since one
// customer has at least that much. An IPv4 address inside IPv6 is the IPv4 address. Pure; any thread.
[[nodiscard]] std::string addressKey(std::string_view address);

} // namespace kaomon::auth
