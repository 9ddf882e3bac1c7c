// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/incident.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

struct IncidentRow {
    std::string id;
    domain::Incident incident;
    std::string reason; // domain::InterruptionReason
    std::string textJa;
    std::string textEn;
    std::string reportJa;
    std::string reportEn;
    bool isAutomatic = false; // the mail was started by the server
    int updates = 0;
    std::string noticeId; // empty until there is one
    std::string createdBy;
    long long rev = 1;
};

// Emergencies, the operator's; works in a unit of any tenant. Throws StorageFault.
class IncidentRepository {
public:
    explicit IncidentRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void add(const IncidentRow& row);
    // In place of the revision row.rev, which grows. False when somebody else was faster.
    [[nodiscard]] bool update(const IncidentRow& row);
    [[nodiscard]] std::optional<IncidentRow> find(const std::string& id);
    // Those that were detected after `time` or are not over, the newest first.
    [[nodiscard]] std::vector<IncidentRow> list(TimePoint time);
    // Confirmed, and nobody was told.
    [[nodiscard]] std::vector<IncidentRow> untold();

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
