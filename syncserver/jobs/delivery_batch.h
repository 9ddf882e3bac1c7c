// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "storage/repositories/webhook_repository.h"
#include "wire/deliveries.h"

namespace kaomon::jobs {

// What goes to one target next. Empty lists with `last` above `first - 1`: nothing there for this target.
struct DeliveryBatch {
    std::string kind; // events or alerts
    long long first = 0;
    long long last = 0;
    std::vector<wire::StoredEvent> events;
    std::vector<wire::EventAlert> alerts;

    [[nodiscard]] bool isNothing() const { return last < first; }
    [[nodiscard]] bool isEmpty() const { return events.empty() && alerts.empty(); }
};

// Alerts go first, since somebody waits for them. Throws StorageFault.
[[nodiscard]] DeliveryBatch nextBatch(storage::UnitOfWork& unit, const storage::PushRow& row,
                                      const std::string& sends, const wire::EventSelection& wanted);

} // namespace kaomon::jobs
