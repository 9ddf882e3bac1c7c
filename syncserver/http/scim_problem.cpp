// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/scim_problem.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "http/problem.h"

namespace kaomon::http {
namespace {

namespace json = boost::json;

constexpr const char* kErrorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

// Empty when RFC 7644 has no word for it.
std::string scimTypeOf(const Error& error) {
    constexpr auto kTypes = std::to_array<std::string_view>({"invalidFilter", "tooMany", "uniqueness",
                                                             "mutability", "invalidSyntax", "invalidPath",
                                                             "noTarget", "invalidValue", "invalidCursor"});
    if (std::ranges::find(kTypes, error.field) != kTypes.end()) {
        return error.field;
    }
    switch (error.code) {
    case ErrorCode::DuplicateLogin:
        return "uniqueness";
    case ErrorCode::ValidationFailed:
        return "invalidValue";
    case ErrorCode::MalformedRequest:
        return "invalidSyntax";
    default:
        return {};
    }
}

} // namespace

bool isProvisioning(std::string_view path) {
    return path.starts_with("/scim/v2/");
}

int scimStatusOf(ErrorCode code) {
    const int status = statusOf(code);
    return status == 422 ? 400 : status;
}

Response scimProblemResponse(const Error& error) {
    const int status = scimStatusOf(error.code);
    json::object body{{"schemas", json::array{kErrorSchema}}, {"status", std::to_string(status)}};
    if (const std::string type = scimTypeOf(error); !type.empty()) {
        body["scimType"] = type;
    }
    // what the server itself could not do is its own business
    body["detail"] = status < 500 && !error.detail.empty() ? error.detail : titleOf(status);
    Response response = Response::json(status, json::serialize(body));
    response.contentType = kScimMediaType;
    if (status == 401) {
        response.with("WWW-Authenticate", "Bearer realm=\"kaomon-scim\"");
    }
    if (status == 503 || status == 429) {
        response.with("Retry-After", "1");
    }
    return response;
}

std::string scimErrorSchema() {
    return R"({"type":"object","properties":{"schemas":{"type":"array","items":{"type":"string"}},)"
           R"("status":{"type":"string"},"scimType":{"type":"string"},"detail":{"type":"string"}},)"
           R"("required":["schemas","status"]})";
}

} // namespace kaomon::http
