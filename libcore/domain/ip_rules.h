// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ip_address.h"

namespace kaomon::domain {

// Whose way to the server a rule is about: administrators' consoles, enrolled PCs and the people on them, PCs
// that join. Wire names: console, client, enrolment.
enum class AddressScope { Console, Client, Enrolment };

[[nodiscard]] std::string_view toWire(AddressScope scope);
// nullopt for a name that this version does not know.
[[nodiscard]] std::optional<AddressScope> addressScopeFromWire(std::string_view name);

enum class AddressAction { Allow, Deny };

[[nodiscard]] std::string_view toWire(AddressAction action);
[[nodiscard]] std::optional<AddressAction> addressActionFromWire(std::string_view name);

struct AddressRule {
    AddressScope scope = AddressScope::Console;
    AddressAction action = AddressAction::Allow;
    IpRange range;
    std::optional<TimePoint> expiresAt; // from then on the rule matches nothing
};

// Whether a list lets an address in. Of the rules of the scope that are in force the one with the longest
// prefix decides; of equally long ones Deny. Where none matches: refused when the scope has any Allow rule,
// even an expired one (a list that runs out never opens the door), else let in; so an empty list lets
// everybody in.
[[nodiscard]] bool isAddressAllowed(const std::vector<AddressRule>& rules, AddressScope scope,
                                    const IpAddress& address, TimePoint now);

} // namespace kaomon::domain
