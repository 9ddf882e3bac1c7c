// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/policies.h"

namespace kaomon::storage {

// The signed documents of the unit's tenant, one of each kind and scope. Used inside one job. Throws
// StorageFault.
class PolicyRepository {
public:
    explicit PolicyRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::vector<wire::PolicyDocument> list(const std::string& kind); // empty: every kind
    [[nodiscard]] std::optional<wire::PolicyDocument> find(const std::string& kind, const std::string& scope);
    // Replaces the document and notes the change for the PCs; gives its revision.
    long long put(const wire::PolicyDocument& document, TimePoint now);
    // The PCs forget it. Nothing happens when there is none.
    void remove(const std::string& kind, const std::string& scope, TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
