// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::admin {

// "kaomonctl:uid 0", for the operator's audit log.
[[nodiscard]] std::string operatorName();

// What the operator does to a tenant with kaomonctl, under two names.
struct OperatorAct {
    const char* ofOperator; // in the operator's audit log, such as TENANT_EXPORTED
    const char*
        ofTenant; // in the tenant's operation log, such as operatorExportTenant; models/operation_text.h
};

// Writes it down in the operator's audit log and in the operation log of the unit's tenant, whose own
// administrators see it there, within the transaction of its effect. Throws StorageFault.
void noteOperatorAct(storage::UnitOfWork& unit, const OperatorAct& act, const std::string& detail,
                     TimePoint now);

} // namespace kaomon::admin
