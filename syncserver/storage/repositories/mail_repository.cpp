// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/mail_repository.h"

#include <algorithm>

#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

constexpr std::string_view kColumns =
    "kind, due, recipient, address, message_id, state, attempts, uncertain, next_at, "
    "settled_at, reply_code, reply_text";

std::vector<DeliveryRow> rowsOf(Query& query) {
    std::vector<DeliveryRow> rows;
    for (auto& [kind, due, recipient, address, messageId, state, attempts, uncertain, next, settled, code,
                text] :
         query.all<Text, TimePoint, Text, Text, Text, Text, int, int, TimePoint, MaybeTime, int, Text>()) {
        rows.push_back({std::move(kind), due, std::move(recipient), std::move(address), std::move(messageId),
                        std::move(state), attempts, uncertain, next, settled, code, std::move(text)});
    }
    return rows;
}

Query& bindKey(Query& query, UnitOfWork& unit, const DeliveryRow& row) {
    return query.bind("tenant", unit.tenant())
        .bind("kind", row.kind)
        .bind("due", row.due)
        .bind("recipient", row.recipient);
}

constexpr std::string_view kKey =
    "tenant_id = :tenant AND kind = :kind AND due = :due AND recipient = :recipient";

} // namespace

std::vector<TenantId> MailRepository::dueTenants(TimePoint now, int limit) {
    std::vector<TenantId> tenants;
    for (auto& [id] :
         Query(m_unit, "SELECT tenant FROM mail_wakeup WHERE next_at <= :now ORDER BY next_at, tenant "
                       "LIMIT :limit")
             .bind("now", now)
             .bind("limit", limit)
             .all<TenantId>()) {
        tenants.push_back(std::move(id));
    }
    return tenants;
}

bool MailRepository::lockWakeup() {
    Query(m_unit, "UPDATE mail_wakeup SET next_at = next_at WHERE tenant = :tenant")
        .bind("tenant", m_unit.tenant())
        .run();
    const auto tenant = Query(m_unit, "SELECT tenant_id FROM tenant WHERE tenant_id = :tenant")
                            .bind("tenant", m_unit.tenant())
                            .first<Text>();
    if (!tenant) {
        Query(m_unit, "DELETE FROM mail_wakeup WHERE tenant = :tenant").bind("tenant", m_unit.tenant()).run();
    }
    return tenant.has_value();
}

void MailRepository::setWakeup(TimePoint notBefore) {
    const auto open =
        Query(m_unit, "SELECT MIN(next_at) FROM mail_delivery WHERE tenant_id = :tenant AND state IN "
                      "('waiting', 'sending')")
            .bind("tenant", m_unit.tenant())
            .first<MaybeTime>();
    const auto queued = Query(m_unit, "SELECT MIN(o.due) FROM mail_outbox o WHERE o.tenant_id = :tenant AND "
                                      "o.sent_at IS NULL AND NOT EXISTS (SELECT 1 FROM mail_delivery d WHERE "
                                      "d.tenant_id = o.tenant_id AND d.kind = o.kind AND d.due = o.due)")
                            .bind("tenant", m_unit.tenant())
                            .first<MaybeTime>();
    MaybeTime next = open ? std::get<0>(*open) : std::nullopt;
    if (queued && std::get<0>(*queued) && (!next || *std::get<0>(*queued) < *next)) {
        next = std::get<0>(*queued);
    }
    if (!next) {
        Query(m_unit, "DELETE FROM mail_wakeup WHERE tenant = :tenant").bind("tenant", m_unit.tenant()).run();
        return;
    }
    Query(m_unit, "UPDATE mail_wakeup SET next_at = :next WHERE tenant = :tenant")
        .bind("next", std::max(*next, notBefore))
        .bind("tenant", m_unit.tenant())
        .run();
}

std::vector<OutboxRow> MailRepository::unspread(TimePoint now, int limit) {
    std::vector<OutboxRow> mails;
    for (auto& [kind, due, payload] :
         Query(m_unit,
               "SELECT o.kind, o.due, o.payload FROM mail_outbox o WHERE o.tenant_id = :tenant AND o.sent_at "
               "IS NULL AND o.due <= :now AND NOT EXISTS (SELECT 1 FROM mail_delivery d WHERE d.tenant_id = "
               "o.tenant_id AND d.kind = o.kind AND d.due = o.due) ORDER BY o.due, o.kind LIMIT :limit")
             .bind("tenant", m_unit.tenant())
             .bind("now", now)
             .bind("limit", limit)
             .all<Text, TimePoint, Text>()) {
        mails.push_back({std::move(kind), due, std::move(payload)});
    }
    return mails;
}

void MailRepository::add(const DeliveryRow& delivery) {
    Query query(m_unit,
                "INSERT INTO mail_delivery (tenant_id, kind, due, recipient, address, message_id, state, "
                "attempts, uncertain, next_at, claim, settled_at, reply_code, reply_text) VALUES (:tenant, "
                ":kind, :due, :recipient, :address, :message, :state, 0, 0, :next, '', :settled, 0, '') ON "
                "CONFLICT (tenant_id, kind, due, recipient) DO NOTHING");
    bindKey(query, m_unit, delivery)
        .bind("address", delivery.address)
        .bind("message", delivery.messageId)
        .bind("state", delivery.state)
        .bind("next", delivery.nextAt)
        .bind("settled", delivery.settledAt)
        .run();
}

std::vector<MailRecipient> MailRepository::recipients(MailGroup group) {
    const Text roles = group == MailGroup::Owners ? "('owner')" : "('owner', 'user_admin')";
    std::vector<MailRecipient> people;
    for (auto& [user, address] :
         Query(m_unit,
               "SELECT id, mail FROM user_account WHERE tenant_id = :tenant AND deleted_at IS NULL AND "
               "account_state IN ('active', 'provisional') AND role IN " +
                   roles + " ORDER BY id LIMIT 1000")
             .bind("tenant", m_unit.tenant())
             .all<UserId, Text>()) {
        people.push_back({std::move(user), std::move(address)});
    }
    return people;
}

std::optional<MailRecipient> MailRepository::recipient(const std::string& user) {
    auto row = Query(m_unit, "SELECT id, mail FROM user_account WHERE tenant_id = :tenant AND id = :user AND "
                             "deleted_at IS NULL")
                   .bind("tenant", m_unit.tenant())
                   .bind("user", user)
                   .first<UserId, Text>();
    return row ? std::optional(MailRecipient{std::get<0>(*row), std::get<1>(*row)}) : std::nullopt;
}

std::string MailRepository::payload(const std::string& kind, TimePoint due) {
    auto row =
        Query(m_unit,
              "SELECT payload FROM mail_outbox WHERE tenant_id = :tenant AND kind = :kind AND due = :due")
            .bind("tenant", m_unit.tenant())
            .bind("kind", kind)
            .bind("due", due)
            .first<Text>();
    return row ? std::get<0>(*row) : Text("{}");
}

std::vector<DeliveryRow> MailRepository::dueDeliveries(TimePoint now, int limit) {
    Query query(m_unit, "SELECT " + Text(kColumns) +
                            " FROM mail_delivery WHERE tenant_id = :tenant AND state IN "
                            "('waiting', 'sending') AND next_at <= :now ORDER BY next_at, "
                            "kind, due, recipient LIMIT :limit");
    return rowsOf(query.bind("tenant", m_unit.tenant()).bind("now", now).bind("limit", limit));
}

// One that was being sent and is taken over may have left or not: its attempt counts as uncertain.
bool MailRepository::claim(const DeliveryRow& delivery, const std::string& claim, TimePoint now,
                           TimePoint until) {
    Query query(m_unit,
                "UPDATE mail_delivery SET uncertain = uncertain + CASE WHEN state = 'sending' THEN 1 ELSE 0 "
                "END, state = 'sending', claim = :claim, attempts = attempts + 1, next_at = :until WHERE " +
                    Text(kKey) + " AND state IN ('waiting', 'sending') AND next_at <= :now");
    return bindKey(query, m_unit, delivery)
               .bind("claim", claim)
               .bind("until", until)
               .bind("now", now)
               .run() == 1;
}

bool MailRepository::settle(const DeliveryRow& delivery, const std::string& claim) {
    Query query(
        m_unit,
        "UPDATE mail_delivery SET state = :state, uncertain = uncertain + :uncertain, next_at = :next, "
        "claim = '', settled_at = :settled, reply_code = :code, reply_text = :text WHERE " +
            Text(kKey) + " AND state = 'sending' AND claim = :claim");
    return bindKey(query, m_unit, delivery)
               .bind("state", delivery.state)
               .bind("uncertain", delivery.uncertain)
               .bind("next", delivery.nextAt)
               .bind("settled", delivery.settledAt)
               .bind("code", delivery.replyCode)
               .bind("text", delivery.replyText)
               .bind("claim", claim)
               .run() == 1;
}

void MailRepository::closeFinished(TimePoint now) {
    Query(m_unit,
          "UPDATE mail_outbox SET sent_at = :now WHERE tenant_id = :tenant AND sent_at IS NULL AND EXISTS "
          "(SELECT 1 FROM mail_delivery d WHERE d.tenant_id = mail_outbox.tenant_id AND d.kind = "
          "mail_outbox.kind AND d.due = mail_outbox.due) AND NOT EXISTS (SELECT 1 FROM mail_delivery d WHERE "
          "d.tenant_id = mail_outbox.tenant_id AND d.kind = mail_outbox.kind AND d.due = mail_outbox.due AND "
          "d.state IN ('waiting', 'sending'))")
        .bind("now", now)
        .bind("tenant", m_unit.tenant())
        .run();
}

void MailRepository::forgetClosed(TimePoint time) {
    for (const std::string_view sql :
         {"DELETE FROM mail_delivery WHERE tenant_id = :tenant AND settled_at < :time AND state NOT IN "
          "('waiting', 'sending')",
          "DELETE FROM mail_outbox WHERE tenant_id = :tenant AND sent_at < :time AND NOT EXISTS (SELECT 1 "
          "FROM "
          "mail_delivery d WHERE d.tenant_id = mail_outbox.tenant_id AND d.kind = mail_outbox.kind AND d.due "
          "= "
          "mail_outbox.due)"}) {
        Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("time", time).run();
    }
}

bool MailRepository::dropQueued(const std::string& kind) {
    return Query(
               m_unit,
               "DELETE FROM mail_outbox WHERE tenant_id = :tenant AND kind = :kind AND sent_at IS NULL AND "
               "NOT "
               "EXISTS (SELECT 1 FROM mail_delivery d WHERE d.tenant_id = mail_outbox.tenant_id AND d.kind = "
               "mail_outbox.kind AND d.due = mail_outbox.due)")
               .bind("tenant", m_unit.tenant())
               .bind("kind", kind)
               .run() > 0;
}

std::vector<DeliveryRow> MailRepository::list(const std::string& state, const std::optional<Position>& after,
                                              int limit) {
    Text sql =
        "SELECT " + Text(kColumns) + " FROM (SELECT " + Text(kColumns) +
        " FROM mail_delivery WHERE tenant_id = :tenant UNION ALL SELECT o.kind, o.due, '', '', '', 'queued', "
        "0, "
        "0, o.due, NULL, 0, '' FROM mail_outbox o WHERE o.tenant_id = :tenant AND o.sent_at IS NULL AND NOT "
        "EXISTS (SELECT 1 FROM mail_delivery d WHERE d.tenant_id = o.tenant_id AND d.kind = o.kind AND d.due "
        "= "
        "o.due)) m WHERE m.kind <> 'operation_checkpoint'";
    sql += state.empty() ? "" : " AND m.state = :state";
    sql += after ? " AND (m.due < :afterdue OR (m.due = :afterdue AND (m.kind > :afterkind OR (m.kind = "
                   ":afterkind "
                   "AND m.recipient > :afterrecipient))))"
                 : "";
    Query query(m_unit, sql + " ORDER BY m.due DESC, m.kind, m.recipient LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", limit);
    if (!state.empty()) {
        query.bind("state", state);
    }
    if (after) {
        query.bind("afterdue", after->due)
            .bind("afterkind", after->kind)
            .bind("afterrecipient", after->recipient);
    }
    return rowsOf(query);
}

std::optional<TimePoint> MailRepository::firstSent(const std::string& kind) {
    const auto row =
        Query(m_unit, "SELECT MIN(settled_at) FROM mail_delivery WHERE tenant_id = :tenant AND kind = "
                      ":kind AND state = 'sent'")
            .bind("tenant", m_unit.tenant())
            .bind("kind", kind)
            .first<MaybeTime>();
    return row ? std::get<0>(*row) : std::nullopt;
}

} // namespace kaomon::storage
