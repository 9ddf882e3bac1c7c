// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/groups/rotation_routes.h"

#include <algorithm>

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/rotation_repository.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::RotationRepository;
using storage::UnitOfWork;

constexpr std::size_t kMostOfABatch = 500;
constexpr std::size_t kBatchBody = 1024 * 1024;
constexpr std::size_t kLargestSeal = 1024;

Result<wire::KeyRotation> rotationOf(RotationRepository& rotations, const GroupId& group) {
    auto rotation = rotations.find(group);
    if (!rotation) {
        return fail(ErrorCode::NotFound, "no such group");
    }
    return std::move(*rotation);
}

AsyncReply getRotation(ServiceContext& services, http::RequestContext& context) {
    const auto group = pathId<GroupId>(context, "group");
    if (!group) {
        co_return propagate(group.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        RotationRepository rotations(unit, now);
        const auto rotation = rotationOf(rotations, *group);
        return rotation ? Reply(jsonReply(200, *rotation)) : propagate(rotation.error());
    });
}

AsyncReply getWork(ServiceContext& services, http::RequestContext& context) {
    const auto group = pathId<GroupId>(context, "group");
    const auto limit = pageLimit(context);
    if (!group || !limit) {
        co_return propagate(!group ? group.error() : limit.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        RotationRepository rotations(unit, now);
        const auto rotation = rotationOf(rotations, *group);
        if (!rotation) {
            return propagate(rotation.error());
        }
        return jsonReply(200, rotations.work(*rotation, *limit));
    });
}

// Stores the seals of the target key. Postcondition of success: each receiver may have it.
Status storeSeals(UnitOfWork& unit, RotationRepository& rotations, const wire::KeyRotation& rotation,
                  const std::vector<wire::KeySeal>& seals, TimePoint now) {
    storage::KeyRepository keys(unit);
    for (std::size_t i = 0; i < seals.size(); ++i) {
        const wire::KeySeal& seal = seals[i];
        const std::string pointer = "/seals/" + std::to_string(i);
        if (seal.kind != "fk" || seal.keyId != rotation.keyId || seal.sealed.empty() ||
            seal.sealed.size() > kLargestSeal) {
            return fail(ErrorCode::ValidationFailed, "not a seal of the target key", pointer);
        }
        if (!rotations.isReceiver(rotation, seal.receiver)) {
            return fail(ErrorCode::ValidationFailed, "neither a PC of the group nor an administrator",
                        pointer + "/receiver");
        }
        keys.putSeal(seal, now);
    }
    return {};
}

Reply start(UnitOfWork& unit, const wire::StartRotation& body, const GroupId& group,
            const http::Principal& caller, TimePoint now) {
    RotationRepository rotations(unit, now);
    auto rotation = rotationOf(rotations, group);
    if (!rotation) {
        return propagate(rotation.error());
    }
    if (rotation->state == "running") {
        return rotation->keyId == body.keyId ? Reply(jsonReply(200, *rotation))
                                             : fail(ErrorCode::Conflict, "another rotation is running");
    }
    if (storage::DeviceGroupRepository(unit, now).stateOfKey(body.keyId, group) != "new") {
        return fail(ErrorCode::ValidationFailed, "not a new key that the manifest names for this group",
                    "/key_id");
    }
    rotation->keyId = body.keyId;
    // Whoever has left his office may still stand in the manifest: a seal that was made for him goes nowhere.
    auto seals = body.seals;
    std::erase_if(seals,
                  [&](const wire::KeySeal& seal) { return !rotations.isReceiver(*rotation, seal.receiver); });
    if (std::ranges::find(seals, caller.user.text(), &wire::KeySeal::receiver) == seals.end()) {
        return fail(ErrorCode::ValidationFailed, "the caller needs a seal himself", "/seals");
    }
    if (const Status stored = storeSeals(unit, rotations, *rotation, seals, now); !stored) {
        return propagate(stored.error());
    }
    rotations.start(group, body.keyId, caller.user);
    rotation = rotationOf(rotations, group);
    return rotation ? Reply(jsonReply(200, *rotation)) : propagate(rotation.error());
}

AsyncReply startRotation(ServiceContext& services, http::RequestContext& context) {
    const auto group = pathId<GroupId>(context, "group");
    const auto body = bodyOf<wire::StartRotation>(context);
    if (!group || !body) {
        co_return propagate(!group ? group.error() : body.error());
    }
    if (body->seals.empty() || body->seals.size() > kMostOfABatch) {
        co_return fail(ErrorCode::ValidationFailed, "from 1 to 500 seals", "/seals");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        return start(unit, *body, *group, context.principal, now);
    });
}

Status storeWraps(RotationRepository& rotations, const wire::RotationBatch& batch) {
    for (std::size_t i = 0; i < batch.wraps.size(); ++i) {
        const wire::NewWrap& wrap = batch.wraps[i];
        if (wrap.wrapped.empty() || wrap.wrapped.size() > kLargestSeal) {
            return fail(ErrorCode::ValidationFailed, "not a wrapped key",
                        "/wraps/" + std::to_string(i) + "/wrapped");
        }
        // a template that was removed meanwhile needs no wrap
        (void)rotations.putWrap(batch.keyId, wrap);
    }
    return {};
}

Reply storeBatch(UnitOfWork& unit, const wire::RotationBatch& batch, const GroupId& group, TimePoint now) {
    RotationRepository rotations(unit, now);
    auto rotation = rotationOf(rotations, group);
    if (!rotation) {
        return propagate(rotation.error());
    }
    if (rotation->keyId != batch.keyId) {
        return fail(ErrorCode::Conflict, "another key is wanted now", "/key_id");
    }
    Status stored = storeWraps(rotations, batch);
    stored = stored ? storeSeals(unit, rotations, *rotation, batch.seals, now) : stored;
    if (!stored) {
        return propagate(stored.error());
    }
    rotation = rotationOf(rotations, group);
    const bool isDone = rotation && rotation->state == "running" && rotation->templatesLeft == 0 &&
                        rotation->devicesLeft == 0 && rotation->adminsLeft == 0;
    if (isDone) {
        rotations.finish(*rotation);
        rotation = rotationOf(rotations, group);
    }
    return rotation ? Reply(jsonReply(200, *rotation)) : propagate(rotation.error());
}

AsyncReply postBatch(ServiceContext& services, http::RequestContext& context) {
    const auto group = pathId<GroupId>(context, "group");
    const auto body = bodyOf<wire::RotationBatch>(context);
    if (!group || !body) {
        co_return propagate(!group ? group.error() : body.error());
    }
    if (body->wraps.size() > kMostOfABatch || body->seals.size() > kMostOfABatch) {
        co_return fail(ErrorCode::ValidationFailed, "at most 500 of each", "/wraps");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        return storeBatch(unit, *body, *group, now);
    });
}

AsyncReply requestRotation(ServiceContext& services, http::RequestContext& context) {
    const auto group = pathId<GroupId>(context, "group");
    if (!group) {
        co_return propagate(group.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        RotationRepository rotations(unit, now);
        if (const auto known = rotationOf(rotations, *group); !known) {
            return propagate(known.error());
        }
        storage::DeviceGroupRepository(unit, now).markDue(*group, "requested");
        return jsonReply(200, *rotations.find(*group));
    });
}

} // namespace

std::vector<http::Route> rotationRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const std::string path = "/v1/device-groups/{group}/rotation";
    const auto schema = schemaNamed<wire::KeyRotation>("KeyRotation");
    return {
        {.method = "GET",
         .path = path,
         .operation = "getKeyRotation",
         .summary = "How far the replacement of the group's face key is",
         .access = administrators(),
         .response = schema,
         .problems = {NotFound},
         .handler = bindTo(services, getRotation)},
        {.method = "POST",
         .path = path,
         .operation = "startKeyRotation",
         .summary = "Begins to replace the group's face key by a new one of the manifest",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::StartRotation>("StartRotation"),
         .response = schema,
         .problems = {NotFound, ValidationFailed, Conflict},
         .bodyLimit = kBatchBody,
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, startRotation)},
        {.method = "GET",
         .path = path + "/work",
         .operation = "listRotationWork",
         .summary = "What the target key still lacks",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::RotationWork>("RotationWork"),
         .problems = {NotFound, ValidationFailed},
         .query = {{"limit", "Templates and receivers each, at most 500"}},
         .handler = bindTo(services, getWork)},
        {.method = "POST",
         .path = path + "/batch",
         .operation = "addRotationBatch",
         .summary = "Stores wraps and seals of the target key; the last one ends the rotation",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::RotationBatch>("RotationBatch"),
         .response = schema,
         .problems = {NotFound, ValidationFailed, Conflict},
         .bodyLimit = kBatchBody,
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, postBatch)},
        {.method = "POST",
         .path = "/v1/device-groups/{group}:rotate",
         .operation = "requestKeyRotation",
         .summary = "Marks the group's face key as due for replacement",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schema,
         .problems = {NotFound},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, requestRotation)},
    };
}

} // namespace kaomon::features
