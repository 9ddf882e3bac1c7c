// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/address_rules.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace kaomon::auth {
namespace {

constexpr std::size_t kLongestLabel = 200; // bytes

tl::unexpected<Error> wrong(std::size_t index, const char* member, std::string why) {
    return fail(ErrorCode::ValidationFailed, std::move(why),
                "/rules/" + std::to_string(index) + "/" + member);
}

bool isLabel(const std::string& text) {
    return text.size() <= kLongestLabel && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

Result<domain::AddressRule> ruleOf(const wire::IpRule& message, std::size_t index) {
    const auto range = domain::IpRange::parse(message.range);
    if (!range) {
        return wrong(index, "range", range.error().detail);
    }
    const auto scope = domain::addressScopeFromWire(message.scope);
    if (!scope) {
        return wrong(index, "scope", "console, client or enrolment");
    }
    const auto action = domain::addressActionFromWire(message.action);
    if (!action) {
        return wrong(index, "action", "allow or deny");
    }
    if (!isLabel(message.label)) {
        return wrong(index, "label", "at most 200 bytes without control characters");
    }
    return domain::AddressRule{*scope, *action, *range, message.expiresAt};
}

} // namespace

Result<std::vector<domain::AddressRule>> addressRulesOf(const std::vector<wire::IpRule>& messages) {
    if (messages.size() > kMostAddressRules) {
        return fail(ErrorCode::ValidationFailed, "at most 500 rules", "/rules");
    }
    std::vector<domain::AddressRule> rules;
    std::set<std::pair<domain::AddressScope, domain::IpRange>> seen;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        auto rule = ruleOf(messages[i], i);
        if (!rule) {
            return propagate(rule.error());
        }
        if (!seen.emplace(rule->scope, rule->range).second) {
            return wrong(i, "range", "stands twice in its scope");
        }
        rules.push_back(std::move(*rule));
    }
    return rules;
}

bool keepsAddress(const std::vector<domain::AddressRule>& rules, domain::AddressScope scope,
                  const domain::IpAddress& address, TimePoint now) {
    return domain::isAddressAllowed(rules, scope, address, now) &&
           domain::isAddressAllowed(rules, scope, address, TimePoint::max());
}

} // namespace kaomon::auth
