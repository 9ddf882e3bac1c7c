// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace kaomon {

using ScimTokenId = Id<struct ScimTokenTag>;

} // namespace kaomon

namespace kaomon::wire {

// The console makes the token ("<tenant id>.<43 characters of base64url>"), shows it once and sends its hash,
// so that it is stored nowhere: base64url of BLAKE2b-256 of its text.
struct NewScimToken {
    ScimTokenId id;
    std::string tokenHash;
    std::string label;
    TimePoint expiresAt;
};

struct ScimToken {
    ScimTokenId id;
    std::string label;
    std::string state; // active, revoked, expired
    UserId createdBy;
    TimePoint createdAt;
    TimePoint expiresAt;
    std::optional<TimePoint> lastUsedAt;
};

struct ScimTokenList {
    std::vector<ScimToken> items;
};

} // namespace kaomon::wire
