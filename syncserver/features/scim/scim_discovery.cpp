// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/bind.h"
#include "features/scim/scim_resource.h"
#include "features/scim/scim_users.h"

namespace kaomon::features::scim {
namespace {

namespace json = boost::json;

json::object flag(bool isSupported) {
    return {{"supported", isSupported}};
}

AsyncReply getConfig(ServiceContext&, http::RequestContext&) {
    const json::object scheme{{"type", "oauthbearertoken"},
                              {"name", "Bearer token"},
                              {"description", "A token that an owner made in the console"},
                              {"primary", true}};
    co_return scimReply(
        200, json::object{
                 {"schemas", json::array{"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"}},
                 {"patch", flag(true)},
                 {"bulk", json::object{{"supported", false}, {"maxOperations", 0}, {"maxPayloadSize", 0}}},
                 {"filter", json::object{{"supported", true}, {"maxResults", 200}}},
                 {"changePassword", flag(false)},
                 {"sort", flag(false)},
                 {"etag", flag(true)},
                 {"pagination", json::object{{"cursor", true},
                                             {"index", true},
                                             {"defaultPaginationMethod", "index"},
                                             {"defaultPageSize", 100},
                                             {"maxPageSize", 200}}},
                 {"authenticationSchemes", json::array{scheme}},
                 {"meta", json::object{{"resourceType", "ServiceProviderConfig"},
                                       {"location", "/scim/v2/ServiceProviderConfig"}}}});
}

json::object resourceType(const char* name, const char* endpoint, const char* schema) {
    return {{"schemas", json::array{"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}},
            {"id", name},
            {"name", name},
            {"endpoint", endpoint},
            {"schema", schema},
            {"meta", json::object{{"resourceType", "ResourceType"},
                                  {"location", std::string("/scim/v2/ResourceTypes/") + name}}}};
}

json::object attribute(const char* name, const char* type, const char* mutability, bool isRequired = false,
                       const char* uniqueness = "none") {
    return {{"name", name},          {"type", type},
            {"multiValued", false},  {"required", isRequired},
            {"caseExact", false},    {"mutability", mutability},
            {"returned", "default"}, {"uniqueness", uniqueness}};
}

json::object schemaOf(const char* id, const char* name, json::array attributes) {
    return {{"schemas", json::array{"urn:ietf:params:scim:schemas:core:2.0:Schema"}},
            {"id", id},
            {"name", name},
            {"attributes", std::move(attributes)},
            {"meta",
             json::object{{"resourceType", "Schema"}, {"location", std::string("/scim/v2/Schemas/") + id}}}};
}

json::array resourceTypes() {
    return {resourceType("User", "/Users", kUserSchema), resourceType("Group", "/Groups", kGroupSchema)};
}

json::array schemas() {
    json::object name = attribute("name", "complex", "readWrite");
    name["subAttributes"] = json::array{attribute("formatted", "string", "readWrite")};
    json::object emails = attribute("emails", "complex", "readWrite");
    emails["multiValued"] = true;
    emails["subAttributes"] =
        json::array{attribute("value", "string", "readWrite", true), attribute("type", "string", "readOnly"),
                    attribute("primary", "boolean", "readOnly")};
    json::object members = attribute("members", "complex", "readWrite");
    members["multiValued"] = true;
    members["subAttributes"] =
        json::array{attribute("value", "string", "immutable", true), attribute("type", "string", "readOnly"),
                    attribute("display", "string", "readOnly"), attribute("$ref", "reference", "readOnly")};
    return {schemaOf(kUserSchema, "User",
                     {attribute("userName", "string", "readWrite", true, "server"),
                      attribute("displayName", "string", "readWrite"), name, emails,
                      attribute("active", "boolean", "readWrite")}),
            schemaOf(kGroupSchema, "Group",
                     {attribute("displayName", "string", "readWrite", true, "server"), members})};
}

// The whole list, or the one whose id is in the path.
Reply oneOrAll(json::array all, const std::string& id) {
    if (id.empty()) {
        const auto count = static_cast<long long>(all.size());
        return scimReply(200, listResponse(std::move(all), count, {}));
    }
    for (const json::value& each : all) {
        if (each.at("id").as_string() == std::string_view(id)) {
            return scimReply(200, each.get_object());
        }
    }
    return fail(ErrorCode::NotFound, "no such resource");
}

std::string idOf(const http::RequestContext& context) {
    const auto found = context.path.find("id");
    return found == context.path.end() ? std::string() : found->second;
}

AsyncReply getResourceTypes(ServiceContext&, http::RequestContext& context) {
    co_return oneOrAll(resourceTypes(), idOf(context));
}

AsyncReply getSchemas(ServiceContext&, http::RequestContext& context) {
    co_return oneOrAll(schemas(), idOf(context));
}

http::Route row(ServiceContext& services, std::string path, std::string operation, std::string summary,
                const char* schema, Action action) {
    return {.method = "GET",
            .path = "/scim/v2/" + path,
            .operation = std::move(operation),
            .summary = std::move(summary),
            .access = {},
            .response = scimSchema(schema),
            .handler = bindTo(services, action)};
}

} // namespace

http::Schema scimSchema(const std::string& name) {
    return {name,
            R"({"type":"object","properties":{"schemas":{"type":"array","items":{"type":"string"}}},)"
            R"("required":["schemas"]})",
            kMediaType};
}

std::vector<http::Route> discoveryRoutes(ServiceContext& services) {
    return {
        row(services, "ServiceProviderConfig", "scimConfig", "What this server can do", "ScimConfig",
            getConfig),
        row(services, "ResourceTypes", "scimResourceTypes", "Kinds of resources", "ScimList",
            getResourceTypes),
        row(services, "ResourceTypes/{id}", "scimResourceType", "One kind", "ScimResourceType",
            getResourceTypes),
        row(services, "Schemas", "scimSchemas", "Attributes of the resources", "ScimList", getSchemas),
        row(services, "Schemas/{id}", "scimSchema", "Attributes of one resource", "ScimSchema", getSchemas)};
}

} // namespace kaomon::features::scim
