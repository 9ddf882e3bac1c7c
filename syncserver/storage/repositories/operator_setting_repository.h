// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// What the operator set for all tenants, by name (domain of admin/support_commands): contact, hours, time
// zone, lead times. Global; works in a unit of any tenant. Throws StorageFault.
class OperatorSettingRepository {
public:
    explicit OperatorSettingRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::map<std::string, std::string> all();
    // An empty value removes the setting.
    void put(const std::string& name, const std::string& value, const std::string& by, TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
