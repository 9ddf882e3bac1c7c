// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/confirmation_routes.h"

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/policies/signed_documents.h"
#include "features/reply.h"
#include "storage/repositories/confirmation_repository.h"
#include "storage/repositories/revision.h"
#include "wire/confirmations.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::ConfirmationRepository;
using storage::UnitOfWork;

constexpr std::size_t kBodyLimit = 384 * 1024; // 1,000 heads of 160 bytes, encoded twice

AsyncReply getBasis(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        ConfirmationRepository confirmations(unit);
        wire::ConfirmationBasis basis;
        basis.confirmation = confirmations.find();
        const bool holds = basis.confirmation && isSignedStill(unit, *basis.confirmation);
        basis.documents = confirmations.documentsSince(holds ? basis.confirmation->rev : 0);
        return jsonReply(200, basis);
    });
}

AsyncReply putConfirmation(ServiceContext& services, http::RequestContext& context) {
    auto body = bodyOf<wire::PolicyDocument>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto rev = storeConfirmation(unit, *body, now);
        if (!rev) {
            return propagate(rev.error());
        }
        unit.acts().changed("version", std::to_string(body->version - 1), std::to_string(body->version));
        body->rev = *rev;
        return jsonReply(200, *body).with("ETag", etagOf(body->rev));
    });
}

} // namespace

std::vector<http::Route> confirmationRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/confirmation",
         .operation = "getConfirmationBasis",
         .summary = "The last confirmation of the signed documents, and what was signed since",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::ConfirmationBasis>("ConfirmationBasis"),
         .handler = bindTo(services, getBasis)},
        {.method = "PUT",
         .path = "/v1/confirmation",
         .operation = "putConfirmation",
         .summary = "The next confirmation: which versions of the signed documents are the newest",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::PolicyDocument>("PolicyDocument"),
         .response = schemaNamed<wire::PolicyDocument>("PolicyDocument"),
         .problems = {ValidationFailed, MalformedRequest, PolicyUnsigned, PolicyRolledBack, StaleRevision},
         .bodyLimit = kBodyLimit,
         .handler = bindTo(services, putConfirmation)},
    };
}

} // namespace kaomon::features
