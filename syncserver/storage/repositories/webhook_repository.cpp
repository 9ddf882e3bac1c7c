// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/webhook_repository.h"

#include "storage/query.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kHookColumns =
    "id, name, url, sends, wanted, secret_sealed, is_enabled, created_by, created_at, rev";
constexpr std::string_view kDeliveryColumns =
    "target, event_position, alert_position, state, attempts, next_at, "
    "last_at, last_error, delivered";
constexpr const char* kSaveDelivery =
    "UPDATE delivery SET event_position = :event, alert_position = :alert, state = :state, "
    "attempts = :attempts, next_at = :next, last_at = :last, last_error = :error, delivered = "
    ":delivered WHERE tenant_id = :tenant AND target = :target";

std::vector<WebhookRow> hooksOf(Query& query) {
    std::vector<WebhookRow> hooks;
    auto rows = query.all<WebhookId, Text, Text, Text, Text, Bytes, int, UserId, TimePoint, long long>();
    for (auto& [id, name, url, sends, wanted, secret, isEnabled, by, at, rev] : rows) {
        auto selection = wire::decode<wire::EventSelection>(wanted);
        if (!selection) {
            throw StorageFault(StorageFault::Kind::Corrupt, "webhook");
        }
        hooks.push_back({{id, std::move(name), std::move(url), std::move(sends), std::move(*selection),
                          isEnabled != 0, by, at, rev},
                         std::move(secret)});
    }
    return hooks;
}

std::vector<PushRow> deliveriesOf(Query& query) {
    std::vector<PushRow> deliveries;
    auto rows = query.all<Text, long long, long long, Text, int, TimePoint, std::optional<TimePoint>, Text,
                          long long>();
    for (auto& [target, event, alert, state, attempts, next, last, error, delivered] : rows) {
        deliveries.push_back({std::move(target), event, alert, std::move(state), attempts, next, last,
                              std::move(error), delivered});
    }
    return deliveries;
}

void bindHook(Query& query, const WebhookRow& row) {
    query.bind("id", row.webhook.id)
        .bind("name", row.webhook.name)
        .bind("url", row.webhook.url)
        .bind("sends", row.webhook.sends)
        .bind("wanted", wire::encode(row.webhook.wanted))
        .bind("secret", row.secretSealed)
        .bind("enabled", row.webhook.isEnabled ? 1 : 0)
        .bind("rev", row.webhook.rev);
}

void bindDelivery(Query& query, const PushRow& row) {
    query.bind("target", row.target)
        .bind("event", row.eventPosition)
        .bind("alert", row.alertPosition)
        .bind("state", row.state)
        .bind("attempts", row.attempts)
        .bind("next", row.nextAt)
        .bind("last", row.lastAt)
        .bind("error", row.lastError)
        .bind("delivered", row.delivered);
}

} // namespace

void WebhookRepository::add(const WebhookRow& row) {
    Query query(m_unit,
                "INSERT INTO webhook (tenant_id, id, name, url, sends, wanted, secret_sealed, is_enabled, "
                "created_by, created_at, rev) VALUES (:tenant, :id, :name, :url, :sends, :wanted, :secret, "
                ":enabled, :by, :at, :rev)");
    bindHook(query, row);
    query.bind("tenant", m_unit.tenant())
        .bind("by", row.webhook.createdBy)
        .bind("at", row.webhook.createdAt)
        .run();
}

std::optional<WebhookRow> WebhookRepository::find(const WebhookId& id) {
    Query query(m_unit,
                "SELECT " + Text(kHookColumns) + " FROM webhook WHERE tenant_id = :tenant AND id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    auto hooks = hooksOf(query);
    return hooks.empty() ? std::nullopt : std::optional(std::move(hooks.front()));
}

std::vector<WebhookRow> WebhookRepository::list() {
    Query query(m_unit,
                "SELECT " + Text(kHookColumns) + " FROM webhook WHERE tenant_id = :tenant ORDER BY name, id");
    query.bind("tenant", m_unit.tenant());
    return hooksOf(query);
}

void WebhookRepository::update(const WebhookRow& row) {
    Query query(m_unit,
                "UPDATE webhook SET name = :name, url = :url, sends = :sends, wanted = :wanted, "
                "secret_sealed = :secret, is_enabled = :enabled, rev = :rev WHERE tenant_id = :tenant AND "
                "id = :id");
    bindHook(query, row);
    query.bind("tenant", m_unit.tenant()).run();
}

void WebhookRepository::remove(const WebhookId& id) {
    Query(m_unit, "DELETE FROM webhook WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    DeliveryRepository(m_unit).remove(id.text());
}

void DeliveryRepository::begin(const PushRow& row) {
    Query query(m_unit,
                "INSERT INTO delivery (tenant_id, target, event_position, alert_position, state, attempts, "
                "next_at, last_at, last_error, delivered) VALUES (:tenant, :target, :event, :alert, :state, "
                ":attempts, :next, :last, :error, :delivered) ON CONFLICT (tenant_id, target) DO NOTHING");
    bindDelivery(query, row);
    query.bind("tenant", m_unit.tenant()).run();
}

std::optional<PushRow> DeliveryRepository::find(const std::string& target) {
    Query query(m_unit, "SELECT " + Text(kDeliveryColumns) +
                            " FROM delivery WHERE tenant_id = :tenant AND target = :target");
    query.bind("tenant", m_unit.tenant()).bind("target", target);
    auto rows = deliveriesOf(query);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<PushRow> DeliveryRepository::list() {
    Query query(m_unit, "SELECT " + Text(kDeliveryColumns) +
                            " FROM delivery WHERE tenant_id = :tenant ORDER BY target");
    query.bind("tenant", m_unit.tenant());
    return deliveriesOf(query);
}

void DeliveryRepository::save(const PushRow& row) {
    Query query(m_unit, kSaveDelivery);
    bindDelivery(query, row);
    query.bind("tenant", m_unit.tenant()).run();
}

bool DeliveryRepository::saveOver(const PushRow& was, const PushRow& row) {
    Query query(m_unit, Text(kSaveDelivery) +
                            " AND event_position = :was_event AND alert_position = :was_alert AND state = "
                            ":was_state AND attempts = :was_attempts AND next_at = :was_next");
    bindDelivery(query, row);
    return query.bind("tenant", m_unit.tenant())
               .bind("was_event", was.eventPosition)
               .bind("was_alert", was.alertPosition)
               .bind("was_state", was.state)
               .bind("was_attempts", was.attempts)
               .bind("was_next", was.nextAt)
               .run() == 1;
}

void DeliveryRepository::addDeadLetter(const wire::DeadLetter& letter) {
    Query(m_unit,
          "INSERT INTO dead_letter (tenant_id, target, kind, first_number, last_number, at, error) VALUES "
          "(:tenant, :target, :kind, :first, :last, :at, :error) ON CONFLICT (tenant_id, target, kind, "
          "first_number) DO UPDATE SET last_number = excluded.last_number, at = excluded.at, "
          "error = excluded.error")
        .bind("tenant", m_unit.tenant())
        .bind("target", letter.target)
        .bind("kind", letter.kind)
        .bind("first", letter.first)
        .bind("last", letter.last)
        .bind("at", letter.at)
        .bind("error", letter.error)
        .run();
}

std::vector<wire::DeadLetter> DeliveryRepository::deadLetters(const std::string& target, int limit) {
    std::vector<wire::DeadLetter> letters;
    for (auto& [kind, first, last, at, error] :
         Query(m_unit, "SELECT kind, first_number, last_number, at, error FROM dead_letter WHERE tenant_id = "
                       ":tenant AND target = :target ORDER BY at DESC, kind, first_number DESC LIMIT :limit")
             .bind("tenant", m_unit.tenant())
             .bind("target", target)
             .bind("limit", limit)
             .all<Text, long long, long long, TimePoint, Text>()) {
        letters.push_back({target, std::move(kind), first, last, at, std::move(error)});
    }
    return letters;
}

void DeliveryRepository::removeDeadLetters(const std::string& target) {
    Query(m_unit, "DELETE FROM dead_letter WHERE tenant_id = :tenant AND target = :target")
        .bind("tenant", m_unit.tenant())
        .bind("target", target)
        .run();
}

void DeliveryRepository::remove(const std::string& target) {
    removeDeadLetters(target);
    Query(m_unit, "DELETE FROM delivery WHERE tenant_id = :tenant AND target = :target")
        .bind("tenant", m_unit.tenant())
        .bind("target", target)
        .run();
}

} // namespace kaomon::storage
