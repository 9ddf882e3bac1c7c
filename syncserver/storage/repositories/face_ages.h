// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/query.h"
#include "storage/unit_of_work.h"

// Private to storage: from which age on the faces of each person are due for new pictures, as the stored
// settings documents say (template_age_days; see domain/setting_resolver.h for who wins).
namespace kaomon::storage {

class FaceAges {
public:
    // No face is ever too old.
    FaceAges() = default;
    // Of everybody in the unit's tenant, or of one person. A document that cannot be read is passed over, as
    // PCs do. Throws StorageFault.
    [[nodiscard]] static FaceAges load(UnitOfWork& unit, const std::optional<UserId>& user = std::nullopt);

    [[nodiscard]] bool isNever() const { return m_isNever; }
    // SQL for the days of a user `u`; of somebody whose faces may have any age more days than there were.
    // bindTo() binds its parameters.
    [[nodiscard]] std::string sql() const;
    void bindTo(Query& query) const;

private:
    // By id of a group or a person.
    using Days = std::vector<std::pair<std::string, long long>>;

    void add(const std::string& scope, const Bytes& record);

    bool m_isNever = true;
    long long m_tenant = 0;
    bool m_isTenantLocked = false;
    Days m_lockedGroups;
    Days m_groups;
    Days m_users;
};

} // namespace kaomon::storage
