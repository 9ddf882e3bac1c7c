// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/ip_rules.h"

namespace kaomon::storage {

// The allowed addresses of a tenant as stored.
struct IpRuleListRow {
    std::vector<wire::IpRule> rules;
    std::optional<std::vector<wire::IpRule>> previous; // with revertsAt
    std::optional<TimePoint> revertsAt;                // from then on `previous` is in force again
    TimePoint changedAt;
    std::string changedBy;
    long long rev = 0; // of what is stored

    [[nodiscard]] bool isReverted(TimePoint now) const { return revertsAt && *revertsAt <= now; }
    [[nodiscard]] const std::vector<wire::IpRule>& inForce(TimePoint now) const {
        return isReverted(now) ? *previous : rules;
    }
    // Of what is in force: coming back counts as a change.
    [[nodiscard]] long long revAt(TimePoint now) const { return isReverted(now) ? rev + 1 : rev; }
};

// The one list of the unit's tenant. Used inside one job. Throws StorageFault.
class IpRuleRepository {
public:
    explicit IpRuleRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::optional<IpRuleListRow> find();
    // Stores `row` in place of the revision `stored` (0: of none), as revision row.rev. False when somebody
    // else was faster.
    [[nodiscard]] bool put(const IpRuleListRow& row, long long stored);
    void remove();

    // How often any list of any tenant was changed; works in a unit of any tenant, also of none.
    [[nodiscard]] long long changes();

private:
    void countChange();

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
