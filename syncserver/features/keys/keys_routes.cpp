// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/keys/keys_routes.h"

#include <algorithm>

#include "auth/manifest_root.h"
#include "crypto/trust.h"
#include "features/bind.h"
#include "features/groups/face_keys.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"
#include "wire/keys.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::KeyRepository;
using storage::UnitOfWork;

constexpr std::size_t kLongestKeyId = 64;
constexpr std::size_t kLargestSeal = 1024;
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

// The new manifest must follow the stored one and be signed by the root that the stored one names.
Status checkSuccessor(UnitOfWork& unit, const wire::ManifestDocument& next,
                      const wire::ManifestDocument& stored, TimePoint now) {
    const std::string& tenant = unit.tenant().text();
    const auto trusted = auth::openOwnManifest(stored.record, tenant);
    if (!trusted) {
        return propagate(trusted.error());
    }
    const auto record = crypto::SignedRecord::decode(next.record);
    if (!record) {
        return propagate(record.error());
    }
    const auto manifest = crypto::TenantManifest::verify(*record, trusted->rootPublic, tenant, 1);
    if (!manifest) {
        return propagate(manifest.error());
    }
    if (static_cast<long long>(manifest->version) != next.version) {
        return fail(ErrorCode::ValidationFailed, "differs from the signed version", "/version");
    }
    if (manifest->rootPublic != trusted->rootPublic || manifest->isDemo != trusted->isDemo) {
        return fail(ErrorCode::SignatureInvalid, "root and demo mark never change", "/record");
    }
    if (next.version != stored.version + 1) {
        return fail(ErrorCode::StaleRevision, "not the next version", etagOf(stored.version));
    }
    return takeOwnerAgreement(unit, *trusted, *manifest, *record, now);
}

// PCs check approvals of faces against the manifest of today: those of an administrator who is not in it any
// more, or has other keys, are to be given again by somebody else.
void dropVoidApprovals(UnitOfWork& unit, const wire::ManifestDocument& stored,
                       const wire::ManifestDocument& next, TimePoint now) {
    const auto before = auth::openOwnManifest(stored.record, unit.tenant().text());
    const auto after = auth::openOwnManifest(next.record, unit.tenant().text());
    if (!before || !after) {
        return; // both were verified by whoever calls
    }
    storage::FaceRepository(unit).dropApprovalsOf(
        [&](const UserId& id) {
            const auto* was = before->admin(id.text());
            const auto* is = after->admin(id.text());
            return is == nullptr || !domain::maySignPolicy(is->role) ||
                   (was != nullptr && was->signPublic != is->signPublic);
        },
        now);
}

AsyncReply putManifest(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::ManifestDocument>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        KeyRepository keys(unit);
        const auto stored = keys.manifest();
        if (!stored) {
            return fail(ErrorCode::NotFound, "no manifest");
        }
        if (const Status valid = checkSuccessor(unit, *body, *stored, now); !valid) {
            return propagate(valid.error());
        }
        dropVoidApprovals(unit, *stored, *body, now);
        keys.putManifest(*body, now);
        unit.acts().changed("version", std::to_string(stored->version), std::to_string(body->version));
        if (const Status adopted = adoptFaceKeys(unit, body->record, now); !adopted) {
            return propagate(adopted.error());
        }
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

Status checkSeal(const wire::KeySeal& seal) {
    static const std::vector<std::string> kKinds = {
        "tr", "ev-image", "ev-diagnostics", "rk-owner", "rk-user-admin", "emergency", "fk"};
    if (std::ranges::find(kKinds, seal.kind) == kKinds.end()) {
        return fail(ErrorCode::ValidationFailed, "unknown kind", "/items");
    }
    if (seal.keyId.empty() || seal.keyId.size() > kLongestKeyId || !isUuid(seal.receiver) ||
        seal.sealed.empty() || seal.sealed.size() > kLargestSeal) {
        return fail(ErrorCode::ValidationFailed, "key id, receiver and a seal of at most 1 KiB are required",
                    "/items");
    }
    return {};
}

// Seals are for administrators whose role may open that key, and face keys for PCs of the tenant.
Status checkReceiver(UnitOfWork& unit, const wire::KeySeal& seal, const std::string& field, TimePoint now) {
    const auto id = UserId::parse(seal.receiver);
    const auto user = id ? storage::AccountRepository(unit, now).find(*id) : std::nullopt;
    if (user) {
        const auto role = domain::roleFromWire(user->role);
        return role && storage::mayHoldSeal(*role, seal.kind)
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

Status addSeal(UnitOfWork& unit, const wire::KeySeal& seal, const std::string& field, TimePoint now) {
    if (Status valid = checkReceiver(unit, seal, field, now); !valid) {
        return valid;
    }
    KeyRepository keys(unit);
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
        if (const Status valid = checkSeal(seal); !valid) {
            co_return propagate(valid.error());
        }
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit); // nobody loses the role meanwhile
        for (std::size_t i = 0; i < body->items.size(); ++i) {
            const std::string field = "/items/" + std::to_string(i) + "/receiver";
            if (const Status added = addSeal(unit, body->items[i], field, now); !added) {
                return propagate(added.error());
            }
        }
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
         .problems = {ValidationFailed, QuotaExceeded},
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, addSeals)},
    };
}

} // namespace kaomon::features
