// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Something that the operator tells every tenant: a notice that changed, a mail to its administrators, or
// both.
struct BroadcastRow {
    long long seq = 0;
    std::string noticeId; // empty: none
    std::string mailKind; // empty: no mail
    TimePoint due;        // of the mail's row in the outbox
    std::string payload;
    TimePoint createdAt;
};

// What was told to all and how far each tenant has been told: written once by whoever speaks, carried into
// the tenants by a job, so that a kill half-way loses nothing and tells nobody twice. Global tables; works in
// a unit of any tenant. Throws StorageFault.
class BroadcastRepository {
public:
    explicit BroadcastRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Numbers follow the order of the commits. `row.seq` is given here.
    void add(BroadcastRow row);
    // Tenants that were not told everything yet.
    [[nodiscard]] std::vector<TenantId> behind(int limit);
    // What the unit's tenant was not told yet, in order; its mark is locked until COMMIT.
    [[nodiscard]] std::vector<BroadcastRow> next(int limit);
    void mark(long long seq);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
