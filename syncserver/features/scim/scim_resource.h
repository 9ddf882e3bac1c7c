// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "auth/server_key.h"
#include "base/result.h"
#include "http/route.h"
#include "storage/repositories/scim_page.h"
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

// Which part of a list: count 0 to 200, startIndex from 1 or, where a cursor is asked for (RFC 9865), what
// comes after `after`, which is empty for the first page.
struct Range {
    long long startIndex = 1;
    int count = 100;
    std::optional<std::string> after = {};

    [[nodiscard]] storage::ScimPage page() const { return {startIndex - 1, after, count}; }
};
// ErrorCode::ValidationFailed with field "invalidCursor": not one of this list under this filter.
[[nodiscard]] Result<Range> rangeOf(const auth::ServerKey& key, const http::RequestContext& context);
[[nodiscard]] boost::json::object listResponse(boost::json::array resources, long long total,
                                               const Range& range);
// The same of one page of a list that goes on behind `next`.
[[nodiscard]] boost::json::object pageResponse(const auth::ServerKey& key,
                                               const http::RequestContext& context,
                                               boost::json::array resources, long long total,
                                               const Range& range, const std::optional<std::string>& next);

} // namespace kaomon::features::scim
