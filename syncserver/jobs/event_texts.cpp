// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/event_texts.h"

#include "jobs/tenant_walk.h"
#include "storage/repositories/event_backfill.h"

namespace kaomon::jobs {
namespace {

using storage::EventBackfill;
using storage::UnitOfWork;

constexpr std::chrono::hours kPeriod{1};
constexpr int kRowsOfAPage = 1000;

Status ofTenant(JobContext& context, const TenantId& tenant) {
    const auto begin =
        context.read(tenant, [](UnitOfWork& unit) -> Result<std::optional<EventBackfill::Place>> {
            return EventBackfill(unit).position();
        });
    if (!begin || !*begin) {
        return begin ? Status() : propagate(begin.error());
    }
    EventBackfill::Place place = **begin;
    for (bool isEnd = false; !isEnd;) {
        const auto page = context.read(tenant, [&](UnitOfWork& unit) -> Result<EventBackfill::Page> {
            return EventBackfill(unit).read(place, kRowsOfAPage);
        });
        if (!page) {
            return propagate(page.error());
        }
        place = page->last;
        isEnd = page->isEnd;
        if (page->lacking.empty() && !isEnd) {
            continue; // nothing to write down
        }
        const Status filled = context.batch(tenant, [&](UnitOfWork& unit) -> Status {
            EventBackfill(unit).fill(*page, context.now());
            return {};
        });
        if (!filled) {
            return filled;
        }
        context.reached("event-texts/page");
    }
    return {};
}

} // namespace

BackgroundJob eventTextsJob() {
    return {kEventTextsJob, kPeriod, [](JobContext& context) {
                return forEachTenant(context,
                                     [&](const TenantId& tenant) { return ofTenant(context, tenant); });
            }};
}

} // namespace kaomon::jobs
