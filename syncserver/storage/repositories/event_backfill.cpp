// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/event_backfill.h"

#include "base/base64.h"
#include "crypto/secret_key.h"
#include "storage/query.h"
#include "storage/repositories/event_repository.h"
#include "wire/codec.h"
#include "wire/events.h"

namespace kaomon::storage {

std::optional<EventBackfill::Place> EventBackfill::position() {
    const auto row =
        Query(m_unit, "SELECT at, arrival, is_done FROM event_backfill WHERE tenant_id = :tenant")
            .bind("tenant", m_unit.tenant())
            .first<TimePoint, long long, int>();
    if (!row) {
        return Place{fromEpochMicros(0), 0};
    }
    const auto& [at, arrival, isDone] = *row;
    return isDone != 0 ? std::nullopt : std::optional(Place{at, arrival});
}

EventBackfill::Page EventBackfill::read(const Place& behind, int rows) {
    auto found =
        Query(m_unit, "SELECT at, arrival, CASE WHEN text_id = '' THEN body ELSE '' END FROM event_log "
                      "WHERE tenant_id = :tenant AND (at > :at OR (at = :at AND arrival > :arrival)) "
                      "ORDER BY at, arrival LIMIT :limit")
            .bind("tenant", m_unit.tenant())
            .bind("at", behind.at)
            .bind("arrival", behind.arrival)
            .bind("limit", rows)
            .all<TimePoint, long long, std::string>();
    Page page{.lacking = {}, .last = behind, .isEnd = static_cast<int>(found.size()) < rows};
    for (auto& [at, arrival, body] : found) {
        page.last = {at, arrival};
        if (!body.empty()) {
            page.lacking.push_back({page.last, std::move(body)});
        }
    }
    return page;
}

void EventBackfill::fill(const Page& page, TimePoint now) {
    const auto day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
    for (const Lacking& event : page.lacking) {
        const auto read = wire::decode<wire::Event>(event.body);
        if (!read) {
            continue;
        }
        const std::string words = wordsOf(*read);
        const std::string id = toBase64Url(crypto::shortHash(words));
        Query(m_unit, "INSERT INTO event_text (tenant_id, id, words, last_day) VALUES (:tenant, :id, :words, "
                      ":day) ON CONFLICT (tenant_id, id) DO NOTHING")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .bind("words", words)
            .bind("day", static_cast<long long>(day))
            .run();
        Query(m_unit,
              "UPDATE event_log SET text_id = :id WHERE tenant_id = :tenant AND at = :at AND arrival = "
              ":arrival AND text_id = ''")
            .bind("id", id)
            .bind("tenant", m_unit.tenant())
            .bind("at", event.place.at)
            .bind("arrival", event.place.arrival)
            .run();
    }
    Query(m_unit,
          "INSERT INTO event_backfill (tenant_id, at, arrival, is_done) VALUES (:tenant, :at, :arrival, "
          ":done) ON CONFLICT (tenant_id) DO UPDATE SET at = excluded.at, arrival = excluded.arrival, "
          "is_done = excluded.is_done")
        .bind("tenant", m_unit.tenant())
        .bind("at", page.last.at)
        .bind("arrival", page.last.arrival)
        .bind("done", page.isEnd ? 1 : 0)
        .run();
}

} // namespace kaomon::storage
