// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/result.h"
#include "domain/ip_rules.h"
#include "wire/ip_rules.h"

namespace kaomon::auth {

inline constexpr std::size_t kMostAddressRules = 500;

// The rules of a message. ErrorCode::ValidationFailed with the pointer of the faulty member: too many rules,
// a range that is none or stands twice in a scope, an unknown scope or action, a label that is long or has
// control characters.
[[nodiscard]] Result<std::vector<domain::AddressRule>>
addressRulesOf(const std::vector<wire::IpRule>& messages);

// Whether the list lets the address in now, and still will when every rule with an end has ended.
[[nodiscard]] bool keepsAddress(const std::vector<domain::AddressRule>& rules, domain::AddressScope scope,
                                const domain::IpAddress& address, TimePoint now);

} // namespace kaomon::auth
