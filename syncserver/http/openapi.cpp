// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/openapi.h"

#include <algorithm>
#include <map>
#include <set>

#include <boost/json.hpp>

#include "base/error.h"
#include "http/problem.h"
#include "http/scim_problem.h"
#include "wire/codec.h"
#include "wire/problem.h"

namespace kaomon::http {
namespace {

namespace json = boost::json;

constexpr std::string_view kFileMediaType = "application/octet-stream";

json::object reference(const std::string& name) {
    return {{"$ref", "#/components/schemas/" + name}};
}

json::object content(const std::string& type, const std::string& schemaName) {
    return {{type, json::object{{"schema", reference(schemaName)}}}};
}

json::object parameter(const std::string& name, const char* place, const std::string& description,
                       bool isRequired) {
    return {{"name", name},
            {"in", place},
            {"required", isRequired},
            {"description", description},
            {"schema", json::object{{"type", "string"}}}};
}

// With an entity tag, as each of them has that is read or changed by its id.
bool isScimResource(const Route& route) {
    return isProvisioning(route.path) && route.path.ends_with('}') &&
           std::ranges::find(route.problems, ErrorCode::StaleRevision) != route.problems.end();
}

json::array parametersOf(const Route& route) {
    json::array list;
    std::string_view rest = route.path;
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        const auto close = rest.find('}', open);
        const std::string name(rest.substr(open + 1, close - open - 1));
        list.push_back(parameter(name, "path", "id of the " + name, true));
        rest.remove_prefix(close);
    }
    for (const auto& query : route.query) {
        list.push_back(parameter(query.name, "query", query.description, false));
    }
    if (route.ifMatch == IfMatch::Required) {
        list.push_back(parameter("If-Match", "header", "the ETag that was read, such as \"r42\"", true));
    }
    if (isScimResource(route)) { // RFC 7644 3.14: there it is not required
        list.push_back(
            route.method == "GET"
                ? parameter("If-None-Match", "header", "an ETag: 304 while it holds", false)
                : parameter("If-Match", "header", "the ETag that was read: 412 when stale", false));
    }
    if (route.idempotency == Idempotency::KeyRequired) {
        list.push_back(
            parameter("Idempotency-Key", "header", "a new UUID for each intent; repeated on retries", true));
    }
    return list;
}

json::object responsesOf(const Route& route) {
    json::object success{{"description", titleOf(route.status)}};
    if (!route.response.name.empty()) {
        success["content"] = content(route.response.mediaType, route.response.name);
    }
    json::object responses{{std::to_string(route.status), success}};
    if (route.response.mediaType == kFileMediaType) { // files come in ranges
        responses["206"] = json::object{{"description", "Partial Content"}, {"content", success["content"]}};
        responses["416"] = json::object{{"description", "Range Not Satisfiable"}};
    }
    std::map<int, std::string> byStatus;
    const bool isScim = isProvisioning(route.path);
    for (const ErrorCode code : allProblems(route)) {
        auto& text = byStatus[isScim ? scimStatusOf(code) : statusOf(code)];
        text += (text.empty() ? "" : ", ") + std::string(wireName(code));
    }
    const bool isJson = !route.response.name.empty() && route.response.mediaType == "application/json";
    if (route.method == "GET" && (isScimResource(route) || (isJson && !route.access.isPublic))) {
        responses["304"] = json::object{
            {"description", std::string(titleOf(304)) + ": the answer's ETag is in If-None-Match"}};
    }
    for (const auto& [status, codes] : byStatus) {
        responses[std::to_string(status)] =
            json::object{{"description", codes},
                         {"content", isScim ? content(kScimMediaType, "ScimError")
                                            : content("application/problem+json", "Problem")}};
    }
    return responses;
}

json::array securityOf(const Route& route) {
    json::array choices;
    if (isProvisioning(route.path)) {
        choices.push_back(json::object{{"provisioning", json::array()}});
    }
    if (route.access.allowsDevice) {
        choices.push_back(json::object{{"proof", json::array()}});
    }
    if (!route.access.roles.empty()) {
        choices.push_back(json::object{{"proof", json::array()}, {"session", json::array()}});
    }
    return choices;
}

json::object operationOf(const Route& route) {
    json::object operation{{"operationId", route.operation},
                           {"summary", route.summary},
                           {"parameters", parametersOf(route)},
                           {"responses", responsesOf(route)},
                           {"security", securityOf(route)}};
    if (!route.access.roles.empty()) {
        json::array roles;
        for (const auto role : route.access.roles) {
            roles.push_back(json::string(domain::toWire(role)));
        }
        operation["x-roles"] = roles;
    }
    if (route.reauth == Reauth::Required) {
        operation["x-reauth"] = true;
    }
    if (isRecorded(route)) {
        operation["x-recorded"] = true;
    }
    if (!route.request.name.empty()) {
        operation["requestBody"] = json::object{
            {"required", true}, {"content", content(route.request.mediaType, route.request.name)}};
        operation["x-body-limit"] = route.bodyLimit;
    }
    return operation;
}

void print(std::string& out, const json::value& value, std::size_t depth) {
    const std::string indent((depth + 1) * 2, ' ');
    const std::string end(depth * 2, ' ');
    if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
        const char* separator = "{\n";
        for (const auto& [key, member] : *object) {
            out += separator + indent + json::serialize(json::string(key)) + ": ";
            print(out, member, depth + 1);
            separator = ",\n";
        }
        out += "\n" + end + "}";
    } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
        const char* separator = "[\n";
        for (const auto& element : *array) {
            out += separator + indent;
            print(out, element, depth + 1);
            separator = ",\n";
        }
        out += "\n" + end + "]";
    } else {
        out += json::serialize(value);
    }
}

json::object schemasOf(const Router& router) {
    std::map<std::string, std::string> known{{"Problem", wire::schema<wire::Problem>()},
                                             {"ScimError", scimErrorSchema()}};
    for (const Route& route : router.routes()) {
        known.emplace(route.request.name, route.request.json);
        known.emplace(route.response.name, route.response.json);
    }
    known.erase("");
    json::object schemas;
    for (const auto& [name, text] : known) {
        schemas[name] = json::parse(text);
    }
    return schemas;
}

} // namespace

std::string openApiDocument(const Router& router, const std::string& version) {
    std::map<std::string, json::object> paths;
    for (const Route& route : router.routes()) {
        std::string method = route.method;
        for (char& c : method) {
            c = static_cast<char>(c - 'A' + 'a');
        }
        paths[route.path][method] = operationOf(route);
    }
    json::object pathObject;
    for (const auto& [path, operations] : paths) {
        pathObject[path] = operations;
    }
    const json::object schemes{
        {"proof", json::object{{"type", "apiKey"}, {"in", "header"}, {"name", "Kaomon-Proof"}}},
        {"session", json::object{{"type", "http"}, {"scheme", "bearer"}}},
        {"provisioning", json::object{{"type", "http"}, {"scheme", "bearer"}}}};
    const json::object document{
        {"openapi", "3.1.0"},
        {"info", json::object{{"title", "Kaomon sync server"},
                              {"version", version},
                              {"license", json::object{{"name", "GNU General Public License v3.0 or later"},
                                                       {"identifier", "GPL-3.0-or-later"}}}}},
        {"servers", json::array{json::object{{"url", "/"}}}},
        {"paths", pathObject},
        {"components", json::object{{"schemas", schemasOf(router)}, {"securitySchemes", schemes}}}};
    std::string text;
    print(text, document, 0);
    return text + "\n";
}

} // namespace kaomon::http
