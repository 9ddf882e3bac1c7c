// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/groups.h"
#include "wire/policies.h"

namespace kaomon::storage {

// The groups of people of the unit's tenant, and what the newest signed documents say of memberships and OS
// accounts. Used inside one job. Throws StorageFault.
class GroupRepository {
public:
    GroupRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::vector<wire::UserGroup> list();
    [[nodiscard]] long long count();
    [[nodiscard]] std::optional<wire::UserGroup> find(const GroupId& id);
    [[nodiscard]] bool isNameTaken(const std::string& nameKey, const GroupId& except = {});
    // How many groups of PCs name this group.
    [[nodiscard]] long long uses(const GroupId& id);
    void add(const wire::NewGroup& group, const std::string& nameKey);
    void update(const wire::UserGroup& group, const std::string& nameKey);
    // Precondition: no members, no uses.
    void remove(const GroupId& id);

    // False when one of the groups does not exist; nothing is changed then.
    [[nodiscard]] bool setMemberships(const UserId& user, const std::vector<GroupId>& groups);
    // The primary one first.
    [[nodiscard]] std::vector<GroupId> membershipsOf(const UserId& user);
    void setOsAccounts(const UserId& user, const std::vector<wire::AccountLink>& links);

private:
    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
