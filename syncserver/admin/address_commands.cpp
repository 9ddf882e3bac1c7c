// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/address_commands.h"

#include "admin/operator_act.h"
#include "storage/database.h"
#include "storage/repositories/ip_rule_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::admin {

Status AddressesClearCommand::run(Surroundings& surroundings) {
    const auto id = TenantId::parse(tenant);
    if (!id) {
        return fail(ErrorCode::ValidationFailed, "not an id of a tenant", "/tenant");
    }
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    const TimePoint now = surroundings.clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Result<std::size_t> {
        if (!storage::TenantRepository(unit, now).find(*id)) {
            return fail(ErrorCode::NotFound, "no such tenant");
        }
        storage::IpRuleRepository lists(unit);
        const auto row = lists.find();
        const std::size_t count = row ? row->inForce(now).size() : 0;
        lists.remove();
        noteOperatorAct(unit, {"ADDRESSES_CLEARED", "operatorClearAddresses"},
                        std::to_string(count) + " rules removed", now);
        return count;
    };
    const auto removed = (*database)->runBlocking(storage::Access::Write, *id, job);
    if (!removed) {
        return propagate(removed.error());
    }
    surroundings.out << "tenant_id: " << id->text() << "\nremoved: " << *removed << '\n';
    return {};
}

} // namespace kaomon::admin
