// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/accounts/account_parts.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/face_repository.h"
#include "wire/accounts.h"

namespace kaomon::features {
namespace {

using storage::AccountRepository;
using storage::UnitOfWork;

// Only a PC that could open the vault before may say that it saw a face from before.
AsyncReply confirmFace(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::FaceConfirmation>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        AccountRepository accounts(unit, now);
        const auto account = accounts.find(*id);
        const auto face = storage::FaceRepository(unit).find(body->faceTemplate);
        if (!account || !face || face->user != *id) {
            return fail(ErrorCode::NotFound, "no such user or face");
        }
        if (!account->vaultFrozenAt) {
            return http::Response::noContent(); // said before, perhaps by another PC
        }
        const http::Principal& caller = context.principal;
        if ((face->needsApproval && !face->approval) || face->createdAt >= *account->vaultFrozenAt ||
            !accounts.hasDeviceSeal(*id, caller.device)) {
            return fail(ErrorCode::FaceFrozen, "not a face and a PC from before the reissue");
        }
        accounts.thawVault(*id);
        auto act = actBy(caller, "vault_thawed", *id, "");
        act.device = caller.device;
        accounts.note(std::move(act));
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> faceConfirmationRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/users/{user}:face-confirmed",
         .operation = "confirmFace",
         .summary = "A PC saw a face that was enrolled before the reissue: the vault may be opened again",
         .access = http::deviceOnly(),
         .request = schemaNamed<wire::FaceConfirmation>("FaceConfirmation"),
         .status = 204,
         .problems = {FaceFrozen},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, confirmFace)},
    };
}

} // namespace kaomon::features
