// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/policies.h"

namespace kaomon::storage {

// A version that was stored once.
struct StoredPolicy {
    wire::PolicyDocument document;
    TimePoint storedAt;
};

// Which documents. They come by kind and scope, behind (afterKind, afterScope).
struct PolicyFilter {
    std::string kind;                // empty: every kind
    std::vector<std::string> scopes; // empty: every scope
    std::string afterKind;           // keyset; empty: from the first one on
    std::string afterScope;
    int limit = 100;
};

// The signed documents of the unit's tenant, one of each kind and scope, and every version that there was.
// Used inside one job. Throws StorageFault.
class PolicyRepository {
public:
    explicit PolicyRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::vector<wire::PolicyDocument> list(const PolicyFilter& filter);
    [[nodiscard]] std::optional<wire::PolicyDocument> find(const std::string& kind, const std::string& scope);
    [[nodiscard]] long long count(const std::string& kind);
    // Replaces the document, keeps it in the history and notes the change for the PCs; gives its revision.
    long long put(const wire::PolicyDocument& document, TimePoint now);
    // The PCs forget it. Nothing happens when there is none.
    void remove(const std::string& kind, const std::string& scope, TimePoint now);
    // The same, and no older version is kept.
    void erase(const std::string& kind, const std::string& scope, TimePoint now);

    // Stored before revision `beforeRev`, newest first.
    [[nodiscard]] std::vector<StoredPolicy> history(const std::string& kind, const std::string& scope,
                                                    long long beforeRev, int limit);
    [[nodiscard]] std::optional<StoredPolicy> version(const std::string& kind, const std::string& scope,
                                                      long long version);
    // The one in force at a time of the server's clock.
    [[nodiscard]] std::optional<StoredPolicy> versionAt(const std::string& kind, const std::string& scope,
                                                        TimePoint at);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
