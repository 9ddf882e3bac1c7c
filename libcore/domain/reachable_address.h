// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "domain/ip_address.h"

namespace kaomon::domain {

// Whether a server may connect to an address that a tenant's administrator named: one of the public Internet,
// or in a range that the operator allows. Loopback, link-local (with the metadata services of clouds),
// private, shared, multicast and reserved addresses are not public, nor are forms of IPv6 that carry an IPv4
// address. Pure; any thread.
[[nodiscard]] bool isPublicAddress(const IpAddress& address);
[[nodiscard]] bool mayConnectTo(const IpAddress& address, const std::vector<IpRange>& allowed);

} // namespace kaomon::domain
