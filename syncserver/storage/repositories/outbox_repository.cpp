// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/outbox_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

bool OutboxRepository::add(const OutboxRow& mail, TimePoint now) {
    const bool isNew =
        Query(m_unit, "INSERT INTO mail_outbox (tenant_id, kind, due, payload, created_at) VALUES "
                      "(:tenant, :kind, :due, :payload, :now) ON CONFLICT (tenant_id, kind, due) "
                      "DO NOTHING")
            .bind("tenant", m_unit.tenant())
            .bind("kind", mail.kind)
            .bind("due", mail.due)
            .bind("payload", mail.payload)
            .bind("now", now)
            .run() == 1;
    if (isNew) {
        // where the mail job looks for tenants with work
        Query(m_unit,
              "INSERT INTO mail_wakeup (tenant, next_at) VALUES (:tenant, :due) ON CONFLICT (tenant) DO "
              "UPDATE SET next_at = CASE WHEN excluded.next_at < mail_wakeup.next_at THEN "
              "excluded.next_at ELSE mail_wakeup.next_at END")
            .bind("tenant", m_unit.tenant())
            .bind("due", mail.due)
            .run();
    }
    return isNew;
}

std::optional<TimePoint> OutboxRepository::latestDue(const std::string& kind) {
    const auto row = Query(m_unit, "SELECT due FROM mail_outbox WHERE tenant_id = :tenant AND kind = :kind "
                                   "ORDER BY due DESC LIMIT 1")
                         .bind("tenant", m_unit.tenant())
                         .bind("kind", kind)
                         .first<TimePoint>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

std::vector<OutboxRow> OutboxRepository::unsent(int limit) {
    std::vector<OutboxRow> mails;
    auto rows = Query(m_unit, "SELECT kind, due, payload FROM mail_outbox WHERE tenant_id = :tenant AND "
                              "sent_at IS NULL ORDER BY due, kind LIMIT :limit")
                    .bind("tenant", m_unit.tenant())
                    .bind("limit", limit)
                    .all<std::string, TimePoint, std::string>();
    for (auto& [kind, due, payload] : rows) {
        mails.push_back({std::move(kind), due, std::move(payload)});
    }
    return mails;
}

void OutboxRepository::noteSent(const std::string& kind, TimePoint due, TimePoint now) {
    Query(m_unit, "UPDATE mail_outbox SET sent_at = :now WHERE tenant_id = :tenant AND kind = :kind AND "
                  "due = :due")
        .bind("now", now)
        .bind("tenant", m_unit.tenant())
        .bind("kind", kind)
        .bind("due", due)
        .run();
}

} // namespace kaomon::storage
