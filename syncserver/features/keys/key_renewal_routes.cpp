// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/keys/key_renewal_routes.h"

#include <algorithm>

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/keys/manifest_change.h"
#include "features/reply.h"
#include "storage/repositories/key_renewal_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::features {
namespace {

using domain::KeyPair;
using storage::KeyRenewalRepository;
using storage::UnitOfWork;

constexpr std::size_t kMostSeals = 500;
constexpr std::size_t kLargestBody = 2 * 1024 * 1024; // a manifest of many PCs' keys, and the seals

wire::KeyRenewalState stateOf(KeyRenewalRepository& renewals) {
    return {renewals.due(), renewals.holders()};
}

AsyncReply getState(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        KeyRenewalRepository renewals(unit, now);
        return jsonReply(200, stateOf(renewals));
    });
}

std::vector<KeyPair> changedPairs(const ManifestChange& change) {
    std::vector<KeyPair> changed;
    const auto note = [&](KeyPair pair, Bytes crypto::TenantManifest::*half) {
        if (change.before.*half != change.after.*half) {
            changed.push_back(pair);
        }
    };
    note(KeyPair::ImageEvidence, &crypto::TenantManifest::imageEvidencePublic);
    note(KeyPair::DiagnosticsEvidence, &crypto::TenantManifest::diagnosticsEvidencePublic);
    note(KeyPair::Recovery, &crypto::TenantManifest::recoveryPublic);
    note(KeyPair::Emergency, &crypto::TenantManifest::emergencyPublic);
    return changed;
}

// Seals are of the changed pairs and for administrators in office whose role may open them. The caller may
// also keep the half of RK that is not of his role, as the first owner does while he is alone.
Status checkReceivers(KeyRenewalRepository& renewals, const std::vector<KeyPair>& changed,
                      const std::vector<wire::KeySeal>& seals, const UserId& caller) {
    for (std::size_t i = 0; i < seals.size(); ++i) {
        const wire::KeySeal& seal = seals[i];
        const std::string pointer = "/seals/" + std::to_string(i);
        if (const Status valid = checkSeal(seal, pointer); !valid) {
            return valid;
        }
        const bool isOfChanged = std::ranges::any_of(changed, [&](KeyPair pair) {
            return std::ranges::count(domain::sealKindsOf(pair), seal.kind) > 0;
        });
        if (!isOfChanged) {
            return fail(ErrorCode::ValidationFailed, "not of a pair that the manifest replaces",
                        pointer + "/kind");
        }
        const auto role = renewals.roleInOffice(seal.receiver);
        const bool isOwnHalf = seal.receiver == caller.text() && seal.kind == "rk-user-admin";
        if (!isOwnHalf && (!role || !domain::mayHoldSeal(*role, seal.kind))) {
            return fail(ErrorCode::ValidationFailed, "not an administrator in office who may open it",
                        pointer + "/receiver");
        }
    }
    return {};
}

// A pair that nobody could open is worse than an old one: the caller has a seal of everything that is of his
// role, and somebody of the rest.
Status checkNothingIsLost(const std::vector<KeyPair>& changed, const std::vector<wire::KeySeal>& seals,
                          const UserId& caller) {
    for (const KeyPair pair : changed) {
        for (const std::string_view kind : domain::sealKindsOf(pair)) {
            const bool isOwn = domain::mayHoldSeal(domain::Role::Owner, kind);
            const bool isSealed = std::ranges::any_of(seals, [&](const wire::KeySeal& seal) {
                return seal.kind == kind && (!isOwn || seal.receiver == caller.text());
            });
            if (!isSealed) {
                return fail(ErrorCode::ValidationFailed, "nobody could open " + std::string(kind), "/seals");
            }
        }
    }
    return {};
}

Reply renew(UnitOfWork& unit, const wire::KeyRenewal& body, const UserId& caller, TimePoint now) {
    const auto change = takeManifest(unit, body.manifest, PairChange::Allowed, now);
    if (!change) {
        return propagate(change.error());
    }
    const auto changed = changedPairs(*change);
    if (changed.empty()) {
        return fail(ErrorCode::ValidationFailed, "the manifest replaces no pair", "/manifest/record");
    }
    KeyRenewalRepository renewals(unit, now);
    Status valid = checkReceivers(renewals, changed, body.seals, caller);
    valid = valid ? checkNothingIsLost(changed, body.seals, caller) : valid;
    if (!valid) {
        return propagate(valid.error());
    }
    for (const KeyPair pair : changed) {
        renewals.retire(pair);
        unit.acts().changedSecret(std::string(domain::toWire(pair)));
    }
    storage::KeyRepository keys(unit);
    for (const wire::KeySeal& seal : body.seals) {
        keys.putSeal(seal, now);
    }
    keys.confirmRoot(caller.text()); // only the root signs a manifest
    return jsonReply(200, stateOf(renewals));
}

AsyncReply postRenewal(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::KeyRenewal>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->seals.empty() || body->seals.size() > kMostSeals) {
        co_return fail(ErrorCode::ValidationFailed, "from 1 to 500 seals", "/seals");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        return renew(unit, *body, context.principal.user, now);
    });
}

} // namespace

std::vector<http::Route> keyRenewalRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const auto schema = schemaNamed<wire::KeyRenewalState>("KeyRenewalState");
    return {
        {.method = "GET",
         .path = "/v1/key-renewal",
         .operation = "getKeyRenewal",
         .summary = "Pairs of keys that are due for replacement, why, and which administrators hold keys",
         .access = administrators(),
         .response = schema,
         .handler = bindTo(services, getState)},
        {.method = "POST",
         .path = "/v1/key-renewal",
         .operation = "renewKeys",
         .summary = "Replaces pairs of keys: the next manifest together with the seals of the new halves",
         .access = http::usersIn({domain::Role::Owner}),
         .request = schemaNamed<wire::KeyRenewal>("KeyRenewal"),
         .response = schema,
         .problems = {NotFound, ValidationFailed, SignatureInvalid, StaleRevision, Forbidden,
                      ApprovalRequired, ApprovalExpired},
         .bodyLimit = kLargestBody,
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, postRenewal)},
    };
}

} // namespace kaomon::features
