// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QFuture>

#include "client/api_client.h"
#include "client/services.h"
#include "wire/two_person_acts.h"

namespace kaomon::client {

// Acts that take two administrators (docs/protocol.md 4.15); as the services of services.h.
class TwoPersonActService {
public:
    explicit TwoPersonActService(ApiClient& api)
        : m_api(api) {}
    // Empty `state`: every state.
    [[nodiscard]] QFuture<Result<wire::TwoPersonActPage>> list(const std::string& state,
                                                               const PageRequest& page = {});
    [[nodiscard]] QFuture<Result<wire::TwoPersonAct>> get(const std::string& act);
    [[nodiscard]] QFuture<Result<wire::TwoPersonAct>> request(const wire::NewTwoPersonAct& act);
    // ErrorCode::ApprovalExpired, Forbidden (oneself, or a role without a say).
    [[nodiscard]] QFuture<Result<wire::TwoPersonAct>> approve(const std::string& act,
                                                              const wire::ActApproval& approval);
    [[nodiscard]] QFuture<Result<wire::TwoPersonAct>> refuse(const std::string& act,
                                                             const std::string& reason);
    // Ends an approved vault_recovery of the caller: AdminKeyring::recoverVault().
    // ErrorCode::ApprovalRequired, ApprovalExpired.
    [[nodiscard]] QFuture<Status> recover(const std::string& act, const wire::VaultRecovery& recovery);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
