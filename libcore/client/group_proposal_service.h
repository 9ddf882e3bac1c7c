// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFuture>

#include "client/admin_keyring.h"
#include "client/api_client.h"
#include "wire/group_proposals.h"
#include "wire/users.h"

namespace kaomon::client {

struct PageRequest;

// What identity providers want of groups (docs/protocol.md 4.32); as the services of services.h.
class GroupProposalService {
public:
    explicit GroupProposalService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::GroupProposalPage>> list(const PageRequest& page);
    // Leaves the people where they are. Nothing to refuse is no error.
    [[nodiscard]] QFuture<Status> refuse(const std::vector<UserId>& users);

private:
    ApiClient& m_api;
};

// The request for UserService::bulk() that puts the people into the groups wanted for them, each with his
// document signed by this administrator. ErrorCode::Forbidden when his role may not sign.
[[nodiscard]] Result<wire::BulkRequest> agreeTo(const std::vector<wire::GroupProposal>& proposals,
                                                const AdminKeyring& keyring, TimePoint now);

} // namespace kaomon::client
