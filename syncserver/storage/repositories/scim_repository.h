// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "exchange/scim_filter.h"
#include "storage/repositories/scim_page.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// A bearer token of an identity provider, without the token.
struct ScimTokenRow {
    std::string id;
    std::string tokenHash;
    std::string label;
    UserId createdBy;
    TimePoint createdAt;
    TimePoint expiresAt;
    std::optional<TimePoint> lastUsedAt;
    bool isRevoked = false;
};

// What SCIM adds to the people of the unit's tenant: tokens, names that a provider gives to objects, and
// searches by filter. Used inside one job. Throws StorageFault.
class ScimRepository {
public:
    ScimRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::vector<ScimTokenRow> tokens();
    [[nodiscard]] bool hasToken(const std::string& id);
    void addToken(const ScimTokenRow& token);
    // False when there is none.
    [[nodiscard]] bool revokeToken(const std::string& id);
    // Of a token that is neither revoked nor over.
    [[nodiscard]] std::optional<std::string> tokenId(const std::string& tokenHash);
    void noteUse(const std::string& id);
    // Counts one more person disabled or removed today by this token; false when that would be more than
    // `most`.
    [[nodiscard]] bool takeEnding(const std::string& id, long long most);

    [[nodiscard]] std::optional<std::string> externalId(const std::string& kind, const std::string& object);
    void setExternalId(const std::string& kind, const std::string& object,
                       const std::optional<std::string>& externalId);

    struct Found {
        std::vector<UserId> users;
        long long total = 0;
        std::optional<std::string> next; // there are more behind this key, in pages by key
    };
    // People by login, deleted ones left out. ErrorCode::ValidationFailed with field "invalidFilter" for an
    // attribute that has no column.
    [[nodiscard]] Result<Found> findUsers(const exchange::scim::Filter* filter, const ScimPage& part);

private:
    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
