// SPDX-License-Identifier: GPL-3.0-or-later
//
// /scim/v2/Groups. Who is in a group is signed by an administrator, so what a provider says of members is
// kept as a wish: providers read back what they wrote, and administrators find the difference at
// /v1/group-proposals.
#include "features/bind.h"
#include "features/groups/group_rules.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "features/scim/scim_group_resource.h"
#include "features/scim/scim_json.h"
#include "features/scim/scim_resource.h"
#include "features/scim/scim_users.h"
#include "licensing/guards.h"
#include "storage/repositories/group_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/scim_repository.h"

namespace kaomon::features::scim {
namespace {

using storage::GroupKeeper;
using storage::GroupRepository;
using storage::ScimGroupRepository;
using storage::ScimRepository;
using storage::UnitOfWork;

constexpr const char* kKind = "group";
constexpr long long kMostGroups = 2'000;
constexpr std::size_t kBodyLimit = 1024 * 1024; // ten thousand members

// What one request works with, inside one job.
struct Work {
    Work(UnitOfWork& of, const http::RequestContext& request, TimePoint time)
        : unit(of)
        , context(request)
        , now(time)
        , groups(of, time)
        , kept(of)
        , scim(of, time) {}

    UnitOfWork& unit;
    const http::RequestContext& context;
    TimePoint now;
    GroupRepository groups;
    ScimGroupRepository kept;
    ScimRepository scim;
};

boost::json::object resourceOf(Work& work, const wire::UserGroup& group) {
    const auto members =
        isSelected("members", work.context) ? std::optional(work.kept.members(group.id)) : std::nullopt;
    auto resource = groupResource(group, work.scim.externalId(kKind, group.id.text()), members);
    selectAttributes(resource, work.context);
    return resource;
}

Reply groupReply(Work& work, int status, const GroupId& id) {
    const auto group = work.groups.find(id);
    if (!group) {
        return fail(ErrorCode::NotFound, "no such group");
    }
    return scimReply(status, resourceOf(work, *group))
        .with("ETag", etagOf(group->rev))
        .with("Location", "/scim/v2/Groups/" + id.text());
}

Result<wire::UserGroup> existing(Work& work) {
    const auto id = pathId<GroupId>(work.context, "group");
    auto group = id ? work.groups.find(*id) : std::nullopt;
    if (!group || work.kept.keeperOf(group->id) == GroupKeeper::Leaving) {
        return fail(ErrorCode::NotFound, "no such group");
    }
    return std::move(*group);
}

// One that a provider keeps, unchanged since it was read if the request says so.
Result<wire::UserGroup> changeable(Work& work) {
    auto group = existing(work);
    if (!group) {
        return group;
    }
    if (work.kept.keeperOf(group->id) != GroupKeeper::Provider) {
        return fail(ErrorCode::Forbidden, "this group is kept in the console");
    }
    const auto condition = work.context.request.header("if-match");
    if (!condition.empty() && condition != "*" && condition != etagOf(group->rev)) {
        return fail(ErrorCode::StaleRevision, "changed meanwhile");
    }
    return group;
}

Result<std::string> nameKeyOf(const std::string& name) {
    auto key = groupNameKey(name);
    return key ? key : propagate(invalid("a name of 1 to 200 bytes without control characters").error());
}

Error nameTaken() {
    return Error(ErrorCode::Conflict, "displayName in use", "uniqueness");
}

Status editMembers(Work& work, const GroupId& group, const MemberEdit& edit) {
    if (edit.kind == MemberEdit::Kind::Remove) {
        work.kept.removeMembers(group, edit.users);
        return {};
    }
    if (work.kept.countPeople(edit.users) != edit.users.size()) {
        return invalid("a member does not exist");
    }
    if (edit.kind == MemberEdit::Kind::Replace) {
        work.kept.removeAllMembers(group);
    }
    work.kept.addMembers(group, edit.users);
    return {};
}

// Everything but the name, which the group has already.
Status applyChange(Work& work, const GroupId& group, const GroupChange& change) {
    for (const MemberEdit& edit : change.members) {
        if (Status edited = editMembers(work, group, edit); !edited) {
            return edited;
        }
    }
    if (change.externalId) {
        work.scim.setExternalId(kKind, group.text(),
                                change.externalId->empty() ? std::nullopt : change.externalId);
    }
    work.scim.noteUse(work.context.principal.sessionId);
    return {};
}

Reply listGroupsIn(Work& work, const auth::ServerKey& key, const exchange::scim::Filter* filter,
                   const Range& range) {
    const auto found = work.kept.find(filter, range.page());
    if (!found) {
        return propagate(found.error());
    }
    boost::json::array resources;
    for (const GroupId& id : found->groups) {
        if (const auto group = work.groups.find(id)) {
            resources.push_back(resourceOf(work, *group));
        }
    }
    return scimReply(200,
                     pageResponse(key, work.context, std::move(resources), found->total, range, found->next));
}

AsyncReply listGroups(ServiceContext& services, http::RequestContext& context) {
    const std::string text = context.query("filter");
    std::optional<exchange::scim::Filter> filter;
    if (!text.empty()) {
        auto parsed = exchange::scim::parseFilter(text);
        if (!parsed) {
            co_return propagate(parsed.error());
        }
        filter = std::move(*parsed);
    }
    const auto range = rangeOf(services.serverKey, context);
    if (!range) {
        co_return propagate(range.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        Work work(unit, context, now);
        return listGroupsIn(work, services.serverKey, filter ? &*filter : nullptr, *range);
    });
}

AsyncReply getGroup(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        Work work(unit, context, now);
        const auto group = existing(work);
        if (!group) {
            return propagate(group.error());
        }
        if (context.request.header("if-none-match") == etagOf(group->rev)) {
            http::Response same;
            same.status = 304;
            same.contentType.clear();
            return std::move(same).with("ETag", etagOf(group->rev));
        }
        return groupReply(work, 200, group->id);
    });
}

// A new group, or one with this name that the provider had deleted and people are still in.
Result<GroupId> placeFor(Work& work, const GroupChange& change, const std::string& key) {
    if (auto leaving = work.kept.leavingNamed(key)) {
        return std::move(*leaving);
    }
    if (work.groups.isNameTaken(key)) {
        return propagate(nameTaken());
    }
    if (work.groups.count() >= kMostGroups) {
        return fail(ErrorCode::Conflict, "too many groups", "tooMany");
    }
    const wire::NewGroup group{GroupId::generate(), *change.displayName, ""};
    work.groups.add(group, key);
    return group.id;
}

AsyncReply createGroup(ServiceContext& services, http::RequestContext& context) {
    const auto change = readGroup(context.request.body);
    const auto key = change ? nameKeyOf(*change->displayName) : propagate(change.error());
    if (!key) {
        co_return propagate(key.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        Work work(unit, context, now);
        if (const Status open = licensing::checkWritable(unit, now); !open) {
            return propagate(open.error());
        }
        const auto id = placeFor(work, *change, *key);
        if (!id) {
            return propagate(id.error());
        }
        work.kept.take(*id);
        const Status applied = applyChange(work, *id, *change);
        return applied ? groupReply(work, 201, *id) : propagate(applied.error());
    });
}

// Also a change of members alone gives the group a new revision, since it is what providers read.
Reply changeGroup(Work& work, wire::UserGroup& group, const GroupChange& change) {
    group.name = change.displayName.value_or(group.name);
    const auto key = nameKeyOf(group.name);
    if (!key) {
        return propagate(key.error());
    }
    if (work.groups.isNameTaken(*key, group.id)) {
        return propagate(nameTaken());
    }
    work.groups.update(group, *key);
    const Status applied = applyChange(work, group.id, change);
    return applied ? groupReply(work, 200, group.id) : propagate(applied.error());
}

AsyncReply writeGroup(ServiceContext& services, http::RequestContext& context, GroupChange change) {
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        Work work(unit, context, now);
        auto group = changeable(work);
        const Status open = group ? licensing::checkWritable(unit, now) : propagate(group.error());
        return open ? changeGroup(work, *group, change) : propagate(open.error());
    });
}

AsyncReply replaceGroup(ServiceContext& services, http::RequestContext& context) {
    auto change = readGroup(context.request.body);
    if (!change) {
        co_return propagate(change.error());
    }
    // RFC 7644 section 3.5.1: what is not there is cleared
    change->externalId = change->externalId.value_or("");
    if (change->members.empty()) {
        change->members.push_back({MemberEdit::Kind::Replace, {}});
    }
    co_return co_await writeGroup(services, context, std::move(*change));
}

AsyncReply patchGroup(ServiceContext& services, http::RequestContext& context) {
    auto change = readGroupPatch(context.request.body);
    if (!change) {
        co_return propagate(change.error());
    }
    co_return co_await writeGroup(services, context, std::move(*change));
}

AsyncReply deleteGroup(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        Work work(unit, context, now);
        const auto group = changeable(work);
        const Status open = group ? licensing::checkWritable(unit, now) : propagate(group.error());
        if (!open) {
            return propagate(open.error());
        }
        // signed documents and PCs may name it: then it stays, as a group that nobody is wanted in
        if (group->members > 0 || work.groups.uses(group->id) > 0) {
            work.kept.letGo(group->id);
            work.scim.setExternalId(kKind, group->id.text(), std::nullopt);
        } else {
            work.kept.forget(group->id);
            work.groups.remove(group->id);
        }
        work.scim.noteUse(context.principal.sessionId);
        return http::Response::noContent();
    });
}

http::Route row(ServiceContext& services, std::string method, std::string path, std::string operation,
                std::string summary, Action action) {
    using enum ErrorCode;
    return {.method = std::move(method),
            .path = std::move(path),
            .operation = std::move(operation),
            .summary = std::move(summary),
            .access = {},
            .response = scimSchema("ScimGroup"),
            .problems = {ValidationFailed, NotFound, StaleRevision, Conflict, LicenceEnded},
            .query = {{"attributes", "Only these, separated by commas"},
                      {"excludedAttributes", "All but these; members makes large groups cheap"}},
            .bodyLimit = kBodyLimit,
            .handler = bindTo(services, action)};
}

} // namespace

std::vector<http::Route> groupRoutes(ServiceContext& services) {
    const std::string all = "/scim/v2/Groups";
    const std::string one = "/scim/v2/Groups/{group}";
    std::vector<http::Route> routes;
    routes.push_back(row(services, "GET", all, "scimListGroups", "Groups of people, by name", listGroups));
    routes.back().response = scimSchema("ScimList");
    routes.back().query.insert(routes.back().query.begin(),
                               {{"filter", "RFC 7644; also members.value eq"},
                                {"startIndex", "From 1"},
                                {"count", "At most 200"},
                                {"cursor", "RFC 9865: empty for the first page"}});
    routes.push_back(row(services, "POST", all, "scimCreateGroup",
                         "Adds a group; whom it wants in it is signed by an administrator", createGroup));
    routes.back().request = scimSchema("ScimGroup");
    routes.back().status = 201;
    routes.push_back(row(services, "GET", one, "scimGetGroup", "One group", getGroup));
    routes.push_back(row(services, "PUT", one, "scimReplaceGroup", "Replaces a group", replaceGroup));
    routes.back().request = scimSchema("ScimGroup");
    routes.push_back(row(services, "PATCH", one, "scimChangeGroup", "Changes a group", patchGroup));
    routes.back().request = scimSchema("ScimPatch");
    routes.push_back(row(services, "DELETE", one, "scimDeleteGroup",
                         "Removes a group, at once or when nobody is in it any more", deleteGroup));
    routes.back().response = {};
    routes.back().status = 204;
    return routes;
}

} // namespace kaomon::features::scim
