// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/alert_rule_repository.h"

#include <limits>

#include "storage/query.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kAlertColumns =
    "number, rule_id, rule_name, subject, raised_at, first_at, last_at, n";

std::vector<wire::EventAlert> alertsOf(Query& query) {
    std::vector<wire::EventAlert> alerts;
    for (auto& [number, rule, name, subject, raised, first, last, n] :
         query.all<long long, Text, Text, Text, TimePoint, TimePoint, TimePoint, long long>()) {
        alerts.push_back(
            {number, std::move(rule), std::move(name), std::move(subject), raised, first, last, n});
    }
    return alerts;
}

wire::AlertRule ruleOf(const Text& text, long long rev) {
    auto rule = wire::decode<wire::AlertRule>(text);
    if (!rule) {
        throw StorageFault(StorageFault::Kind::Corrupt, "alert rule");
    }
    rule->rev = rev;
    return std::move(*rule);
}

} // namespace

void AlertRuleRepository::put(const wire::AlertRule& rule) {
    Query(m_unit,
          "INSERT INTO alert_rule (tenant_id, id, name, rule, created_by, created_at, rev) VALUES (:tenant, "
          ":id, :name, :rule, :by, :at, :rev) ON CONFLICT (tenant_id, id) DO UPDATE SET name = "
          "excluded.name, rule = excluded.rule, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("id", rule.id)
        .bind("name", rule.name)
        .bind("rule", wire::encode(rule))
        .bind("by", rule.createdBy)
        .bind("at", rule.createdAt)
        .bind("rev", rule.rev)
        .run();
}

std::optional<wire::AlertRule> AlertRuleRepository::find(const AlertRuleId& id) {
    const auto row = Query(m_unit, "SELECT rule, rev FROM alert_rule WHERE tenant_id = :tenant AND id = :id")
                         .bind("tenant", m_unit.tenant())
                         .bind("id", id)
                         .first<Text, long long>();
    return row ? std::optional(ruleOf(std::get<0>(*row), std::get<1>(*row))) : std::nullopt;
}

std::vector<wire::AlertRule> AlertRuleRepository::list() {
    std::vector<wire::AlertRule> rules;
    for (const auto& [rule, rev] :
         Query(m_unit, "SELECT rule, rev FROM alert_rule WHERE tenant_id = :tenant ORDER BY name, id")
             .bind("tenant", m_unit.tenant())
             .all<Text, long long>()) {
        rules.push_back(ruleOf(rule, rev));
    }
    return rules;
}

void AlertRuleRepository::remove(const AlertRuleId& id) {
    Query(m_unit, "DELETE FROM alert_rule WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

long long AlertRuleRepository::takePosition() {
    const auto row =
        Query(m_unit, "INSERT INTO alert_state (tenant_id, position, number) VALUES (:tenant, 0, 0) "
                      "ON CONFLICT (tenant_id) DO UPDATE SET number = alert_state.number "
                      "RETURNING position")
            .bind("tenant", m_unit.tenant())
            .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

long long AlertRuleRepository::position() {
    const auto row = Query(m_unit, "SELECT position FROM alert_state WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

void AlertRuleRepository::savePosition(long long number) {
    Query(m_unit, "UPDATE alert_state SET position = :number WHERE tenant_id = :tenant")
        .bind("number", number)
        .bind("tenant", m_unit.tenant())
        .run();
}

void AlertRuleRepository::raise(wire::EventAlert& alert) {
    const auto row = Query(m_unit, "UPDATE alert_state SET number = number + 1 WHERE tenant_id = :tenant "
                                   "RETURNING number")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    if (!row) {
        throw StorageFault(StorageFault::Kind::Corrupt, "alert state");
    }
    alert.number = std::get<0>(*row);
    Query(m_unit,
          "INSERT INTO event_alert (tenant_id, number, rule_id, rule_name, subject, raised_at, first_at, "
          "last_at, n) VALUES (:tenant, :number, :rule, :name, :subject, :raised, :first, :last, :n)")
        .bind("tenant", m_unit.tenant())
        .bind("number", alert.number)
        .bind("rule", alert.rule)
        .bind("name", alert.ruleName)
        .bind("subject", alert.subject)
        .bind("raised", alert.raisedAt)
        .bind("first", alert.firstAt)
        .bind("last", alert.lastAt)
        .bind("n", alert.count)
        .run();
}

std::optional<wire::EventAlert> AlertRuleRepository::last(const std::string& rule,
                                                          const std::string& subject) {
    Query query(m_unit, "SELECT " + Text(kAlertColumns) +
                            " FROM event_alert WHERE tenant_id = :tenant AND rule_id = :rule AND subject = "
                            ":subject ORDER BY last_at DESC, number DESC LIMIT 1");
    query.bind("tenant", m_unit.tenant()).bind("rule", rule).bind("subject", subject);
    auto alerts = alertsOf(query);
    return alerts.empty() ? std::nullopt : std::optional(std::move(alerts.front()));
}

long long AlertRuleRepository::newest() {
    const auto row = Query(m_unit, "SELECT number FROM alert_state WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::vector<wire::EventAlert> AlertRuleRepository::list(long long before, int limit) {
    Query query(m_unit,
                "SELECT " + Text(kAlertColumns) +
                    " FROM event_alert WHERE tenant_id = :tenant AND number < :before ORDER BY number DESC "
                    "LIMIT :limit");
    query.bind("tenant", m_unit.tenant())
        .bind("before", before > 0 ? before : std::numeric_limits<long long>::max())
        .bind("limit", limit);
    return alertsOf(query);
}

std::vector<wire::EventAlert> AlertRuleRepository::after(long long number, int limit) {
    Query query(m_unit,
                "SELECT " + Text(kAlertColumns) +
                    " FROM event_alert WHERE tenant_id = :tenant AND number > :after ORDER BY number LIMIT "
                    ":limit");
    query.bind("tenant", m_unit.tenant()).bind("after", number).bind("limit", limit);
    return alertsOf(query);
}

long long AlertRuleRepository::removeOld(TimePoint before, int limit) {
    return Query(m_unit,
                 "DELETE FROM event_alert WHERE tenant_id = :tenant AND number IN (SELECT number FROM "
                 "event_alert WHERE tenant_id = :tenant AND raised_at < :before LIMIT :limit)")
        .bind("tenant", m_unit.tenant())
        .bind("before", before)
        .bind("limit", limit)
        .run();
}

} // namespace kaomon::storage
