// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/forwarded.h"

#include <algorithm>

namespace kaomon::domain {
namespace {

constexpr std::string_view kSpace = " \t";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

Result<std::vector<IpAddress>> hopsOf(std::string_view list) {
    std::vector<IpAddress> hops;
    for (bool isMore = true; isMore;) {
        const auto comma = list.find(',');
        const auto hop = IpAddress::parse(trimmed(list.substr(0, comma)));
        if (!hop || hops.size() == kMostHops) {
            return fail(ErrorCode::MalformedRequest, "malformed X-Forwarded-For");
        }
        hops.push_back(*hop);
        isMore = comma != std::string_view::npos;
        list.remove_prefix(isMore ? comma + 1 : 0);
    }
    return hops;
}

} // namespace

Result<IpAddress> clientAddress(const IpAddress& peer, std::optional<std::string_view> forwardedFor,
                                const std::vector<IpRange>& trustedProxies) {
    if (!isIn(trustedProxies, peer)) {
        return peer;
    }
    if (!forwardedFor) {
        return fail(ErrorCode::MalformedRequest, "a trusted proxy sent no X-Forwarded-For");
    }
    const auto hops = hopsOf(*forwardedFor);
    if (!hops) {
        return propagate(hops.error());
    }
    const auto client = std::find_if(hops->rbegin(), hops->rend(),
                                     [&](const IpAddress& hop) { return !isIn(trustedProxies, hop); });
    return client == hops->rend() ? hops->front() : *client;
}

bool isIn(const std::vector<IpRange>& ranges, const IpAddress& address) {
    return std::ranges::any_of(ranges, [&](const IpRange& range) { return range.contains(address); });
}

} // namespace kaomon::domain
