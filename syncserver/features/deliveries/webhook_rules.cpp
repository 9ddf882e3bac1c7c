// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/deliveries/webhook_rules.h"

#include <algorithm>

#include "domain/reachable_address.h"
#include "features/event_query.h"

namespace kaomon::features {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::size_t kLongestUrl = 1000;
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kSecret = 32;

bool isPrintable(char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`';
}

Status checkUrl(const std::string& url, const EventOptions& options) {
    const auto refuse = [](const char* why) { return fail(ErrorCode::ValidationFailed, why, "/url"); };
    if (!url.starts_with(kScheme) || url.size() > kLongestUrl || !std::ranges::all_of(url, isPrintable)) {
        return refuse("an https address of at most 1000 characters");
    }
    const std::string_view rest = std::string_view(url).substr(kScheme.size());
    const std::string_view place = rest.substr(0, rest.find_first_of("/?#"));
    if (place.empty() || place.find('@') != std::string_view::npos) {
        return refuse("a host without user name");
    }
    const bool isV6 = place.front() == '[';
    const std::string_view host =
        isV6 ? place.substr(1, place.find(']') - 1) : place.substr(0, place.find(':'));
    const auto address = domain::IpAddress::parse(host);
    if (address && !domain::mayConnectTo(*address, options.allowedTargets)) {
        return refuse("this server may not connect to that address");
    }
    const bool isName =
        std::ranges::any_of(host, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (!address && (isV6 || !isName)) {
        return refuse("neither a name nor an address"); // 0x7f.1 and other forms of addresses
    }
    return {};
}

} // namespace

Status checkWebhook(const wire::Webhook& webhook, const EventOptions& options) {
    if (webhook.name.empty() || webhook.name.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "1 to 100 bytes", "/name");
    }
    if (webhook.sends != "events" && webhook.sends != "alerts" && webhook.sends != "both") {
        return fail(ErrorCode::ValidationFailed, "events, alerts or both", "/sends");
    }
    const Status valid = checkUrl(webhook.url, options);
    return valid ? checkSelection(webhook.wanted, "/wanted") : valid;
}

Status checkWebhookSecret(const Bytes& secret) {
    return secret.size() == kSecret ? Status() : fail(ErrorCode::ValidationFailed, "32 bytes", "/secret");
}

} // namespace kaomon::features
