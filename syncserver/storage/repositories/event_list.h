// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/query.h"
#include "storage/unit_of_work.h"
#include "wire/alerts.h"
#include "wire/events.h"

namespace kaomon::storage {

// Which events; empty members do not restrict, all others hold together.
struct EventFilter {
    wire::EventSelection wanted;
    std::string user;
    std::string device;
    std::vector<std::string> terms; // each part of a login, a name, a PC's name or an event's clear texts
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;
};

// A place in the order of a list.
struct EventPosition {
    TimePoint at;
    long long number = 0;
};

enum class EventOrder { NewestFirst, OldestFirst };

struct EventPart {
    EventOrder order = EventOrder::NewestFirst;
    std::optional<EventPosition> behind; // the last one shown
    int limit = 100;
};

struct EventRow {
    EventPosition position;
    wire::StoredEvent event;
};

// Reads events of the unit's tenant. Searches are resolved to the people, PCs and texts they are found in,
// which are few, and then read by key: the same on both databases, and for texts without spaces between
// words. Used inside one job. Throws StorageFault.
class EventList {
public:
    explicit EventList(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::vector<EventRow> list(const EventFilter& filter, const EventPart& part);
    // Those with a number above `after` and at most `upto`, by number.
    [[nodiscard]] std::vector<wire::StoredEvent> arrived(const EventFilter& filter, long long after,
                                                         long long upto, int limit);
    // Sums by code and result for each `width` of time, at most `limit` of them.
    [[nodiscard]] std::vector<wire::EventCount> counts(const EventFilter& filter,
                                                       std::chrono::microseconds width,
                                                       std::chrono::microseconds shift, int limit);
    // Places of the events of one sender behind `after`, oldest first: what an alert rule counts.
    [[nodiscard]] std::vector<EventPosition> places(const EventFilter& filter,
                                                    const std::optional<EventPosition>& after, int limit);

private:
    [[nodiscard]] std::vector<EventRow> read(const EventFilter& filter, const std::string& condition,
                                             const std::string& order,
                                             const std::vector<std::pair<std::string, Cell>>& values,
                                             int limit);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
