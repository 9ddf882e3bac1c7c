// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/business_days.h"
#include "domain/incident.h"
#include "domain/maintenance.h"
#include "storage/unit_of_work.h"

namespace kaomon::duties {

// What the operator of the service set: whom to ask when, and the terms of the duties. A value.
struct OperatorSettings {
    domain::TimeZone zone;
    int mailLeadDays = domain::kMailLeadDays;
    std::chrono::minutes emergencyTime = domain::kEmergencyTime;
    std::vector<std::string> linkHosts; // of notices; empty: any
    std::string contactName;
    std::string contactPhone;
    std::string contactMail;
    std::string contactUrl;
    std::string contactNote;
    domain::SupportHours hours;

    // ErrorCode::ValidationFailed, Unavailable (no time-zone data).
    [[nodiscard]] static Result<OperatorSettings> from(const std::map<std::string, std::string>& values);
    [[nodiscard]] static Result<OperatorSettings> load(storage::UnitOfWork& unit);
};

// "support.phone", "time_zone", ...
[[nodiscard]] std::span<const std::string_view> operatorSettingNames();
// Stores one value, an empty one goes back to the default. ErrorCode::NotFound (no such name),
// ValidationFailed.
[[nodiscard]] Status setOperatorSetting(storage::UnitOfWork& unit, const std::string& name,
                                        const std::string& value, const std::string& actor, TimePoint now);

} // namespace kaomon::duties
