// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/reachable_address.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kaomon::domain {
namespace {

// IANA special-purpose registries (RFC 6890 and later), where not globally reachable.
constexpr auto kNotPublic = std::to_array<std::string_view>({
    "0.0.0.0/8",      "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24",   "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4",  "240.0.0.0/4",    "::/96",          "64:ff9b::/96",   "64:ff9b:1::/48",
    "100::/64",       "2001::/23",    "2001:db8::/32",  "2002::/16",      "3fff::/20",      "5f00::/16",
    "fc00::/7",       "fe80::/10",    "fec0::/10",      "ff00::/8",
});

} // namespace

bool isPublicAddress(const IpAddress& address) {
    return std::ranges::none_of(kNotPublic, [&](std::string_view text) {
        const auto range = IpRange::parse(text);
        return !range || range->contains(address); // a range that cannot be read closes everything
    });
}

bool mayConnectTo(const IpAddress& address, const std::vector<IpRange>& allowed) {
    return isPublicAddress(address) ||
           std::ranges::any_of(allowed, [&](const IpRange& range) { return range.contains(address); });
}

} // namespace kaomon::domain
