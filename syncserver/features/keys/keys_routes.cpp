// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/keys/keys_routes.h"

#include "auth/manifest_root.h"
#include "crypto/root_statement.h"
#include "domain/key_kind.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/keys/manifest_change.h"
#include "features/reply.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"
#include "wire/key_renewals.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::KeyRepository;
using storage::UnitOfWork;

constexpr const char* kRootSeal = "tr";
constexpr std::size_t kSignatureSize = 64;
constexpr std::size_t kMostSeals = 500;
constexpr long long kMostSealsOfReceiver = 5000; // face keys of every group, for years of rotations

AsyncReply getManifest(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto manifest = KeyRepository(unit).manifest();
        if (!manifest) {
            return fail(ErrorCode::NotFound, "no manifest");
        }
        return jsonReply(200, *manifest);
    });
}

AsyncReply putManifest(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::ManifestDocument>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto taken = takeManifest(unit, *body, PairChange::Forbidden, now);
        if (!taken) {
            return propagate(taken.error());
        }
        KeyRepository(unit).confirmRoot(context.principal.user.text()); // only the root signs a manifest
        return http::Response::noContent();
    });
}

AsyncReply listSeals(ServiceContext& services, http::RequestContext& context) {
    const std::string receiver =
        context.principal.isDevice() ? context.principal.device.text() : context.principal.user.text();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, wire::KeySealList{KeyRepository(unit).sealsOf(receiver)});
    });
}

// Seals are for administrators whose role may open that key, and face keys for PCs of the tenant.
Status checkReceiver(UnitOfWork& unit, const wire::KeySeal& seal, const std::string& field, TimePoint now) {
    const auto id = UserId::parse(seal.receiver);
    const auto user = id ? storage::AccountRepository(unit, now).find(*id) : std::nullopt;
    if (user) {
        const auto role = domain::roleFromWire(user->role);
        return role && domain::mayHoldSeal(*role, seal.kind)
                   ? Status()
                   : fail(ErrorCode::ValidationFailed, "this role may not open such a key", field);
    }
    const auto deviceId = DeviceId::parse(seal.receiver);
    const auto device = deviceId ? storage::DeviceRepository(unit).find(*deviceId) : std::nullopt;
    if (!device || device->state == "revoked") {
        return fail(ErrorCode::ValidationFailed, "no such administrator or PC", field);
    }
    return seal.kind == "fk" ? Status() : fail(ErrorCode::ValidationFailed, "PCs hold face keys only", field);
}

// Nobody but an owner himself replaces what he showed that he can open of TR, or adds to it: the server
// cannot tell a seal from rubbish, and an owner without TR is none. One that he never opened may be rubbish,
// and is handed over anew.
Status checkRoot(KeyRepository& keys, const wire::KeySeal& seal, const std::string& field,
                 const UserId& caller) {
    if (seal.kind != kRootSeal || seal.receiver == caller.text() || !keys.hasConfirmedRoot(seal.receiver)) {
        return {};
    }
    return fail(ErrorCode::Forbidden, "this owner holds the root, which nobody replaces for him", field);
}

Status addSeal(UnitOfWork& unit, const wire::KeySeal& seal, const std::string& field, const UserId& caller,
               TimePoint now) {
    KeyRepository keys(unit);
    Status valid = checkReceiver(unit, seal, field, now);
    valid = valid ? checkRoot(keys, seal, field, caller) : valid;
    if (!valid) {
        return valid;
    }
    if (!keys.seal(seal.kind, seal.keyId, seal.receiver) &&
        keys.countSeals(seal.receiver) >= kMostSealsOfReceiver) {
        return fail(ErrorCode::QuotaExceeded, "too many seals of one receiver", field);
    }
    keys.putSeal(seal, now);
    unit.acts().changedSecret(seal.kind + " of " + seal.receiver);
    return {};
}

AsyncReply addSeals(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::KeySealList>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->items.empty() || body->items.size() > kMostSeals) {
        co_return fail(ErrorCode::ValidationFailed, "from 1 to 500 seals", "/items");
    }
    for (const auto& seal : body->items) {
        if (const Status valid = checkSeal(seal, "/items"); !valid) {
            co_return propagate(valid.error());
        }
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit); // nobody loses the role meanwhile
        const UserId& caller = context.principal.user;
        for (std::size_t i = 0; i < body->items.size(); ++i) {
            const std::string field = "/items/" + std::to_string(i) + "/receiver";
            if (const Status added = addSeal(unit, body->items[i], field, caller, now); !added) {
                return propagate(added.error());
            }
        }
        return http::Response::noContent();
    });
}

// The manifest names the public half of TR, so the statement proves that the caller has the private one.
Status checkStatement(UnitOfWork& unit, const wire::RootConfirmation& body, const UserId& caller) {
    KeyRepository keys(unit);
    const auto seal = keys.seal(kRootSeal, body.keyId, caller.text());
    const auto stored = keys.manifest();
    if (!seal || !stored) {
        return fail(ErrorCode::NotFound, "no such seal of the root");
    }
    const std::string& tenant = unit.tenant().text();
    const auto manifest = auth::openOwnManifest(stored->record, tenant);
    if (!manifest) {
        return propagate(manifest.error());
    }
    const crypto::RootStatement statement{tenant, caller.text(), body.keyId, crypto::hash(seal->sealed)};
    return statement.check(manifest->rootPublic, body.signature);
}

AsyncReply confirmRoot(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::RootConfirmation>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->signature.size() != kSignatureSize) {
        co_return fail(ErrorCode::ValidationFailed, "64 bytes", "/signature");
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit); // nobody replaces the seal meanwhile
        const UserId& caller = context.principal.user;
        if (const Status valid = checkStatement(unit, *body, caller); !valid) {
            return propagate(valid.error());
        }
        KeyRepository(unit).confirmRoot(caller.text(), body->keyId);
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> keysRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/manifest",
         .operation = "getManifest",
         .summary = "What the tenant's root vouches for",
         .access = http::withDevice(administrators()),
         .response = schemaNamed<wire::ManifestDocument>("ManifestDocument"),
         .problems = {NotFound},
         .handler = bindTo(services, getManifest)},
        {.method = "PUT",
         .path = "/v1/manifest",
         .operation = "putManifest",
         .summary = "The next version of the manifest",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::ManifestDocument>("ManifestDocument"),
         .status = 204,
         .problems = {NotFound, ValidationFailed, SignatureInvalid, StaleRevision, Forbidden,
                      ApprovalRequired, ApprovalExpired},
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, putManifest)},
        {.method = "GET",
         .path = "/v1/key-seals",
         .operation = "listKeySeals",
         .summary = "The seals made for the caller",
         .access = http::withDevice(administrators()),
         .response = schemaNamed<wire::KeySealList>("KeySealList"),
         .handler = bindTo(services, listSeals)},
        {.method = "POST",
         .path = "/v1/key-seals",
         .operation = "addKeySeals",
         .summary = "Adds or replaces seals",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::KeySealList>("KeySealList"),
         .status = 204,
         .problems = {ValidationFailed, QuotaExceeded, Forbidden},
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, addSeals)},
        {.method = "POST",
         .path = "/v1/key-seals:confirm-root",
         .operation = "confirmRoot",
         .summary = "The caller opened his seal of the root: he counts as an owner who holds it",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::RootConfirmation>("RootConfirmation"),
         .status = 204,
         .problems = {NotFound, ValidationFailed, SignatureInvalid},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, confirmRoot)},
    };
}

} // namespace kaomon::features
