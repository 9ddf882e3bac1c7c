// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/alerts.h"

namespace kaomon::storage {

// Alert rules of the unit's tenant and what they raised. Used inside one job. Throws StorageFault.
class AlertRuleRepository {
public:
    explicit AlertRuleRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void put(const wire::AlertRule& rule); // adds or replaces
    [[nodiscard]] std::optional<wire::AlertRule> find(const AlertRuleId& id);
    [[nodiscard]] std::vector<wire::AlertRule> list(); // by name
    void remove(const AlertRuleId& id);

    // Number of the last event that the rules were tried on; keeps other writers out until COMMIT.
    [[nodiscard]] long long takePosition();
    [[nodiscard]] long long position();
    void savePosition(long long number);

    // Numbers the alert.
    void raise(wire::EventAlert& alert);
    // The newest alert of a rule about somebody.
    [[nodiscard]] std::optional<wire::EventAlert> last(const std::string& rule, const std::string& subject);
    [[nodiscard]] long long newest();
    [[nodiscard]] std::vector<wire::EventAlert> list(long long before, int limit);  // newest first
    [[nodiscard]] std::vector<wire::EventAlert> after(long long number, int limit); // oldest first
    long long removeOld(TimePoint before, int limit);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
