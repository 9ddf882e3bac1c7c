// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/ip_rules.h"

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kScopeNames = std::to_array<WireName<AddressScope>>({
    {AddressScope::Console, "console"},
    {AddressScope::Client, "client"},
    {AddressScope::Enrolment, "enrolment"},
});

constexpr auto kActionNames = std::to_array<WireName<AddressAction>>({
    {AddressAction::Allow, "allow"},
    {AddressAction::Deny, "deny"},
});

} // namespace

std::string_view toWire(AddressScope scope) {
    return nameOf(kScopeNames, scope);
}

std::optional<AddressScope> addressScopeFromWire(std::string_view name) {
    return valueOf(kScopeNames, name);
}

std::string_view toWire(AddressAction action) {
    return nameOf(kActionNames, action);
}

std::optional<AddressAction> addressActionFromWire(std::string_view name) {
    return valueOf(kActionNames, name);
}

bool isAddressAllowed(const std::vector<AddressRule>& rules, AddressScope scope, const IpAddress& address,
                      TimePoint now) {
    bool isRestricted = false;
    const AddressRule* best = nullptr;
    for (const AddressRule& rule : rules) {
        if (rule.scope != scope) {
            continue;
        }
        isRestricted = isRestricted || rule.action == AddressAction::Allow;
        const bool isInForce = !rule.expiresAt || *rule.expiresAt > now;
        if (!isInForce || !rule.range.contains(address)) {
            continue;
        }
        const bool isLonger = best == nullptr || rule.range.length() > best->range.length();
        const bool isStricter = best != nullptr && rule.range.length() == best->range.length() &&
                                rule.action == AddressAction::Deny;
        if (isLonger || isStricter) {
            best = &rule;
        }
    }
    return best == nullptr ? !isRestricted : best->action == AddressAction::Allow;
}

} // namespace kaomon::domain
