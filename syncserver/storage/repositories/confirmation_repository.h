// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/policies.h"

namespace kaomon::storage {

// The newest confirmation of the unit's tenant, and the documents signed since. Used inside one job. Throws
// StorageFault.
class ConfirmationRepository {
public:
    static constexpr std::size_t kMostHeads = 1000;

    explicit ConfirmationRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::optional<wire::PolicyDocument> find();
    // Replaces it and notes the change for the PCs; gives its revision.
    long long put(const wire::PolicyDocument& document, TimePoint now);
    // Stored after `rev`, the newest kMostHeads of them, newest first.
    [[nodiscard]] std::vector<wire::PolicyDocument> documentsSince(long long rev);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
