// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/group_proposal_service.h"

#include "client/services.h"

namespace kaomon::client {

QFuture<Result<wire::GroupProposalPage>> GroupProposalService::list(const PageRequest& page) {
    return m_api.get<wire::GroupProposalPage>(
        withQuery("/v1/group-proposals", {{"limit", std::to_string(page.limit)}, {"cursor", page.cursor}}));
}

QFuture<Status> GroupProposalService::refuse(const std::vector<UserId>& users) {
    return m_api.post<void>("/v1/group-proposals:refuse", wire::GroupProposalRefusal{users});
}

Result<wire::BulkRequest> agreeTo(const std::vector<wire::GroupProposal>& proposals,
                                  const AdminKeyring& keyring, TimePoint now) {
    wire::BulkRequest request{.action = "move", .rows = {}, .reason = {}, .allOrNothing = false};
    for (const wire::GroupProposal& proposal : proposals) {
        auto document = keyring.signMemberships(proposal.user, proposal.wanted, proposal.version + 1, now);
        if (!document) {
            return propagate(document.error());
        }
        request.rows.push_back({.user = proposal.user, .rev = {}, .document = std::move(*document)});
    }
    return request;
}

} // namespace kaomon::client
