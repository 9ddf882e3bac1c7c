// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Counters that hold on every node: how often something happened in the running window of fixed length. The
// table is global, since most of what is counted happens before anybody is known; keys are MACs or ids,
// never an address. Used inside one job. Throws StorageFault.
class RateRepository {
public:
    explicit RateRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Counts one more; how many there are now in the window that `now` lies in.
    [[nodiscard]] long long count(const std::string& scope, const std::string& key, TimePoint now,
                                  std::chrono::seconds window);
    [[nodiscard]] long long current(const std::string& scope, const std::string& key, TimePoint now,
                                    std::chrono::seconds window);
    // Windows that have ended; the number of rows.
    long long removeEnded(TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
