// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/groups/group_proposals_routes.h"

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/scim_group_repository.h"
#include "wire/group_proposals.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::ScimGroupRepository;
using storage::UnitOfWork;

constexpr std::size_t kMostPeople = 500;

std::string cursorPurpose(const http::RequestContext& context) {
    return "group-proposals-cursor|" + context.principal.tenant.text();
}

wire::GroupProposal toWire(storage::GroupWish wish) {
    return {.user = std::move(wish.user),
            .login = std::move(wish.login),
            .displayName = std::move(wish.displayName),
            .version = wish.version,
            .groups = std::move(wish.groups),
            .wanted = std::move(wish.wanted)};
}

AsyncReply listProposals(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    const std::string cursor = context.query("cursor");
    const auto after = cursor.empty() ? std::optional<std::string>("")
                                      : openText(services.serverKey, cursorPurpose(context), cursor);
    if (!after) {
        co_return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        ScimGroupRepository groups(unit);
        wire::GroupProposalPage page;
        page.total = groups.countWishes();
        auto wishes = groups.wishes(*after, *limit + 1);
        const bool more = static_cast<int>(wishes.size()) > *limit;
        if (more) {
            wishes.pop_back();
        }
        for (auto& wish : wishes) {
            page.items.push_back(toWire(std::move(wish)));
        }
        if (more) {
            page.next = sealText(services.serverKey, cursorPurpose(context), page.items.back().user.text());
        }
        return jsonReply(200, page);
    });
}

AsyncReply refuseProposals(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::GroupProposalRefusal>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->users.empty() || body->users.size() > kMostPeople) {
        co_return fail(ErrorCode::ValidationFailed, "from 1 to 500 people", "/users");
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        ScimGroupRepository groups(unit);
        for (const UserId& user : body->users) {
            (void)groups.dismiss(user); // somebody else may have decided meanwhile
        }
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> groupProposalsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {{.method = "GET",
             .path = "/v1/group-proposals",
             .operation = "listGroupProposals",
             .summary = "People whom identity providers want in other groups than is signed",
             .access = administrators(),
             .response = schemaNamed<wire::GroupProposalPage>("GroupProposalPage"),
             .problems = {ValidationFailed},
             .query = {{"limit", "People of a page, at most 500"}, {"cursor", "`next` of the page before"}},
             .handler = bindTo(services, listProposals)},
            {.method = "POST",
             .path = "/v1/group-proposals:refuse",
             .operation = "refuseGroupProposals",
             .summary = "Leaves people where they are; providers read what is signed",
             .access = http::usersIn({Owner, UserAdmin}),
             .request = schemaNamed<wire::GroupProposalRefusal>("GroupProposalRefusal"),
             .status = 204,
             .problems = {ValidationFailed},
             .idempotency = http::Idempotency::KeyRequired,
             .handler = bindTo(services, refuseProposals)}};
}

} // namespace kaomon::features
