// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Something that the administrators of a tenant should know of.
struct AlertRow {
    std::string code; // sign_in_flood
    TimePoint firstAt;
    TimePoint lastAt;
    long long count = 0;
};

// One row for each kind of alert and hour, so that a flood makes one row and not a thousand. Used inside one
// job of the tenant. Throws StorageFault.
class AlertRepository {
public:
    explicit AlertRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void raise(const std::string& code, TimePoint now);
    // The newest first.
    [[nodiscard]] std::vector<AlertRow> list(int limit);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
