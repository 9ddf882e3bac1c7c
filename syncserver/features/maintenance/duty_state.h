// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "domain/release.h"
#include "duties/operator_settings.h"
#include "storage/database.h"
#include "storage/repositories/maintenance_repository.h"
#include "storage/repositories/notice_repository.h"

namespace kaomon::features {

// What every request is measured by, as the operator's tables said a second ago. Immutable once shared.
struct DutySnapshot {
    std::vector<storage::MaintenanceRow> windows;
    std::vector<storage::NoticeRow> notices; // for sign-in screens
    std::vector<domain::ReleaseTimes> releases;
    std::optional<domain::TimeZone> zone;

    // Until when consoles can only read; nullopt when they may write.
    [[nodiscard]] std::optional<TimePoint> readOnlyUntil(TimePoint now) const;
    // Notices that are shown now, the most urgent first.
    [[nodiscard]] std::vector<const storage::NoticeRow*> shown(TimePoint now) const;
    // Their texts in both languages; nullopt when there is nothing to tell.
    [[nodiscard]] std::optional<std::string> banner(TimePoint now) const;
    [[nodiscard]] domain::Support supportOf(const domain::Version& version, TimePoint now) const;
};

using DutySnapshotPointer = std::shared_ptr<const DutySnapshot>;

// Keeps the snapshot fresh: at most one reading a second, whatever the load. While the database is away the
// last one stands. Owned by the application; thread-safe.
class DutyState {
public:
    DutyState(storage::Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock) {}

    // Never null.
    [[nodiscard]] storage::Awaitable<DutySnapshotPointer> current();
    // The last one that was read; never null.
    [[nodiscard]] DutySnapshotPointer peek() const;

private:
    [[nodiscard]] bool claimReading();

    storage::Database& m_database;
    const Clock& m_clock;
    mutable std::mutex m_mutex; // of everything below
    DutySnapshotPointer m_snapshot = std::make_shared<const DutySnapshot>();
    std::optional<std::chrono::steady_clock::time_point> m_readAt;
};

} // namespace kaomon::features
