// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/ip_rule_repository.h"

#include "storage/query.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

std::vector<wire::IpRule> rulesOf(const std::string& json) {
    auto set = wire::decode<wire::IpRuleSet>(json);
    if (!set) {
        throw StorageFault(StorageFault::Kind::Corrupt, "ip rules");
    }
    return std::move(set->rules);
}

} // namespace

std::optional<IpRuleListRow> IpRuleRepository::find() {
    const auto found =
        Query(m_unit, "SELECT rules, previous, reverts_at, changed_at, changed_by, rev FROM "
                      "ip_rule_list WHERE tenant_id = :tenant")
            .bind("tenant", m_unit.tenant())
            .first<Text, std::optional<Text>, std::optional<TimePoint>, TimePoint, Text, long long>();
    if (!found) {
        return std::nullopt;
    }
    const auto& [rules, previous, revertsAt, changedAt, changedBy, rev] = *found;
    if (previous.has_value() != revertsAt.has_value()) {
        throw StorageFault(StorageFault::Kind::Corrupt, "ip rules to come back");
    }
    IpRuleListRow row{rulesOf(rules), std::nullopt, revertsAt, changedAt, changedBy, rev};
    if (previous) {
        row.previous = rulesOf(*previous);
    }
    return row;
}

bool IpRuleRepository::put(const IpRuleListRow& row, long long stored) {
    std::optional<Text> previous;
    if (row.previous) {
        previous = wire::encode(wire::IpRuleSet{*row.previous});
    }
    const std::string_view sql =
        stored == 0 ? "INSERT INTO ip_rule_list (tenant_id, rules, previous, reverts_at, changed_at, "
                      "changed_by, rev) "
                      "VALUES (:tenant, :rules, :previous, :reverts, :changed, :by, :rev) "
                      "ON CONFLICT (tenant_id) DO NOTHING"
                    : "UPDATE ip_rule_list SET rules = :rules, previous = :previous, reverts_at = :reverts, "
                      "changed_at = :changed, changed_by = :by, rev = :rev "
                      "WHERE tenant_id = :tenant AND rev = :stored";
    Query query(m_unit, sql);
    query.bind("tenant", m_unit.tenant())
        .bind("rules", wire::encode(wire::IpRuleSet{row.rules}))
        .bind("previous", previous)
        .bind("reverts", row.revertsAt)
        .bind("changed", row.changedAt)
        .bind("by", row.changedBy)
        .bind("rev", row.rev);
    if (stored != 0) {
        query.bind("stored", stored);
    }
    const bool isDone = query.run() == 1;
    if (isDone) {
        countChange();
    }
    return isDone;
}

void IpRuleRepository::remove() {
    Query(m_unit, "DELETE FROM ip_rule_list WHERE tenant_id = :tenant").bind("tenant", m_unit.tenant()).run();
    countChange();
}

long long IpRuleRepository::changes() {
    const auto mark = Query(m_unit, "SELECT changes FROM ip_rule_mark WHERE id = 1").first<long long>();
    if (!mark) {
        throw StorageFault(StorageFault::Kind::Corrupt, "ip rule mark");
    }
    return std::get<0>(*mark);
}

void IpRuleRepository::countChange() {
    Query(m_unit, "UPDATE ip_rule_mark SET changes = changes + 1 WHERE id = 1").run();
}

} // namespace kaomon::storage
