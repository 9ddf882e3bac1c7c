// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/account_rule_calls.h"

#include <charconv>
#include <string_view>

namespace kaomon::client {
namespace {

constexpr const char* kPath = "/v1/account-rules";

// Out of an entity tag such as "r7", quotes and all; 0 for anything else.
long long revisionIn(std::string_view etag) {
    long long revision = 0;
    if (etag.size() > 3 && etag.starts_with("\"r") && etag.ends_with('"')) {
        const std::string_view digits = etag.substr(2, etag.size() - 3);
        (void)std::from_chars(digits.data(), digits.data() + digits.size(), revision);
    }
    return revision;
}

Result<AccountRulesAt> rulesIn(const Result<RawReply>& reply) {
    if (!reply) {
        return propagate(reply.error());
    }
    const auto rules = wire::decode<wire::AccountRules>(reply->body);
    if (!rules) {
        return propagate(rules.error());
    }
    return AccountRulesAt{*rules, revisionIn(reply->etag)};
}

} // namespace

QFuture<Result<AccountRulesAt>> fetchAccountRules(ApiClient& api) {
    return api.send({.method = "GET", .path = kPath, .body = {}, .options = {}}).then(rulesIn);
}

QFuture<Result<AccountRulesAt>> putAccountRules(ApiClient& api, const AccountRulesAt& next) {
    CallOptions options;
    options.ifMatchRevision = next.revision;
    return api
        .send(
            {.method = "PUT", .path = kPath, .body = wire::encode(next.rules), .options = std::move(options)})
        .then(rulesIn);
}

} // namespace kaomon::client
