// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/event_repository.h"

namespace kaomon::storage {
namespace {

std::string contains(const std::string& text) {
    std::string escaped = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') {
            escaped += '\\';
        }
        escaped += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return escaped + "%";
}

// The conditions that are set, with their parameters.
std::string conditions(const EventListQuery& wanted) {
    std::string sql;
    const auto add = [&sql](bool isSet, const char* condition) { sql += isSet ? condition : ""; };
    add(!wanted.kind.empty(), " AND e.kind = :kind");
    add(!wanted.code.empty(), " AND e.code = :code");
    add(!wanted.result.empty(), " AND e.result = :result");
    add(!wanted.user.empty(), " AND e.user_id = :user_id");
    add(!wanted.device.empty(), " AND e.device_id = :device");
    add(wanted.from > 0, " AND e.at >= :from_time");
    add(wanted.to > 0, " AND e.at < :to_time");
    add(wanted.beforeAt > 0, " AND (e.at < :before OR (e.at = :before2 AND e.id < :before_id))");
    add(!wanted.text.empty(), R"( AND (LOWER(u.login) LIKE :text ESCAPE '\' OR LOWER(u.display_name) LIKE :text2
        ESCAPE '\' OR LOWER(d.name) LIKE :text3 ESCAPE '\'))");
    return sql;
}

void bindConditions(Query& query, const EventListQuery& wanted) {
    const auto bindText = [&query](const char* name, const std::string& value) {
        if (!value.empty()) {
            query.bind(name, value);
        }
    };
    bindText("kind", wanted.kind);
    bindText("code", wanted.code);
    bindText("result", wanted.result);
    bindText("user_id", wanted.user);
    bindText("device", wanted.device);
    if (wanted.from > 0) {
        query.bind("from_time", wanted.from);
    }
    if (wanted.to > 0) {
        query.bind("to_time", wanted.to);
    }
    if (wanted.beforeAt > 0) {
        query.bind("before", wanted.beforeAt).bind("before2", wanted.beforeAt).bind("before_id", wanted.beforeId);
    }
    if (!wanted.text.empty()) {
        const std::string like = contains(wanted.text);
        query.bind("text", like).bind("text2", like).bind("text3", like);
    }
}

} // namespace

bool EventRepository::insert(const TenantId& tenant, const EventRow& event) {
    return Query(m_work, R"(INSERT INTO device_event (tenant_id, device_id, seq, id, at, received_at, kind, code,
        result, severity, user_id, body) VALUES (:tenant, :device, :seq, :id, :at, :received_at, :kind, :code,
        :result, :severity, :user_id, :body) ON CONFLICT (tenant_id, device_id, seq) DO NOTHING)")
               .bind("tenant", tenant)
               .bind("device", event.device)
               .bind("seq", event.seq)
               .bind("id", event.id)
               .bind("at", event.at)
               .bind("received_at", event.receivedAt)
               .bind("kind", event.kind)
               .bind("code", event.code)
               .bind("result", event.result)
               .bind("severity", event.severity)
               .bind("user_id", event.user)
               .bind("body", event.body)
               .run() == 1;
}

std::vector<EventRow> EventRepository::list(const TenantId& tenant, const EventListQuery& wanted) {
    Query query(m_work, R"(SELECT e.device_id, e.seq, e.id, e.at, e.received_at, e.user_id, e.body, d.name, u.login,
        u.display_name FROM device_event e JOIN device d ON d.tenant_id = e.tenant_id AND d.id = e.device_id
        LEFT JOIN user_account u ON u.tenant_id = e.tenant_id AND u.id = e.user_id
        WHERE e.tenant_id = :tenant)" + conditions(wanted) + " ORDER BY e.at DESC, e.id DESC LIMIT :limit");
    query.bind("tenant", tenant);
    bindConditions(query, wanted);
    query.bind("limit", wanted.limit);
    std::vector<EventRow> events;
    for (auto& [device, seq, id, at, received, user, body, name, login, display] :
         query.all<DeviceId, long long, std::string, TimePoint, TimePoint, std::optional<UserId>, std::string,
                   std::string, std::optional<std::string>, std::optional<std::string>>()) {
        EventRow row;
        row.device = std::move(device);
        row.seq = seq;
        row.id = std::move(id);
        row.at = at;
        row.receivedAt = received;
        row.user = std::move(user);
        row.body = std::move(body);
        row.deviceName = std::move(name);
        row.login = std::move(login);
        row.displayName = std::move(display);
        events.push_back(std::move(row));
    }
    return events;
}

EventMark EventRepository::mark(const TenantId& tenant, const DeviceId& device) {
    Query(m_work, R"(INSERT INTO event_mark (tenant_id, device_id, high_water, highest)
        VALUES (:tenant, :device, 0, 0) ON CONFLICT (tenant_id, device_id)
        DO UPDATE SET highest = event_mark.highest)")
        .bind("tenant", tenant)
        .bind("device", device)
        .run();
    const auto row = Query(m_work, R"(SELECT high_water, highest FROM event_mark
        WHERE tenant_id = :tenant AND device_id = :device)")
                         .bind("tenant", tenant)
                         .bind("device", device)
                         .first<long long, long long>();
    return row ? EventMark{std::get<0>(*row), std::get<1>(*row)} : EventMark();
}

void EventRepository::putMark(const TenantId& tenant, const DeviceId& device, const EventMark& mark) {
    Query(m_work, R"(UPDATE event_mark SET high_water = :high_water, highest = :highest
        WHERE tenant_id = :tenant AND device_id = :device)")
        .bind("high_water", mark.highWater)
        .bind("highest", mark.highest)
        .bind("tenant", tenant)
        .bind("device", device)
        .run();
}

std::vector<long long> EventRepository::seqsAbove(const TenantId& tenant, const DeviceId& device, long long above) {
    std::vector<long long> seqs;
    for (const auto& [seq] : Query(m_work, R"(SELECT seq FROM device_event
            WHERE tenant_id = :tenant AND device_id = :device AND seq > :above ORDER BY seq LIMIT 1000)")
                                 .bind("tenant", tenant)
                                 .bind("device", device)
                                 .bind("above", above)
                                 .all<long long>()) {
        seqs.push_back(seq);
    }
    return seqs;
}

} // namespace kaomon::storage
