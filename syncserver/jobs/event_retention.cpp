// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/event_retention.h"

#include <algorithm>
#include <array>

#include "auth/setting_number.h"
#include "jobs/tenant_walk.h"
#include "storage/repositories/alert_rule_repository.h"
#include "storage/repositories/blob_repository.h"
#include "storage/repositories/event_repository.h"

namespace kaomon::jobs {
namespace {

using storage::UnitOfWork;

constexpr std::chrono::hours kPeriod{1};
constexpr int kRowsOfABatch = 500;
constexpr int kBlobsOfABatch = 1; // one bundle is up to 3,200 rows
constexpr std::chrono::days kShortestAccessLog{1095};
constexpr std::chrono::hours kUploadGivenUp{24 * 7};
constexpr std::chrono::days kMonth{31};
// No event is filed under a time so long ago any more; see storage::filedAt().
constexpr std::chrono::days kClosedMonth{401};

// domain::retentionOf() as conditions on a row.
constexpr const char* kDiagnosticKinds = "kind = 'device' AND severity = 'info'";
constexpr const char* kOtherKinds = "NOT (kind = 'device' AND severity = 'info')";

// Repeats `batch` in transactions of its own until it removes less than `full`.
Status drain(JobContext& context, const TenantId& tenant, long long full,
             const std::function<long long(UnitOfWork&)>& batch) {
    while (true) {
        const auto removed =
            context.batch(tenant, [&](UnitOfWork& unit) -> Result<long long> { return batch(unit); });
        if (!removed) {
            return propagate(removed.error());
        }
        context.reached("event-retention/batch");
        if (*removed < full) {
            return {};
        }
    }
}

Status removeEvents(JobContext& context, const TenantId& tenant, const domain::Policy& policy) {
    const TimePoint now = context.now();
    const auto ages = std::to_array<std::pair<const char*, std::chrono::days>>({
        {kOtherKinds, policy.keepAuthLog},
        {kDiagnosticKinds, policy.keepDiagnosticLog},
    });
    for (const auto& [condition, age] : ages) {
        const auto batch = [&, what = condition, before = now - age](UnitOfWork& unit) {
            return storage::EventRepository(unit).removeOld(what, before, kRowsOfABatch);
        };
        if (Status done = drain(context, tenant, kRowsOfABatch, batch); !done) {
            return done;
        }
    }
    const auto longest = std::max(policy.keepAuthLog, policy.keepDiagnosticLog);
    return drain(context, tenant, kRowsOfABatch, [&](UnitOfWork& unit) {
        // an event may be filed 400 days before its text was noted
        return storage::EventRepository(unit).removeTexts(now - longest - std::chrono::days(401),
                                                          kRowsOfABatch) +
               storage::AlertRuleRepository(unit).removeOld(now - policy.keepAdminLog, kRowsOfABatch);
    });
}

Status removeBlobs(JobContext& context, const TenantId& tenant, const domain::Policy& policy) {
    const TimePoint now = context.now();
    const Status shortened = context.batch(tenant, [&](UnitOfWork& unit) -> Status {
        const std::chrono::days age(auth::settingNumber(unit, "ng_image_days"));
        storage::BlobRepository(unit).expireImages(now - age, now);
        return {};
    });
    if (!shortened) {
        return shortened;
    }
    const Status removed = drain(context, tenant, kBlobsOfABatch, [&](UnitOfWork& unit) {
        storage::BlobRepository blobs(unit);
        const auto expired = blobs.expired(now, now - kUploadGivenUp, kBlobsOfABatch);
        for (const auto& blob : expired) {
            blobs.remove(blob);
        }
        return static_cast<long long>(expired.size());
    });
    if (!removed) {
        return removed;
    }
    return drain(context, tenant, kRowsOfABatch, [&](UnitOfWork& unit) {
        return storage::BlobRepository(unit).removeAccesses(
            now - std::max(policy.keepAdminLog, kShortestAccessLog), kRowsOfABatch);
    });
}

Status openMonths(JobContext& context) {
    return context.batch(TenantId(), [&](UnitOfWork& unit) -> Status {
        storage::EventRepository events(unit);
        events.openMonth(context.now());
        events.openMonth(context.now() + kMonth);
        return {};
    });
}

// An empty table costs every search that has no bound in time.
Status dropMonths(JobContext& context) {
    return context.batch(TenantId(), [&](UnitOfWork& unit) -> Status {
        storage::EventRepository(unit).dropMonths(context.now() - kClosedMonth);
        return {};
    });
}

Status ofTenant(JobContext& context, auth::TenantSettings& settings, const TenantId& tenant) {
    const auto policy =
        context.read(tenant, [&](UnitOfWork& unit) -> Result<domain::Policy> { return *settings.of(unit); });
    if (!policy) {
        return propagate(policy.error());
    }
    Status done = removeEvents(context, tenant, *policy);
    return done ? removeBlobs(context, tenant, *policy) : done;
}

} // namespace

BackgroundJob eventRetentionJob(auth::TenantSettings& settings) {
    return {kEventRetentionJob, kPeriod, [&settings](JobContext& context) -> Status {
                if (Status opened = openMonths(context); !opened) {
                    return opened;
                }
                if (!context.isTimeTrusted()) {
                    return {}; // what is deleted too early does not come back
                }
                const Status walked = forEachTenant(
                    context, [&](const TenantId& tenant) { return ofTenant(context, settings, tenant); });
                return walked ? dropMonths(context) : walked;
            }};
}

} // namespace kaomon::jobs
