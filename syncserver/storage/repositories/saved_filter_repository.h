// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/users.h"

namespace kaomon::storage {

// The saved filters of the unit's tenant. Used inside one job. Throws StorageFault.
class SavedFilterRepository {
public:
    explicit SavedFilterRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // His own and those that others share, by name.
    [[nodiscard]] std::vector<wire::SavedFilter> listFor(const UserId& user);
    [[nodiscard]] std::optional<UserId> ownerOf(const std::string& id);
    [[nodiscard]] long long count(const UserId& owner);
    void put(const wire::SavedFilter& filter, TimePoint now);
    void remove(const std::string& id);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
