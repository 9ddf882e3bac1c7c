// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// What somebody with access to the server itself did, past the API.
struct OperatorAct {
    TimePoint at;
    std::string by;  // OS account
    std::string act; // such as addresses.clear
    std::optional<TenantId> tenant;
    std::string detail;
};

// The log of operators; global, only ever added to. Used inside one job. Throws StorageFault.
class OperatorAuditRepository {
public:
    explicit OperatorAuditRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void add(const OperatorAct& act);
    [[nodiscard]] std::vector<OperatorAct> list(); // oldest first

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
