// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duties/broadcast.h"
#include "duties/operator_settings.h"
#include "storage/repositories/incident_repository.h"

namespace kaomon::duties {

// Emergencies: from "something is wrong" to the report. Lives for one job. Throws StorageFault.
class IncidentBook {
public:
    IncidentBook(const Act& act, const OperatorSettings& settings)
        : m_act(act)
        , m_settings(settings) {}

    // Detected; nobody is told yet. The id. ErrorCode::ValidationFailed.
    [[nodiscard]] Result<std::string> open(const std::string& reason, const Texts& text);
    // The next step. Confirming shows it on the sign-in screens and starts the time for the mail; announcing,
    // updating, resolving and reporting send one. `text` replaces what is shown; a report needs one.
    // ErrorCode::NotFound, Conflict (does not follow, or changed meanwhile), ValidationFailed.
    [[nodiscard]] Status take(const std::string& id, domain::IncidentStep step, const Texts& text);
    // Sends the mail of those whose time is nearly over; how many.
    int tellOverdue();

private:
    [[nodiscard]] Status show(storage::IncidentRow& row);
    void tell(const storage::IncidentRow& row, domain::IncidentStep step);

    const Act& m_act;
    const OperatorSettings& m_settings;
};

} // namespace kaomon::duties
