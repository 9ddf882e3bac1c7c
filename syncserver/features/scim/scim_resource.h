// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "base/result.h"
#include "http/route.h"
#include "wire/users.h"

namespace kaomon::features::scim {

inline constexpr const char* kMediaType = "application/scim+json";
inline constexpr const char* kUserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr const char* kGroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

// What a request wants of a person; members that are absent stay as they are.
struct UserChange {
    std::optional<std::string> userName;
    std::optional<std::string> displayName;
    std::optional<std::string> mail;
    std::optional<bool> isActive;
    std::optional<std::string> externalId; // empty: none any more
};

// A person as RFC 7643 section 4.1 says, with what Kaomon knows of him.
[[nodiscard]] boost::json::object userResource(const wire::User& user,
                                               const std::optional<std::string>& externalId);

// The body of POST and PUT: attributes that Kaomon does not keep are ignored, as RFC 7644 allows.
// ErrorCode::ValidationFailed with field "invalidSyntax" or "invalidValue".
[[nodiscard]] Result<UserChange> readUser(const std::string& body);

// The body of PATCH: at most 100 operations add, replace, remove. ErrorCode::ValidationFailed with field
// "invalidSyntax", "invalidPath", "invalidValue", "noTarget" or "mutability".
[[nodiscard]] Result<UserChange> readUserPatch(const std::string& body);

// Whether an attribute, in lower case, is asked for: what costs much need not be looked up for nobody.
[[nodiscard]] bool isSelected(const std::string& attribute, const http::RequestContext& context);

// Leaves only the attributes asked for (RFC 7644 section 3.9), id, schemas and meta in any case.
void selectAttributes(boost::json::object& resource, const http::RequestContext& context);

[[nodiscard]] http::Response scimReply(int status, const boost::json::object& body);

// Which part of a list: startIndex from 1, count 0 to 200.
struct Range {
    long long startIndex = 1;
    int count = 100;
};
[[nodiscard]] Range rangeOf(const http::RequestContext& context);
[[nodiscard]] boost::json::object listResponse(boost::json::array resources, long long total,
                                               const Range& range);

} // namespace kaomon::features::scim
