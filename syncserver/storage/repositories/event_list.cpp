// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/event_list.h"

#include "storage/bulk.h"
#include "storage/repositories/event_conditions.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using Values = std::vector<std::pair<std::string, Cell>>;

EventRow rowOf(TimePoint at, long long number, const Text& body, const DeviceId& device, TimePoint received) {
    auto event = wire::decode<wire::Event>(body);
    if (!event) {
        throw StorageFault(StorageFault::Kind::Corrupt, "event");
    }
    return {{at, number}, {std::move(*event), device, {}, {}, {}, received, number}};
}

} // namespace

std::vector<EventRow> EventList::read(const EventFilter& filter, const std::string& condition,
                                      const std::string& order, const Values& values, int limit) {
    const EventConditions conditions(m_unit, filter);
    // names are looked up for the rows of the page only
    const Text inner = "SELECT e.at, e.arrival, e.body, e.device_id, e.user_id, e.received_at, e.tenant_id "
                       "FROM event_log e WHERE e.tenant_id = :tenant" +
                       conditions.sql() + condition + " ORDER BY " + order + " LIMIT :limit";
    Query query(m_unit, "SELECT e.at, e.arrival, e.body, e.device_id, e.received_at, d.name, u.login, "
                        "u.display_name FROM (" +
                            inner +
                            ") e LEFT JOIN device d ON d.tenant_id = e.tenant_id AND d.id = e.device_id "
                            "LEFT JOIN user_account u ON u.tenant_id = e.tenant_id AND u.id = e.user_id "
                            "ORDER BY " +
                            order);
    query.bind("tenant", m_unit.tenant()).bind("limit", limit);
    conditions.bind(query);
    for (const auto& [name, cell] : values) {
        query.bind(name, cell);
    }
    std::vector<EventRow> rows;
    auto found =
        query.all<TimePoint, long long, Text, DeviceId, TimePoint, MaybeText, MaybeText, MaybeText>();
    for (auto& [at, number, body, device, received, name, login, display] : found) {
        EventRow row = rowOf(at, number, body, device, received);
        row.event.deviceName = name.value_or(Text());
        row.event.login = std::move(login);
        row.event.displayName = std::move(display);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<EventRow> EventList::list(const EventFilter& filter, const EventPart& part) {
    const bool isNewestFirst = part.order == EventOrder::NewestFirst;
    const Text order = isNewestFirst ? "e.at DESC, e.arrival DESC" : "e.at, e.arrival";
    if (!part.behind) {
        return read(filter, {}, order, {}, part.limit);
    }
    // the bound on `at` alone lets PostgreSQL leave out whole months
    const Text sign = isNewestFirst ? "<" : ">";
    return read(filter,
                " AND e.at " + sign + "= :lastat AND (e.at, e.arrival) " + sign + " (:lastat, :lastnumber)",
                order, {{"lastat", cellOf(part.behind->at)}, {"lastnumber", cellOf(part.behind->number)}},
                part.limit);
}

std::vector<wire::StoredEvent> EventList::arrived(const EventFilter& filter, long long after, long long upto,
                                                  int limit) {
    std::vector<wire::StoredEvent> events;
    auto rows = read(filter, " AND e.arrival > :after AND e.arrival <= :upto", "e.arrival",
                     {{"after", cellOf(after)}, {"upto", cellOf(upto)}}, limit);
    for (EventRow& row : rows) {
        events.push_back(std::move(row.event));
    }
    return events;
}

std::vector<wire::EventCount> EventList::counts(const EventFilter& filter, std::chrono::microseconds width,
                                                std::chrono::microseconds shift, int limit) {
    const EventConditions conditions(m_unit, filter);
    Query query(m_unit,
                "SELECT (e.at + :shift) / :width AS slot, e.code, e.result, COUNT(*) FROM event_log e "
                "WHERE e.tenant_id = :tenant" +
                    conditions.sql() + " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT :limit");
    query.bind("tenant", m_unit.tenant())
        .bind("shift", shift.count())
        .bind("width", width.count())
        .bind("limit", limit);
    conditions.bind(query);
    std::vector<wire::EventCount> counts;
    for (auto& [slot, code, result, count] : query.all<long long, Text, Text, long long>()) {
        counts.push_back({fromEpochMicros(slot * width.count() - shift.count()), std::move(code),
                          std::move(result), count});
    }
    return counts;
}

std::vector<EventPosition> EventList::places(const EventFilter& filter,
                                             const std::optional<EventPosition>& after, int limit) {
    const EventConditions conditions(m_unit, filter);
    const Text behind = after ? " AND (e.at > :after OR (e.at = :after AND e.arrival > :number))" : "";
    Query query(m_unit, "SELECT e.at, e.arrival FROM event_log e WHERE e.tenant_id = :tenant" +
                            conditions.sql() + behind + " ORDER BY e.at, e.arrival LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", limit);
    if (after) {
        query.bind("after", after->at).bind("number", after->number);
    }
    conditions.bind(query);
    std::vector<EventPosition> places;
    for (const auto& [at, number] : query.all<TimePoint, long long>()) {
        places.push_back({at, number});
    }
    return places;
}

} // namespace kaomon::storage
