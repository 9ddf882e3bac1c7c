// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/events.h"

namespace kaomon::storage {

// Which events a list shows; empty members do not restrict.
struct EventFilter {
    std::string kind;
    std::string code;
    std::string result;
    std::string user;
    std::string device;
    std::string search; // part of a login, a name or a PC's name
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;
    std::optional<TimePoint> beforeAt; // the last one shown
    std::string beforeId;
    int limit = 100;
};

// What happened on the PCs of the unit's tenant. Used inside one job. Throws StorageFault.
class EventRepository {
public:
    explicit EventRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // False when the device's event of this number is already stored.
    [[nodiscard]] bool add(const DeviceId& device, const wire::Event& event, TimePoint receivedAt);
    // Moves the device's mark over everything that is there without a gap; fills highWater and gaps.
    void settle(const DeviceId& device, wire::BatchReply& reply);
    [[nodiscard]] std::vector<wire::StoredEvent> list(const EventFilter& filter); // newest first

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
