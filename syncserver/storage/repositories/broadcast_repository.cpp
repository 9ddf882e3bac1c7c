// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/broadcast_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

void BroadcastRepository::add(BroadcastRow row) {
    // the counter's row stays locked until COMMIT: nobody reads a number before a smaller one is there
    const auto seq = Query(m_unit, "UPDATE broadcast_counter SET seq = seq + 1 WHERE id = 1 RETURNING seq")
                         .first<long long>();
    if (!seq) {
        throw StorageFault(StorageFault::Kind::Corrupt, "broadcast counter");
    }
    Query(m_unit, "INSERT INTO broadcast (seq, notice_id, mail_kind, due, payload, created_at) VALUES "
                  "(:seq, :notice, :kind, :due, :payload, :now)")
        .bind("seq", std::get<0>(*seq))
        .bind("notice", row.noticeId)
        .bind("kind", row.mailKind)
        .bind("due", row.due)
        .bind("payload", row.payload)
        .bind("now", row.createdAt)
        .run();
}

std::vector<TenantId> BroadcastRepository::behind(int limit) {
    std::vector<TenantId> tenants;
    for (auto& [id] :
         Query(m_unit, "SELECT t.tenant_id FROM tenant t LEFT JOIN broadcast_mark m ON m.tenant = "
                       "t.tenant_id WHERE COALESCE(m.seq, 0) < (SELECT seq FROM broadcast_counter "
                       "WHERE id = 1) AND t.state <> 'deleting' ORDER BY t.tenant_id LIMIT :limit")
             .bind("limit", limit)
             .all<TenantId>()) {
        tenants.push_back(std::move(id));
    }
    return tenants;
}

std::vector<BroadcastRow> BroadcastRepository::next(int limit) {
    const auto mark =
        Query(m_unit, "INSERT INTO broadcast_mark (tenant, seq) VALUES (:tenant, 0) ON CONFLICT "
                      "(tenant) DO UPDATE SET seq = broadcast_mark.seq RETURNING seq")
            .bind("tenant", m_unit.tenant())
            .first<long long>();
    std::vector<BroadcastRow> rows;
    auto found =
        Query(m_unit, "SELECT seq, notice_id, mail_kind, due, payload, created_at FROM broadcast WHERE "
                      "seq > :mark ORDER BY seq LIMIT :limit")
            .bind("mark", mark ? std::get<0>(*mark) : 0LL)
            .bind("limit", limit)
            .all<long long, std::string, std::string, TimePoint, std::string, TimePoint>();
    for (auto& [seq, notice, kind, due, payload, created] : found) {
        rows.push_back({seq, std::move(notice), std::move(kind), due, std::move(payload), created});
    }
    return rows;
}

void BroadcastRepository::mark(long long seq) {
    Query(m_unit, "UPDATE broadcast_mark SET seq = :seq WHERE tenant = :tenant AND seq < :seq")
        .bind("seq", seq)
        .bind("tenant", m_unit.tenant())
        .run();
}

} // namespace kaomon::storage
