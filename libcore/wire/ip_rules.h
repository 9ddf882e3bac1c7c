// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

struct IpRule {
    std::string range;  // CIDR or an address
    std::string scope;  // domain::AddressScope
    std::string action; // domain::AddressAction
    std::string label;
    std::optional<TimePoint> expiresAt;
};

struct IpRuleSet {
    std::vector<IpRule> rules;
};

// The list of a tenant as it is in force.
struct IpRuleList {
    std::vector<IpRule> rules;
    std::string callerAddress;          // as the server sees who asks
    std::optional<TimePoint> revertsAt; // the list before comes back then unless this one is confirmed
    std::optional<TimePoint> changedAt;
    std::optional<std::string> changedBy;
    long long rev = 0;
};

struct IpRuleUpdate {
    std::vector<IpRule> rules;
    // The caller's own address, typed by him: for a list that keeps it out.
    std::optional<std::string> confirmation;
};

} // namespace kaomon::wire
