// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Whom settings documents reach in the unit's tenant: people who are not deleted and PCs that are not
// revoked. Used inside one job. Throws StorageFault.
class SettingsReach {
public:
    explicit SettingsReach(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::vector<std::string> users(); // ids
    // User id -> ids of his groups, the primary one last.
    [[nodiscard]] std::map<std::string, std::vector<std::string>> memberships();
    [[nodiscard]] std::map<std::string, long long> devicesByGroup(); // group id -> PCs

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
