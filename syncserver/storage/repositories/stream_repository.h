// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// What a node asks about those who hold its streams. Used inside one job. Throws StorageFault.
class StreamRepository {
public:
    explicit StreamRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // By tenant id, in one statement over all of them and in a unit of any tenant; those that are gone are
    // missing.
    [[nodiscard]] std::map<std::string, long long> revisions(const std::vector<TenantId>& tenants);
    // Of the unit's tenant: the PCs that may not call.
    [[nodiscard]] std::set<std::string> closedDevices();
    // Of the unit's tenant: which of these sessions still stand.
    [[nodiscard]] std::set<std::string> openSessions(const std::vector<std::string>& ids, TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
