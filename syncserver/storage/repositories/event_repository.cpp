// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/event_repository.h"

#include <algorithm>

#include "storage/query.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;

constexpr std::size_t kMostGaps = 100;

Text likePattern(const Text& search) {
    Text pattern = "%";
    for (const char c : search) {
        if (c == '%' || c == '_' || c == '!') {
            pattern += '!';
        }
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + "%";
}

Text conditionsOf(const EventFilter& filter) {
    Text sql;
    sql += filter.kind.empty() ? "" : " AND e.kind = :kind";
    sql += filter.code.empty() ? "" : " AND e.code = :code";
    sql += filter.result.empty() ? "" : " AND e.result = :result";
    sql += filter.user.empty() ? "" : " AND e.user_id = :user";
    sql += filter.device.empty() ? "" : " AND e.device_id = :device";
    sql += filter.from ? " AND e.at >= :from" : "";
    sql += filter.to ? " AND e.at < :to" : "";
    sql += filter.beforeAt ? " AND (e.at < :beforeat OR (e.at = :beforeat AND e.id < :beforeid))" : "";
    if (!filter.search.empty()) {
        sql += " AND (LOWER(u.login) LIKE :q ESCAPE '!' OR LOWER(u.display_name) LIKE :q ESCAPE '!' OR "
               "LOWER(d.name) LIKE :q ESCAPE '!')";
    }
    return sql;
}

void bindIfAny(Query& query, std::string_view name, const Text& value) {
    if (!value.empty()) {
        query.bind(name, value);
    }
}

void bindFilter(Query& query, const EventFilter& filter) {
    bindIfAny(query, "kind", filter.kind);
    bindIfAny(query, "code", filter.code);
    bindIfAny(query, "result", filter.result);
    bindIfAny(query, "user", filter.user);
    bindIfAny(query, "device", filter.device);
    if (filter.from) {
        query.bind("from", *filter.from);
    }
    if (filter.to) {
        query.bind("to", *filter.to);
    }
    if (filter.beforeAt) {
        query.bind("beforeat", *filter.beforeAt).bind("beforeid", filter.beforeId);
    }
    if (!filter.search.empty()) {
        query.bind("q", likePattern(filter.search));
    }
}

} // namespace

bool EventRepository::add(const DeviceId& device, const wire::Event& event, TimePoint receivedAt) {
    return Query(m_unit,
                 "INSERT INTO device_event (tenant_id, device_id, seq, id, at, received_at, kind, code, "
                 "result, severity, user_id, body) VALUES (:tenant, :device, :seq, :id, :at, :received, "
                 ":kind, :code, :result, :severity, :user, :body) "
                 "ON CONFLICT (tenant_id, device_id, seq) DO NOTHING")
               .bind("tenant", m_unit.tenant())
               .bind("device", device)
               .bind("seq", event.seq)
               .bind("id", event.id)
               .bind("at", event.at)
               .bind("received", receivedAt)
               .bind("kind", event.kind)
               .bind("code", event.code)
               .bind("result", event.result)
               .bind("severity", event.severity)
               .bind("user", event.user)
               .bind("body", wire::encode(event))
               .run() == 1;
}

void EventRepository::settle(const DeviceId& device, wire::BatchReply& reply) {
    const auto mark = Query(m_unit, "SELECT high_water FROM event_mark WHERE tenant_id = :tenant AND "
                                    "device_id = :device")
                          .bind("tenant", m_unit.tenant())
                          .bind("device", device)
                          .first<long long>();
    reply.highWater = mark ? std::get<0>(*mark) : 0;
    const auto above = Query(m_unit, "SELECT seq FROM device_event WHERE tenant_id = :tenant AND "
                                     "device_id = :device AND seq > :mark ORDER BY seq")
                           .bind("tenant", m_unit.tenant())
                           .bind("device", device)
                           .bind("mark", reply.highWater)
                           .all<long long>();
    long long expected = reply.highWater + 1;
    for (const auto& [seq] : above) {
        for (; expected < seq && reply.gaps.size() < kMostGaps; ++expected) {
            reply.gaps.push_back(expected);
        }
        expected = seq + 1;
        if (reply.gaps.empty()) {
            reply.highWater = seq;
        }
    }
    Query(m_unit,
          "INSERT INTO event_mark (tenant_id, device_id, high_water, highest) VALUES (:tenant, :device, "
          ":mark, :highest) ON CONFLICT (tenant_id, device_id) DO UPDATE SET "
          "high_water = excluded.high_water, highest = excluded.highest")
        .bind("tenant", m_unit.tenant())
        .bind("device", device)
        .bind("mark", reply.highWater)
        .bind("highest", above.empty() ? reply.highWater : std::get<0>(above.back()))
        .run();
}

std::vector<wire::StoredEvent> EventRepository::list(const EventFilter& filter) {
    const Text sql = "SELECT e.body, e.device_id, e.received_at, d.name, u.login, u.display_name "
                     "FROM device_event e "
                     "LEFT JOIN device d ON d.tenant_id = e.tenant_id AND d.id = e.device_id "
                     "LEFT JOIN user_account u ON u.tenant_id = e.tenant_id AND u.id = e.user_id "
                     "WHERE e.tenant_id = :tenant" +
                     conditionsOf(filter) + " ORDER BY e.at DESC, e.id DESC LIMIT :limit";
    Query query(m_unit, sql);
    query.bind("tenant", m_unit.tenant()).bind("limit", filter.limit);
    bindFilter(query, filter);
    std::vector<wire::StoredEvent> events;
    auto rows = query.all<Text, DeviceId, TimePoint, MaybeText, MaybeText, MaybeText>();
    for (auto& [body, device, received, name, login, display] : rows) {
        auto event = wire::decode<wire::Event>(body);
        if (!event) {
            throw StorageFault(StorageFault::Kind::Corrupt, "event");
        }
        events.push_back({std::move(*event), device, name.value_or(""), login, display, received});
    }
    return events;
}

} // namespace kaomon::storage
