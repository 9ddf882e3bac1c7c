// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/delivery_batch.h"

#include <algorithm>

#include "storage/repositories/alert_rule_repository.h"
#include "storage/repositories/event_list.h"
#include "storage/repositories/event_repository.h"

namespace kaomon::jobs {
namespace {

constexpr int kMostEvents = 100;
constexpr long long kSpan = 5000;

} // namespace

DeliveryBatch nextBatch(storage::UnitOfWork& unit, const storage::PushRow& row, const std::string& sends,
                        const wire::EventSelection& wanted) {
    DeliveryBatch batch;
    if (sends != "events") {
        batch.alerts = storage::AlertRuleRepository(unit).after(row.alertPosition, kMostEvents);
        if (!batch.alerts.empty()) {
            batch.kind = "alerts";
            batch.first = batch.alerts.front().number;
            batch.last = batch.alerts.back().number;
            return batch;
        }
    }
    batch.kind = "events";
    batch.first = row.eventPosition + 1;
    batch.last = std::min(storage::EventRepository(unit).newest(), row.eventPosition + kSpan);
    if (sends == "alerts" || batch.isNothing()) {
        return batch; // the position follows, so that switching events on does not send old ones
    }
    storage::EventFilter filter;
    filter.wanted = wanted;
    batch.events = storage::EventList(unit).arrived(filter, row.eventPosition, batch.last, kMostEvents);
    if (static_cast<int>(batch.events.size()) == kMostEvents) {
        batch.last = batch.events.back().number.value_or(batch.last);
    }
    return batch;
}

} // namespace kaomon::jobs
