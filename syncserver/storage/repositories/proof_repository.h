// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Which counters of a key were used up by writes: the highest one and a window of the 64 below it, so that
// two requests of one key may pass each other on the way. Used inside one write job of the key's tenant.
// Throws StorageFault.
class ProofRepository {
public:
    explicit ProofRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // ErrorCode::ProofInvalid for a counter that was used already or lies below the window.
    [[nodiscard]] Status takeCounter(const std::string& keyId, std::uint64_t counter, TimePoint now);
    // Forgets keys that signed nothing after `since`. Precondition: that is longer ago than the time window
    // of proofs, so that no request of such a key would be accepted. The number of rows.
    long long removeUnused(TimePoint since);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
