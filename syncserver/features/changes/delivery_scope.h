// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// Whose data a PC is given: everybody's, unless its group names groups of people; then theirs only. Deleted
// people are nobody's. Lives for one page inside one job. Throws StorageFault.
class DeliveryScope {
public:
    DeliveryScope(storage::UnitOfWork& unit, const GroupId& deviceGroup)
        : m_unit(unit)
        , m_group(deviceGroup) {}

    [[nodiscard]] bool includes(const UserId& user);
    // Somebody who is not deleted, as a caller has read already: saves the look-up where no group limits.
    void learn(const UserId& existing);

private:
    [[nodiscard]] bool isLimited();

    storage::UnitOfWork& m_unit;
    const GroupId& m_group;
    std::optional<bool> m_isLimited;
    std::map<UserId, bool> m_known; // a person's changes come together
};

} // namespace kaomon::features
