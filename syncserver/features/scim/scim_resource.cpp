// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/scim/scim_resource.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "features/reply.h"
#include "features/scim/scim_json.h"

namespace kaomon::features::scim {
namespace {

namespace json = boost::json;

constexpr int kLargestPage = 200;

// Some providers send the words True and False.
Result<bool> flagOf(const json::value& value) {
    if (value.is_bool()) {
        return value.get_bool();
    }
    const std::string word =
        value.is_string() ? lowered(std::string_view(value.get_string())) : std::string();
    if (word == "true" || word == "false") {
        return word == "true";
    }
    return propagate(invalid("true or false is expected").error());
}

// The primary address, else the first.
Result<std::string> mailOf(const json::value& value) {
    if (value.is_null()) {
        return std::string();
    }
    if (value.is_string()) {
        return textOf(value);
    }
    const json::object* chosen = value.if_object();
    if (const json::array* list = value.if_array()) {
        for (const json::value& each : *list) {
            const json::object* entry = each.if_object();
            if (entry == nullptr) {
                return propagate(invalid("an address is expected").error());
            }
            const json::value* primary = member(*entry, "primary");
            const bool isPrimary = primary != nullptr && primary->is_bool() && primary->get_bool();
            chosen = chosen == nullptr || isPrimary ? entry : chosen;
        }
        if (list->empty()) {
            return std::string();
        }
    }
    const json::value* address = chosen != nullptr ? member(*chosen, "value") : nullptr;
    return address != nullptr ? textOf(*address)
                              : Result<std::string>(propagate(invalid("no address").error()));
}

Result<std::string> nameOf(const json::object& name) {
    if (const json::value* formatted = member(name, "formatted")) {
        return textOf(*formatted);
    }
    std::string whole;
    for (const char* part : {"familyname", "givenname"}) { // the order of Japanese names
        if (const json::value* value = member(name, part)) {
            const auto text = textOf(*value);
            if (!text) {
                return text;
            }
            whole += (whole.empty() || text->empty() ? "" : " ") + *text;
        }
    }
    return whole;
}

// One attribute by its name in lower case; those that Kaomon does not keep change nothing.
Status setAttribute(UserChange& change, const std::string& name, const json::value& value) {
    if (name == "username") {
        return assign(change.userName, textOf(value));
    }
    if (name == "displayname") {
        return assign(change.displayName, textOf(value));
    }
    if (name == "emails") {
        return assign(change.mail, mailOf(value));
    }
    if (name == "active") {
        return assign(change.isActive, flagOf(value));
    }
    if (name == "externalid") {
        return assign(change.externalId, externalIdOf(value));
    }
    if (name == "name" && value.is_object() && !change.displayName) {
        const Status set = assign(change.displayName, nameOf(value.get_object()));
        if (set && change.displayName->empty()) {
            change.displayName.reset();
        }
        return set;
    }
    return {};
}

Status setAttributes(UserChange& change, const json::object& object) {
    // displayName counts more than name, wherever it stands
    if (const json::value* name = member(object, "displayname")) {
        if (Status set = setAttribute(change, "displayname", *name); !set) {
            return set;
        }
    }
    for (const auto& each : object) {
        const std::string name = lowered(each.key());
        if (name == "displayname") {
            continue;
        }
        // providers without nesting send "name.formatted" as one key
        const Status set = name == "name.formatted" ? assign(change.displayName, textOf(each.value()))
                                                    : setAttribute(change, name, each.value());
        if (!set) {
            return set;
        }
    }
    return {};
}

bool isKept(const std::string& attribute) {
    static const std::set<std::string> kKept{"username", "displayname", "name",
                                             "emails",   "active",      "externalid"};
    return kKept.contains(attribute);
}

// Attributes of RFC 7643 that a provider may send and Kaomon does not keep.
bool isIgnored(const exchange::scim::PatchPath& path) {
    static const std::set<std::string> kIgnored{
        "nickname",         "profileurl", "title",  "usertype",  "preferredlanguage", "locale", "timezone",
        "phonenumbers",     "ims",        "photos", "addresses", "entitlements",      "roles",  "groups",
        "x509certificates", "password"};
    const bool isExtension = !path.schema.empty() && path.schema != lowered(kUserSchema);
    return isExtension || kIgnored.contains(path.attribute) ||
           (path.attribute == "name" && path.sub != "formatted" && !path.sub.empty());
}

Status applyPath(UserChange& change, const exchange::scim::PatchPath& path, bool isRemoval,
                 const json::value& value) {
    if (isIgnored(path)) {
        return {};
    }
    if (path.attribute == "id" || path.attribute == "meta" || path.attribute == "schemas") {
        return invalid("read only", "mutability");
    }
    if (!isKept(path.attribute)) {
        return invalid("no such attribute", "invalidPath");
    }
    if (isRemoval) {
        if (path.attribute == "emails") {
            change.mail = "";
        } else if (path.attribute == "externalid") {
            change.externalId = "";
        } else {
            return invalid("this attribute is needed", "mutability");
        }
        return {};
    }
    if (path.attribute == "name" && path.sub == "formatted") {
        return assign(change.displayName, textOf(value));
    }
    return setAttribute(change, path.attribute, value);
}

Status applyOperation(UserChange& change, const PatchOperation& operation) {
    if (!operation.path) {
        return setAttributes(change, operation.value->get_object());
    }
    return applyPath(change, *operation.path, operation.verb == PatchOperation::Verb::Remove,
                     operation.value != nullptr ? *operation.value : json::value());
}

std::set<std::string> namesIn(const std::string& list) {
    std::set<std::string> names;
    for (std::size_t begin = 0; begin < list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        const std::string name = lowered(list.substr(begin, end - begin));
        names.insert(name.substr(0, name.find('.')));
        begin = end + 1;
    }
    return names;
}

long long numberOf(const http::RequestContext& context, const std::string& name, long long otherwise) {
    const std::string text = context.query(name);
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

// A cursor goes on in the list and under the filter for which it was made.
std::string cursorPurpose(const http::RequestContext& context) {
    return "scim-cursor|" + context.principal.tenant.text() + "|" + context.request.path + "|" +
           context.query("filter");
}

} // namespace

json::object userResource(const wire::User& user, const std::optional<std::string>& externalId) {
    json::object resource{{"schemas", json::array{kUserSchema}},
                          {"id", user.id.text()},
                          {"userName", user.login},
                          {"displayName", user.displayName},
                          {"name", json::object{{"formatted", user.displayName}}},
                          {"active", user.accountState != "disabled"},
                          {"meta", json::object{{"resourceType", "User"},
                                                {"created", toRfc3339(user.createdAt)},
                                                {"version", etagOf(user.rev)},
                                                {"location", "/scim/v2/Users/" + user.id.text()}}}};
    if (externalId) {
        resource["externalId"] = *externalId;
    }
    if (!user.mail.empty()) {
        resource["emails"] =
            json::array{json::object{{"value", user.mail}, {"type", "work"}, {"primary", true}}};
    }
    return resource;
}

Result<UserChange> readUser(const std::string& body) {
    const auto object = parseObject(body);
    if (!object) {
        return propagate(object.error());
    }
    UserChange change;
    if (const Status set = setAttributes(change, *object); !set) {
        return propagate(set.error());
    }
    if (!change.userName || change.userName->empty()) {
        return fail(ErrorCode::ValidationFailed, "userName is required", "invalidValue");
    }
    return change;
}

Result<UserChange> readUserPatch(const std::string& body) {
    const auto object = parseObject(body);
    if (!object) {
        return propagate(object.error());
    }
    const auto operations = readOperations(*object);
    if (!operations) {
        return propagate(operations.error());
    }
    UserChange change;
    for (const PatchOperation& operation : *operations) {
        if (const Status applied = applyOperation(change, operation); !applied) {
            return propagate(applied.error());
        }
    }
    return change;
}

bool isSelected(const std::string& attribute, const http::RequestContext& context) {
    const auto wanted = namesIn(context.query("attributes"));
    return !namesIn(context.query("excludedAttributes")).contains(attribute) &&
           (wanted.empty() || wanted.contains(attribute));
}

void selectAttributes(json::object& resource, const http::RequestContext& context) {
    const auto wanted = namesIn(context.query("attributes"));
    const auto unwanted = namesIn(context.query("excludedAttributes"));
    std::vector<std::string> dropped;
    for (const auto& each : resource) {
        const std::string name = lowered(each.key());
        const bool isFixed = name == "id" || name == "schemas" || name == "meta";
        if (!isFixed && (unwanted.contains(name) || (!wanted.empty() && !wanted.contains(name)))) {
            dropped.emplace_back(each.key());
        }
    }
    for (const std::string& name : dropped) {
        resource.erase(name);
    }
}

http::Response scimReply(int status, const json::object& body) {
    auto response = http::Response::json(status, json::serialize(body));
    response.contentType = kMediaType;
    return response;
}

Result<Range> rangeOf(const auth::ServerKey& key, const http::RequestContext& context) {
    // RFC 7644 section 3.4.2.4: values below the least one count as the least one
    Range range{std::max(1LL, numberOf(context, "startIndex", 1)),
                static_cast<int>(std::clamp<long long>(numberOf(context, "count", 100), 0, kLargestPage)),
                {}};
    if (!context.request.query.contains("cursor")) {
        return range;
    }
    const std::string cursor = context.query("cursor");
    range.after =
        cursor.empty() ? std::optional(std::string()) : openText(key, cursorPurpose(context), cursor);
    if (!range.after) {
        return fail(ErrorCode::ValidationFailed, "not a cursor of this list under this filter",
                    "invalidCursor");
    }
    return range;
}

json::object listResponse(json::array resources, long long total, const Range& range) {
    json::object list{{"schemas", json::array{"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
                      {"totalResults", total},
                      {"itemsPerPage", resources.size()}};
    if (!range.after) {
        list["startIndex"] = range.startIndex;
    }
    list["Resources"] = std::move(resources);
    return list;
}

json::object pageResponse(const auth::ServerKey& key, const http::RequestContext& context,
                          json::array resources, long long total, const Range& range,
                          const std::optional<std::string>& next) {
    auto list = listResponse(std::move(resources), total, range);
    if (next) {
        list["nextCursor"] = sealText(key, cursorPurpose(context), *next);
    }
    return list;
}

} // namespace kaomon::features::scim
