// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/operator_act.h"

#include <unistd.h>

#include "storage/repositories/ledger_repository.h"
#include "storage/repositories/operation_repository.h"

namespace kaomon::admin {

std::string operatorName() {
    return "kaomonctl:uid " + std::to_string(::getuid());
}

void noteOperatorAct(storage::UnitOfWork& unit, const OperatorAct& act, const std::string& detail,
                     TimePoint now) {
    storage::LedgerRepository(unit).audit(operatorName(), act.ofOperator, unit.tenant().text(), detail, now);
    wire::Operation entry;
    entry.at = now;
    entry.actorKind = "operator";
    entry.actorName = operatorName();
    entry.action = act.ofTenant;
    entry.objectKind = "tenant";
    entry.object = unit.tenant().text();
    entry.outcome = "ok";
    entry.detail = detail;
    storage::OperationRepository(unit).append({std::move(entry)});
}

} // namespace kaomon::admin
