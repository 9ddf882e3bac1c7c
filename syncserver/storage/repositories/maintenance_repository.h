// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/maintenance.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

struct MaintenanceRow {
    std::string id;
    domain::MaintenanceWindow window;
    std::string reason;     // domain::InterruptionReason
    std::string lateReason; // why it was told late
    std::string textJa;
    std::string textEn;
    std::string noticeId;
    TimePoint createdAt;
    std::string createdBy;
    std::string cancelReason;
    std::optional<TimePoint> endToldAt; // the mail about the end is on its way
    long long rev = 1;
};

// Planned interruptions, the operator's; works in a unit of any tenant. Throws StorageFault.
class MaintenanceRepository {
public:
    explicit MaintenanceRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void add(const MaintenanceRow& row);
    // In place of the revision row.rev, which grows. False when somebody else was faster.
    [[nodiscard]] bool update(const MaintenanceRow& row);
    [[nodiscard]] std::optional<MaintenanceRow> find(const std::string& id);
    // Those that end after `time`, in their order.
    [[nodiscard]] std::vector<MaintenanceRow> endingAfter(TimePoint time);
    // Those whose end is to be told.
    [[nodiscard]] std::vector<MaintenanceRow> untold(TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
