// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/services.h"

namespace kaomon::client {

QFuture<Result<wire::IpRuleList>> IpRuleService::get() {
    return m_api.get<wire::IpRuleList>("/v1/ip-rules");
}

QFuture<Result<wire::IpRuleList>> IpRuleService::save(const wire::IpRuleUpdate& update, long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return m_api.put<wire::IpRuleList>("/v1/ip-rules", update, std::move(options));
}

QFuture<Result<wire::IpRuleList>> IpRuleService::confirm() {
    return m_api.postEmpty<wire::IpRuleList>("/v1/ip-rules:confirm");
}

} // namespace kaomon::client
