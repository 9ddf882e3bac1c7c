// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "base/id.h"
#include "base/result.h"
#include "storage/repositories/scim_group_repository.h"
#include "wire/groups.h"

namespace kaomon::features::scim {

inline constexpr std::size_t kMostMembers = 10'000; // of one request

struct MemberEdit {
    enum class Kind { Add, Remove, Replace };
    Kind kind = Kind::Add;
    std::vector<UserId> users; // each once
};

// What a request wants of a group; what is absent stays as it is. Edits in their order.
struct GroupChange {
    std::optional<std::string> displayName;
    std::optional<std::string> externalId; // empty: none any more
    std::vector<MemberEdit> members;
};

// A group as RFC 7643 section 4.2 says; without `members` when they are not asked for.
[[nodiscard]] boost::json::object
groupResource(const wire::UserGroup& group, const std::optional<std::string>& externalId,
              const std::optional<std::vector<storage::GroupMember>>& members);

// The body of POST and PUT. ErrorCode::ValidationFailed with field "invalidSyntax" or "invalidValue".
[[nodiscard]] Result<GroupChange> readGroup(const std::string& body);

// The body of PATCH; the same errors, and "invalidPath", "noTarget", "mutability".
[[nodiscard]] Result<GroupChange> readGroupPatch(const std::string& body);

} // namespace kaomon::features::scim
