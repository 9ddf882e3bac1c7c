// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/scim/scim_group_resource.h"

#include <set>

#include "features/reply.h"
#include "features/scim/scim_json.h"
#include "features/scim/scim_resource.h"

namespace kaomon::features::scim {
namespace {

namespace json = boost::json;
using Verb = PatchOperation::Verb;

Result<UserId> memberIdOf(const json::value& source) {
    const json::object* object = source.if_object();
    const json::value* value = object != nullptr ? member(*object, "value") : nullptr;
    const json::value* type = object != nullptr ? member(*object, "type") : nullptr;
    if (type != nullptr && type->is_string() && lowered(std::string_view(type->get_string())) != "user") {
        return propagate(invalid("only people can be members").error());
    }
    auto id = value != nullptr && value->is_string()
                  ? UserId::parse(std::string_view(value->get_string()))
                  : Result<UserId>(fail(ErrorCode::ValidationFailed, "no text"));
    return id ? id : propagate(invalid("a member's value is the id of a person").error());
}

// A list of members, or a single one.
Result<std::vector<UserId>> memberIdsOf(const json::value& source) {
    std::vector<UserId> users;
    std::set<UserId> seen;
    const json::array single{source};
    const json::array& list = source.is_array() ? source.get_array() : single;
    if (list.size() > kMostMembers) {
        return propagate(invalid("at most 10000 members", "tooMany").error());
    }
    for (const json::value& each : list) {
        auto id = memberIdOf(each);
        if (!id) {
            return propagate(id.error());
        }
        if (seen.insert(*id).second) {
            users.push_back(std::move(*id));
        }
    }
    return users;
}

Status edit(GroupChange& change, MemberEdit::Kind kind, const json::value& value) {
    auto users = value.is_null() ? Result<std::vector<UserId>>() : memberIdsOf(value);
    if (!users) {
        return propagate(users.error());
    }
    change.members.push_back({kind, std::move(*users)});
    return {};
}

// One attribute by its name in lower case; those that Kaomon does not keep change nothing.
Status setAttribute(GroupChange& change, MemberEdit::Kind kind, const std::string& name,
                    const json::value& value) {
    if (name == "displayname") {
        return assign(change.displayName, textOf(value));
    }
    if (name == "externalid") {
        return assign(change.externalId, externalIdOf(value));
    }
    return name == "members" ? edit(change, kind, value) : Status();
}

Status setAttributes(GroupChange& change, MemberEdit::Kind kind, const json::object& object) {
    for (const auto& each : object) {
        if (Status set = setAttribute(change, kind, lowered(each.key()), each.value()); !set) {
            return set;
        }
    }
    return {};
}

// members[value eq "..."]
Result<UserId> chosenMember(const std::string& filter) {
    const auto parsed = exchange::scim::parseFilter(filter);
    const auto* comparison = parsed ? std::get_if<exchange::scim::Comparison>(&parsed->node) : nullptr;
    const bool isById = comparison != nullptr && comparison->attribute == "value" &&
                        comparison->op == exchange::scim::Operator::Equal;
    auto id = isById ? UserId::parse(comparison->value)
                     : Result<UserId>(fail(ErrorCode::ValidationFailed, "no id"));
    return id ? id : propagate(invalid("members are chosen by value eq", "invalidPath").error());
}

Status removeMembers(GroupChange& change, const PatchOperation& operation) {
    if (!operation.path->filter.empty()) {
        auto chosen = chosenMember(operation.path->filter);
        if (!chosen) {
            return propagate(chosen.error());
        }
        change.members.push_back({MemberEdit::Kind::Remove, {std::move(*chosen)}});
        return {};
    }
    // some providers name those who go in the value; without one everybody goes
    const bool isAll = operation.value == nullptr || operation.value->is_null();
    return isAll ? edit(change, MemberEdit::Kind::Replace, json::value())
                 : edit(change, MemberEdit::Kind::Remove, *operation.value);
}

Status removeAttribute(GroupChange& change, const PatchOperation& operation) {
    if (operation.path->attribute == "members") {
        return removeMembers(change, operation);
    }
    if (operation.path->attribute == "externalid") {
        change.externalId = "";
        return {};
    }
    return invalid("this attribute is needed", "mutability");
}

Status apply(GroupChange& change, const PatchOperation& operation) {
    const auto kind = operation.verb == Verb::Replace ? MemberEdit::Kind::Replace : MemberEdit::Kind::Add;
    if (!operation.path) {
        return setAttributes(change, kind, operation.value->get_object());
    }
    const std::string& name = operation.path->attribute;
    if (!operation.path->schema.empty() && operation.path->schema != lowered(kGroupSchema)) {
        return {}; // an extension that is not kept
    }
    if (name == "id" || name == "meta" || name == "schemas") {
        return invalid("read only", "mutability");
    }
    if (name != "displayname" && name != "externalid" && name != "members") {
        return invalid("no such attribute", "invalidPath");
    }
    if (operation.verb == Verb::Remove) {
        return removeAttribute(change, operation);
    }
    return operation.path->filter.empty() ? setAttribute(change, kind, name, *operation.value)
                                          : invalid("a member has nothing to change", "mutability");
}

} // namespace

json::object groupResource(const wire::UserGroup& group, const std::optional<std::string>& externalId,
                           const std::optional<std::vector<storage::GroupMember>>& members) {
    const std::string id = group.id.text();
    json::object resource{{"schemas", json::array{kGroupSchema}},
                          {"id", id},
                          {"displayName", group.name},
                          {"meta", json::object{{"resourceType", "Group"},
                                                {"created", toRfc3339(group.createdAt)},
                                                {"version", etagOf(group.rev)},
                                                {"location", "/scim/v2/Groups/" + id}}}};
    if (externalId) {
        resource["externalId"] = *externalId;
    }
    if (members) {
        json::array list;
        for (const storage::GroupMember& one : *members) {
            list.push_back(json::object{{"value", one.user.text()},
                                        {"type", "User"},
                                        {"display", one.displayName},
                                        {"$ref", "/scim/v2/Users/" + one.user.text()}});
        }
        resource["members"] = std::move(list);
    }
    return resource;
}

Result<GroupChange> readGroup(const std::string& body) {
    const auto object = parseObject(body);
    if (!object) {
        return propagate(object.error());
    }
    GroupChange change;
    if (const Status set = setAttributes(change, MemberEdit::Kind::Replace, *object); !set) {
        return propagate(set.error());
    }
    if (!change.displayName || change.displayName->empty()) {
        return propagate(invalid("displayName is required").error());
    }
    return change;
}

Result<GroupChange> readGroupPatch(const std::string& body) {
    const auto object = parseObject(body);
    if (!object) {
        return propagate(object.error());
    }
    const auto operations = readOperations(*object);
    if (!operations) {
        return propagate(operations.error());
    }
    GroupChange change;
    for (const PatchOperation& operation : *operations) {
        if (const Status applied = apply(change, operation); !applied) {
            return propagate(applied.error());
        }
    }
    return change;
}

} // namespace kaomon::features::scim
