// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/calendar.h"

namespace kaomon::domain {

// Why a service is interrupted: maintenance, a provider's line, software of a third party, operational or
// technical reasons, disaster (terms of service, the five cases).
enum class InterruptionReason {
    Maintenance,
    ProviderLine,
    ThirdPartySoftware,
    OperationalOrTechnical,
    Disaster
};

[[nodiscard]] std::string_view toWire(InterruptionReason reason);
[[nodiscard]] std::optional<InterruptionReason> interruptionReasonFromWire(std::string_view name);

inline constexpr int kMailLeadDays = 14;
inline constexpr std::chrono::hours kLongestMaintenance{7 * 24};

// A time in which the console is read-only.
struct MaintenanceWindow {
    TimePoint startsAt;
    TimePoint endsAt;
    std::optional<TimePoint> cancelledAt;
    std::optional<TimePoint> finishedAt; // earlier than planned
};

enum class MaintenancePhase { Announced, Running, Ended, Cancelled };

[[nodiscard]] std::string_view toWire(MaintenancePhase phase);

// What counts is the clock alone, so that a clock that is set back opens nothing for good. Pure; any thread.
[[nodiscard]] MaintenancePhase phaseOf(const MaintenanceWindow& window, TimePoint now);

// Whether people are told later than `leadDays` calendar days before the day on which it starts.
[[nodiscard]] bool isLate(const MaintenanceWindow& window, int leadDays, const TimeZone& zone, TimePoint now);

// A new window: in the future, with its end after its start, at most a week long, and with a reason when it
// is late. ErrorCode::ValidationFailed with the field at fault.
[[nodiscard]] Status checkNewWindow(const MaintenanceWindow& window, std::string_view lateReason,
                                    int leadDays, const TimeZone& zone, TimePoint now);
// Another end for a window that is neither over nor cancelled. ErrorCode::ValidationFailed, Conflict.
[[nodiscard]] Status checkExtension(const MaintenanceWindow& window, TimePoint newEnd, TimePoint now);

} // namespace kaomon::domain
