// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/two_person_acts/vault_recovery.h"

#include <algorithm>

#include "features/accounts/account_mails.h"
#include "features/accounts/account_rules.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "features/users/user_rules.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using storage::TwoPersonActRepository;
using storage::UnitOfWork;

constexpr std::size_t kLargestWrap = 4096;

Status checkRecovery(const wire::VaultRecovery& recovery) {
    const auto count = [&](std::string_view kind, std::string_view target) {
        return std::ranges::count_if(recovery.vaultKeys, [&](const wire::VaultKeyWrap& wrap) {
            return wrap.kind == kind && wrap.target == target && !wrap.sealed.empty() &&
                   wrap.sealed.size() <= kLargestWrap;
        });
    };
    const auto passwords = count("password", "");
    const auto recoveries = count("recovery", "rk");
    if (passwords != 1 || recoveries > 1 ||
        recovery.vaultKeys.size() != static_cast<std::size_t>(passwords + recoveries)) {
        return fail(ErrorCode::ValidationFailed, "one wrap by the password and at most one for recovery",
                    "/vault_keys");
    }
    return {};
}

// The approved recovery that the caller asked for.
Result<wire::TwoPersonAct> ownRecovery(UnitOfWork& unit, const http::RequestContext& context, TimePoint now) {
    auto act = TwoPersonActRepository(unit, now).find(context.parameter("act"));
    if (!act || act->requester != context.principal.user || act->kind != "vault_recovery") {
        return fail(ErrorCode::NotFound, "no such recovery of the caller");
    }
    if (act->state == "pending") {
        return fail(ErrorCode::ApprovalRequired, "nobody agreed yet");
    }
    if (act->state == "expired") {
        return fail(ErrorCode::ApprovalExpired, "the agreement is over");
    }
    if (act->state != "approved") {
        return fail(ErrorCode::Conflict, "already decided");
    }
    const auto manifest = storedManifest(unit);
    const auto agreed = manifest ? checkStoredAgreement(*act, *manifest, now)
                                 : Result<crypto::ActStatement>(propagate(manifest.error()));
    if (!agreed) {
        return propagate(agreed.error());
    }
    return std::move(*act);
}

} // namespace

AsyncReply recoverVault(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::VaultRecovery>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    if (const Status valid = checkRecovery(*body); !valid) {
        co_return propagate(valid.error());
    }
    const auto stored = co_await storePassword(services, body->oneTimePassword, body->expiresAt);
    if (!stored) {
        co_return propagate(stored.error());
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto longest = services.settings.of(unit)->reissueValid;
        if (const Status valid = checkExpiry(body->expiresAt, now, longest); !valid) {
            return propagate(valid.error());
        }
        const auto act = ownRecovery(unit, context, now);
        if (!act) {
            return propagate(act.error());
        }
        storage::UserRepository users(unit, now);
        if (!users.find(act->subject)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        users.setOneTimePassword(act->subject, *stored);
        users.endSessions(act->subject);
        storage::AccountRepository(unit, now).thawVault(act->subject); // two people agreed to open it
        storage::KeyRepository keys(unit);
        for (const auto& wrap : body->vaultKeys) {
            keys.putVaultKey(act->subject, wrap, now);
        }
        TwoPersonActRepository(unit, now).finish(act->id);
        mailRecovered(unit, act->subject, body->expiresAt, now);
        return http::Response::noContent();
    });
}

} // namespace kaomon::features
