// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

#include "client/api_client.h"
#include "wire/accounts.h"

namespace kaomon::client {

// What the tenant asks of its administrators, and the revision at which that was read.
struct AccountRulesAt {
    wire::AccountRules rules;
    long long revision = 0;
};

[[nodiscard]] QFuture<Result<AccountRulesAt>> fetchAccountRules(ApiClient& api);
// ErrorCode::StaleRevision when another owner was faster.
[[nodiscard]] QFuture<Result<AccountRulesAt>> putAccountRules(ApiClient& api, const AccountRulesAt& next);

} // namespace kaomon::client
