// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/event_repository.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/base64.h"
#include "crypto/secret_key.h"
#include "storage/bulk.h"
#include "storage/query.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::size_t kMostGaps = 100;
constexpr std::chrono::hours kAhead{24};
constexpr std::chrono::days kBehind{400};

long long dayOf(TimePoint time) {
    return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

void add(Text& words, std::string_view part) {
    if (part.empty()) {
        return;
    }
    words += words.empty() ? "" : " ";
    for (const char c : part) {
        words += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
}

domain::SeqMark markOf(long long highest, const Text& gaps, long long lost) {
    auto mark = domain::SeqMark::restore(highest, gaps, lost);
    if (!mark) {
        throw StorageFault(StorageFault::Kind::Corrupt, "event mark");
    }
    return std::move(*mark);
}

} // namespace

TimePoint filedAt(TimePoint at, TimePoint receivedAt) {
    return at > receivedAt + kAhead || at < receivedAt - kBehind ? receivedAt : at;
}

std::string wordsOf(const wire::Event& event) {
    Text words;
    const wire::EventDetail& detail = event.detail;
    for (const std::string_view part :
         {std::string_view(event.kind), std::string_view(event.code), std::string_view(event.severity),
          std::string_view(event.clientVersion)}) {
        add(words, part);
    }
    for (const auto* part :
         {&event.osAccount, &detail.reason, &detail.scenario, &detail.factors, &detail.cameraId,
          &detail.cameraName, &detail.scoreBand, &detail.modelId, &detail.service, &detail.label,
          &detail.actionTaken, &detail.app, &detail.method, &detail.ticket}) {
        add(words, part->value_or(Text()));
    }
    return words;
}

EventCounters eventCounters(UnitOfWork& unit) {
    EventCounters counters;
    for (auto& [tenant, number] : Query(unit, "SELECT t.tenant_id, COALESCE(c.arrival, 0) FROM tenant t LEFT "
                                              "JOIN event_counter c ON c.tenant_id = t.tenant_id")
                                      .all<Text, long long>()) {
        counters.emplace_back(std::move(tenant), number);
    }
    return counters;
}

void showMark(const domain::SeqMark& mark, wire::EventMark& shown) {
    shown.highWater = mark.highWater();
    shown.highest = mark.highest();
    shown.missing = mark.missing();
    shown.lost = mark.lost();
    for (const auto& gap : mark.gaps()) {
        if (shown.gaps.size() == kMostGaps) {
            break;
        }
        shown.gaps.push_back({gap.from, gap.to});
    }
}

wire::BatchReply EventRepository::store(const DeviceId& device, const std::vector<wire::Event>& events,
                                        TimePoint receivedAt) {
    domain::SeqMark mark = takeMark(device);
    wire::BatchReply reply;
    std::vector<const wire::Event*> fresh;
    for (const wire::Event& event : events) {
        if (mark.take(event.seq)) {
            fresh.push_back(&event);
        } else {
            ++reply.duplicates;
        }
    }
    if (!fresh.empty()) {
        write(device, fresh, receivedAt);
        saveMark(device, mark);
    }
    reply.stored = static_cast<int>(fresh.size());
    reply.highWater = mark.highWater();
    for (const auto& gap : mark.gaps()) {
        for (long long seq = gap.from; seq <= gap.to && reply.gaps.size() < kMostGaps; ++seq) {
            reply.gaps.push_back(seq);
        }
    }
    return reply;
}

void EventRepository::write(const DeviceId& device, const std::vector<const wire::Event*>& events,
                            TimePoint receivedAt) {
    long long number = takeNumbers(events.size()) - static_cast<long long>(events.size());
    std::map<Text, Text> texts; // by id: in one order, so that two batches never wait for each other
    std::set<std::chrono::year_month> months;
    std::vector<std::vector<Cell>> rows;
    for (const wire::Event* event : events) {
        const Text words = wordsOf(*event);
        const Text textId = toBase64Url(crypto::shortHash(words));
        texts.emplace(textId, words);
        const TimePoint at = filedAt(event->at, receivedAt);
        const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
        if (months.insert(day.year() / day.month()).second) {
            openMonth(at);
        }
        rows.push_back({cellOf(at), cellOf(++number), cellOf(device), cellOf(event->seq), cellOf(event->id),
                        cellOf(receivedAt), cellOf(event->kind), cellOf(event->code), cellOf(event->result),
                        cellOf(event->severity), cellOf(event->detail.reason.value_or(Text())),
                        cellOf(event->user), cellOf(textId), cellOf(wire::encode(*event))});
    }
    std::vector<std::vector<Cell>> words;
    for (const auto& [id, text] : texts) {
        words.push_back({cellOf(id), cellOf(text), cellOf(dayOf(receivedAt))});
    }
    const auto bindTenant = [this](Query& query) { query.bind("tenant", m_unit.tenant()); };
    insertRows(m_unit, "INSERT INTO event_text (tenant_id, id, words, last_day) VALUES ", ":tenant",
               bindTenant, words,
               " ON CONFLICT (tenant_id, id) DO UPDATE SET last_day = excluded.last_day WHERE "
               "event_text.last_day < excluded.last_day");
    insertRows(m_unit,
               "INSERT INTO event_log (tenant_id, at, arrival, device_id, seq, id, received_at, kind, code, "
               "result, severity, reason, user_id, text_id, body) VALUES ",
               ":tenant", bindTenant, rows);
}

domain::SeqMark EventRepository::takeMark(const DeviceId& device) {
    const auto row =
        Query(m_unit, "INSERT INTO event_mark (tenant_id, device_id, high_water, highest, gaps, lost) "
                      "VALUES (:tenant, :device, 0, 0, '', 0) ON CONFLICT (tenant_id, device_id) "
                      "DO UPDATE SET lost = event_mark.lost RETURNING highest, gaps, lost")
            .bind("tenant", m_unit.tenant())
            .bind("device", device)
            .first<long long, Text, long long>();
    if (!row) {
        throw StorageFault(StorageFault::Kind::Corrupt, "event mark");
    }
    const auto& [highest, gaps, lost] = *row;
    return markOf(highest, gaps, lost);
}

void EventRepository::saveMark(const DeviceId& device, const domain::SeqMark& mark) {
    Query(m_unit, "UPDATE event_mark SET high_water = :water, highest = :highest, gaps = :gaps, lost = :lost "
                  "WHERE tenant_id = :tenant AND device_id = :device")
        .bind("water", mark.highWater())
        .bind("highest", mark.highest())
        .bind("gaps", mark.text())
        .bind("lost", mark.lost())
        .bind("tenant", m_unit.tenant())
        .bind("device", device)
        .run();
}

long long EventRepository::takeNumbers(std::size_t count) {
    const auto row = Query(m_unit, "INSERT INTO event_counter (tenant_id, arrival) VALUES (:tenant, :count) "
                                   "ON CONFLICT (tenant_id) DO UPDATE SET arrival = event_counter.arrival + "
                                   "excluded.arrival RETURNING arrival")
                         .bind("tenant", m_unit.tenant())
                         .bind("count", static_cast<long long>(count))
                         .first<long long>();
    if (!row) {
        throw StorageFault(StorageFault::Kind::Corrupt, "event counter");
    }
    return std::get<0>(*row);
}

long long EventRepository::newest() {
    const auto row = Query(m_unit, "SELECT arrival FROM event_counter WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::optional<domain::SeqMark> EventRepository::mark(const DeviceId& device) {
    const auto row = Query(m_unit, "SELECT highest, gaps, lost FROM event_mark WHERE tenant_id = :tenant AND "
                                   "device_id = :device")
                         .bind("tenant", m_unit.tenant())
                         .bind("device", device)
                         .first<long long, Text, long long>();
    return row ? std::optional(markOf(std::get<0>(*row), std::get<1>(*row), std::get<2>(*row)))
               : std::nullopt;
}

std::vector<wire::EventMark> EventRepository::marksWithGaps(const std::string& afterDevice, int limit) {
    std::vector<wire::EventMark> marks;
    const auto rows = Query(m_unit, "SELECT m.device_id, d.name, m.highest, m.gaps, m.lost FROM event_mark m "
                                    "LEFT JOIN device d ON d.tenant_id = m.tenant_id AND d.id = m.device_id "
                                    "WHERE m.tenant_id = :tenant AND (m.gaps <> '' OR m.lost > 0) AND "
                                    "m.device_id > :after ORDER BY m.device_id LIMIT :limit")
                          .bind("tenant", m_unit.tenant())
                          .bind("after", afterDevice)
                          .bind("limit", limit)
                          .all<DeviceId, std::optional<Text>, long long, Text, long long>();
    for (const auto& [device, name, highest, gaps, lost] : rows) {
        wire::EventMark shown;
        shown.device = device;
        shown.deviceName = name.value_or(Text());
        showMark(markOf(highest, gaps, lost), shown);
        marks.push_back(std::move(shown));
    }
    return marks;
}

void EventRepository::openMonth(TimePoint at) {
    if (m_unit.dialect() == Dialect::Postgresql) {
        (void)Query(m_unit, "SELECT event_log_month(:at)").bind("at", at).first<Text>();
    }
}

long long EventRepository::dropMonths(TimePoint before) {
    if (m_unit.dialect() != Dialect::Postgresql) {
        return 0;
    }
    // until grants.sql was run again, the tables stay
    const auto mayDrop =
        Query(m_unit,
              "SELECT COUNT(*) WHERE has_function_privilege('event_log_drop_months(bigint)', 'EXECUTE')")
            .first<long long>();
    if (!mayDrop || std::get<0>(*mayDrop) == 0) {
        return 0;
    }
    const auto dropped =
        Query(m_unit, "SELECT event_log_drop_months(:before)").bind("before", before).first<long long>();
    return dropped ? std::get<0>(*dropped) : 0;
}

long long EventRepository::removeOld(const std::string& condition, TimePoint before, int limit) {
    // the outer bound keeps PostgreSQL out of the months that stay
    return Query(m_unit,
                 "DELETE FROM event_log WHERE tenant_id = :tenant AND at < :before AND (at, arrival) IN "
                 "(SELECT at, arrival FROM event_log WHERE tenant_id = :tenant AND at < :before AND " +
                     condition + " ORDER BY at, arrival LIMIT :limit)")
        .bind("tenant", m_unit.tenant())
        .bind("before", before)
        .bind("limit", limit)
        .run();
}

long long EventRepository::removeTexts(TimePoint before, int limit) {
    return Query(m_unit,
                 "DELETE FROM event_text WHERE tenant_id = :tenant AND id IN (SELECT id FROM event_text "
                 "WHERE tenant_id = :tenant AND last_day < :day LIMIT :limit)")
        .bind("tenant", m_unit.tenant())
        .bind("day", dayOf(before))
        .bind("limit", limit)
        .run();
}

} // namespace kaomon::storage
