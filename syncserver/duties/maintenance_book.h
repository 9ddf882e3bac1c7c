// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duties/broadcast.h"
#include "duties/operator_settings.h"
#include "storage/repositories/maintenance_repository.h"

namespace kaomon::duties {

struct MaintenancePlan {
    TimePoint startsAt;
    TimePoint endsAt;
    std::string reason = "maintenance"; // domain::InterruptionReason
    std::string lateReason;
    Texts text;
};

// Planned maintenance: each act tells everybody by mail and by a notice on console, sign-in screen and tray.
// Lives for one job. Throws StorageFault.
class MaintenanceBook {
public:
    MaintenanceBook(const Act& act, const OperatorSettings& settings)
        : m_act(act)
        , m_settings(settings) {}

    // The id. ErrorCode::ValidationFailed with the field at fault.
    [[nodiscard]] Result<std::string> plan(const MaintenancePlan& plan);
    // ErrorCode::NotFound, Conflict (over, or changed meanwhile), ValidationFailed.
    [[nodiscard]] Status extend(const std::string& id, TimePoint newEnd);
    [[nodiscard]] Status cancel(const std::string& id, const std::string& reason);
    // Before its time.
    [[nodiscard]] Status finish(const std::string& id);
    // Tells the ends that were not told yet; how many.
    int tellEnds();

private:
    [[nodiscard]] Result<storage::MaintenanceRow> find(const std::string& id);
    [[nodiscard]] Status save(const storage::MaintenanceRow& row);
    [[nodiscard]] Result<std::string> addNotice(const storage::MaintenanceRow& row);
    void tellEnd(const storage::MaintenanceRow& row);

    const Act& m_act;
    const OperatorSettings& m_settings;
};

} // namespace kaomon::duties
