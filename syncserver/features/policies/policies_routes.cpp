// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/policies_routes.h"

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/policies/signed_documents.h"
#include "features/reply.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/revision.h"
#include "wire/policies.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::PolicyRepository;
using storage::UnitOfWork;

AsyncReply listPolicies(ServiceContext& services, http::RequestContext& context) {
    const std::string kind = context.query("kind");
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, wire::PolicyDocumentList{PolicyRepository(unit).list(kind)});
    });
}

AsyncReply putPolicy(ServiceContext& services, http::RequestContext& context) {
    auto body = bodyOf<wire::PolicyDocument>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto rev = storeSignedDocument(unit, *body, now);
        if (!rev) {
            return propagate(rev.error());
        }
        body->rev = *rev;
        return jsonReply(200, *body).with("ETag", etagOf(body->rev));
    });
}

} // namespace

std::vector<http::Route> policiesRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/policies",
         .operation = "listPolicies",
         .summary = "Signed documents of the tenant",
         .access = http::withDevice(administrators()),
         .response = schemaNamed<wire::PolicyDocumentList>("PolicyDocumentList"),
         .query = {{"kind", "policy, account_links or group_members"}},
         .handler = bindTo(services, listPolicies)},
        {.method = "PUT",
         .path = "/v1/policies",
         .operation = "putPolicy",
         .summary = "The next version of a signed document",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::PolicyDocument>("PolicyDocument"),
         .response = schemaNamed<wire::PolicyDocument>("PolicyDocument"),
         .problems = {NotFound, ValidationFailed, MalformedRequest, PolicyUnsigned, PolicyRolledBack,
                      StaleRevision},
         .handler = bindTo(services, putPolicy)},
    };
}

} // namespace kaomon::features
