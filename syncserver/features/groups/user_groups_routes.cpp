// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/groups/user_groups_routes.h"

#include "features/bind.h"
#include "features/groups/group_rules.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/group_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/scim_group_repository.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::GroupRepository;
using storage::UnitOfWork;

constexpr long long kMostGroups = 2000;

http::Response groupReply(int status, const wire::UserGroup& group) {
    return jsonReply(status, group).with("ETag", etagOf(group.rev));
}

Reply shown(GroupRepository& groups, const GroupId& id, int status) {
    const auto group = groups.find(id);
    if (!group) {
        return fail(ErrorCode::NotFound, "no such group");
    }
    return groupReply(status, *group);
}

AsyncReply listGroups(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, wire::UserGroupList{GroupRepository(unit, now).list()});
    });
}

AsyncReply getGroup(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<GroupId>(context, "group");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        GroupRepository groups(unit, now);
        return shown(groups, *id, 200);
    });
}

AsyncReply createGroup(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewGroup>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const auto key = groupNameKey(body->name);
    const Status note = checkGroupNote(body->note);
    if (!key || !note) {
        co_return propagate(!key ? key.error() : note.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        GroupRepository groups(unit, now);
        if (groups.find(body->id)) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        if (groups.isNameTaken(*key)) {
            return fail(ErrorCode::Conflict, "name in use", "/name");
        }
        if (groups.count() >= kMostGroups) {
            return fail(ErrorCode::Conflict, "too many groups");
        }
        groups.add(*body, *key);
        return shown(groups, body->id, 201);
    });
}

AsyncReply patchGroup(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<GroupId>(context, "group");
    const auto patch = bodyOf<wire::GroupPatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        GroupRepository groups(unit, now);
        auto group = groups.find(*id);
        if (!group) {
            return fail(ErrorCode::NotFound, "no such group");
        }
        if (const Status fresh = checkIfMatch(context, group->rev); !fresh) {
            return propagate(fresh.error());
        }
        group->name = patch->name.value_or(group->name);
        group->note = patch->note.value_or(group->note);
        const auto key = groupNameKey(group->name);
        const Status note = checkGroupNote(group->note);
        if (!key || !note) {
            return propagate(!key ? key.error() : note.error());
        }
        if (groups.isNameTaken(*key, *id)) {
            return fail(ErrorCode::Conflict, "name in use", "/name");
        }
        groups.update(*group, *key);
        return shown(groups, *id, 200);
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
        GroupRepository groups(unit, now);
        const auto group = groups.find(*id);
        if (!group) {
            return fail(ErrorCode::NotFound, "no such group");
        }
        if (const Status fresh = checkIfMatch(context, group->rev); !fresh) {
            return propagate(fresh.error());
        }
        if (group->members > 0 || groups.uses(*id) > 0) {
            return fail(ErrorCode::Conflict, "the group has members or is used by PCs");
        }
        storage::ScimGroupRepository(unit).forget(*id);
        groups.remove(*id);
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> userGroupsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/user-groups",
         .operation = "listUserGroups",
         .summary = "Groups of people, by name",
         .access = administrators(),
         .response = schemaNamed<wire::UserGroupList>("UserGroupList"),
         .handler = bindTo(services, listGroups)},
        {.method = "POST",
         .path = "/v1/user-groups",
         .operation = "createUserGroup",
         .summary = "Adds a group of people",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::NewGroup>("NewGroup"),
         .response = schemaNamed<wire::UserGroup>("UserGroup"),
         .status = 201,
         .problems = {ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, createGroup)},
        {.method = "GET",
         .path = "/v1/user-groups/{group}",
         .operation = "getUserGroup",
         .summary = "One group of people",
         .access = administrators(),
         .response = schemaNamed<wire::UserGroup>("UserGroup"),
         .problems = {NotFound},
         .handler = bindTo(services, getGroup)},
        {.method = "PATCH",
         .path = "/v1/user-groups/{group}",
         .operation = "changeUserGroup",
         .summary = "Renames a group of people",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::GroupPatch>("GroupPatch"),
         .response = schemaNamed<wire::UserGroup>("UserGroup"),
         .problems = {NotFound, ValidationFailed, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchGroup)},
        {.method = "DELETE",
         .path = "/v1/user-groups/{group}",
         .operation = "removeUserGroup",
         .summary = "Removes a group that nobody is in and no PCs use",
         .access = http::usersIn({Owner, UserAdmin}),
         .status = 204,
         .problems = {NotFound, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, deleteGroup)},
    };
}

} // namespace kaomon::features
