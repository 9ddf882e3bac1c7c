// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/ip_address.h"

namespace kaomon::domain {

// Hops that an X-Forwarded-For list may name.
inline constexpr std::size_t kMostHops = 10;

// Who sent a request. A peer that is no trusted proxy is the client himself, whatever he claims. Behind a
// trusted one the list of X-Forwarded-For (its lines joined by commas, nullopt when not sent) is read from
// the right: the first address that is no trusted proxy, or the leftmost. ErrorCode::MalformedRequest for a
// list that a trusted proxy would not send: none at all, more than kMostHops, or a hop that is not an
// address.
[[nodiscard]] Result<IpAddress> clientAddress(const IpAddress& peer,
                                              std::optional<std::string_view> forwardedFor,
                                              const std::vector<IpRange>& trustedProxies);

[[nodiscard]] bool isIn(const std::vector<IpRange>& ranges, const IpAddress& address);

} // namespace kaomon::domain
