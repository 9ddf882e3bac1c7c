// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/groups/device_groups_routes.h"

#include <set>

#include "features/bind.h"
#include "features/groups/group_rules.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::DeviceGroupRepository;
using storage::UnitOfWork;

constexpr std::size_t kMostGroups = 500;
constexpr std::size_t kMostUserGroups = 100;

Reply shown(DeviceGroupRepository& groups, const GroupId& id, int status) {
    const auto group = groups.find(id);
    if (!group) {
        return fail(ErrorCode::NotFound, "no such group");
    }
    return jsonReply(status, *group).with("ETag", etagOf(group->rev));
}

Status checkScope(const std::vector<GroupId>& userGroups) {
    if (userGroups.size() > kMostUserGroups ||
        std::set<GroupId>(userGroups.begin(), userGroups.end()).size() != userGroups.size()) {
        return fail(ErrorCode::ValidationFailed, "at most 100 groups, each once", "/user_groups");
    }
    return {};
}

tl::unexpected<Error> unknownUserGroup() {
    return fail(ErrorCode::ValidationFailed, "no such group of people", "/user_groups");
}

AsyncReply listGroups(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, wire::DeviceGroupList{DeviceGroupRepository(unit, now).list()});
    });
}

AsyncReply getGroup(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<GroupId>(context, "group");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        DeviceGroupRepository groups(unit, now);
        return shown(groups, *id, 200);
    });
}

AsyncReply createGroup(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewDeviceGroup>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const auto key = groupNameKey(body->name);
    Status valid = key ? checkGroupNote(body->note) : propagate(key.error());
    valid = valid ? checkScope(body->userGroups) : valid;
    if (!valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        DeviceGroupRepository groups(unit, now);
        if (groups.find(body->id)) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        if (groups.isNameTaken(*key)) {
            return fail(ErrorCode::Conflict, "name in use", "/name");
        }
        if (groups.list().size() >= kMostGroups) {
            return fail(ErrorCode::Conflict, "too many groups");
        }
        if (!groups.add(*body, *key)) {
            return unknownUserGroup();
        }
        return shown(groups, body->id, 201);
    });
}

wire::DeviceGroup patched(wire::DeviceGroup group, const wire::DeviceGroupPatch& patch) {
    group.name = patch.name.value_or(group.name);
    group.note = patch.note.value_or(group.note);
    group.shared = patch.shared.value_or(group.shared);
    group.userGroups = patch.userGroups.value_or(group.userGroups);
    return group;
}

Reply applyPatch(DeviceGroupRepository& groups, const http::RequestContext& context, const GroupId& id,
                 const wire::DeviceGroupPatch& patch) {
    const auto before = groups.find(id);
    if (!before) {
        return fail(ErrorCode::NotFound, "no such group");
    }
    if (const Status fresh = checkIfMatch(context, before->rev); !fresh) {
        return propagate(fresh.error());
    }
    const auto after = patched(*before, patch);
    const auto key = groupNameKey(after.name);
    Status valid = key ? checkGroupNote(after.note) : propagate(key.error());
    valid = valid ? checkScope(after.userGroups) : valid;
    if (!valid) {
        return propagate(valid.error());
    }
    if (groups.isNameTaken(*key, id)) {
        return fail(ErrorCode::Conflict, "name in use", "/name");
    }
    if (!groups.update(*before, after, *key)) {
        return unknownUserGroup();
    }
    return shown(groups, id, 200);
}

AsyncReply patchGroup(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<GroupId>(context, "group");
    const auto patch = bodyOf<wire::DeviceGroupPatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        DeviceGroupRepository groups(unit, now);
        return applyPatch(groups, context, *id, *patch);
    });
}

AsyncReply deleteGroup(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<GroupId>(context, "group");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        DeviceGroupRepository groups(unit, now);
        const auto group = groups.find(*id);
        if (!group) {
            return fail(ErrorCode::NotFound, "no such group");
        }
        if (const Status fresh = checkIfMatch(context, group->rev); !fresh) {
            return propagate(fresh.error());
        }
        if (groups.isInUse(*id)) {
            return fail(ErrorCode::Conflict, "the group has PCs, open codes or a face key");
        }
        groups.remove(*id);
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> deviceGroupsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/device-groups",
         .operation = "listDeviceGroups",
         .summary = "Groups of PCs, by name",
         .access = administrators(),
         .response = schemaNamed<wire::DeviceGroupList>("DeviceGroupList"),
         .handler = bindTo(services, listGroups)},
        {.method = "POST",
         .path = "/v1/device-groups",
         .operation = "createDeviceGroup",
         .summary = "Adds a group of PCs; its face key comes with the next manifest",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::NewDeviceGroup>("NewDeviceGroup"),
         .response = schemaNamed<wire::DeviceGroup>("DeviceGroup"),
         .status = 201,
         .problems = {ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, createGroup)},
        {.method = "GET",
         .path = "/v1/device-groups/{group}",
         .operation = "getDeviceGroup",
         .summary = "One group of PCs",
         .access = administrators(),
         .response = schemaNamed<wire::DeviceGroup>("DeviceGroup"),
         .problems = {NotFound},
         .handler = bindTo(services, getGroup)},
        {.method = "PATCH",
         .path = "/v1/device-groups/{group}",
         .operation = "changeDeviceGroup",
         .summary = "Renames a group of PCs or changes who may use them",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::DeviceGroupPatch>("DeviceGroupPatch"),
         .response = schemaNamed<wire::DeviceGroup>("DeviceGroup"),
         .problems = {NotFound, ValidationFailed, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchGroup)},
        {.method = "DELETE",
         .path = "/v1/device-groups/{group}",
         .operation = "removeDeviceGroup",
         .summary = "Removes a group of PCs that nothing uses",
         .access = http::usersIn({Owner, UserAdmin}),
         .status = 204,
         .problems = {NotFound, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, deleteGroup)},
    };
}

} // namespace kaomon::features
