// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/maintenance.h"

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kReasons = std::to_array<WireName<InterruptionReason>>({
    {InterruptionReason::Maintenance, "maintenance"},
    {InterruptionReason::ProviderLine, "provider_line"},
    {InterruptionReason::ThirdPartySoftware, "third_party_software"},
    {InterruptionReason::OperationalOrTechnical, "operational_or_technical"},
    {InterruptionReason::Disaster, "disaster"},
});
constexpr auto kPhases = std::to_array<WireName<MaintenancePhase>>({
    {MaintenancePhase::Announced, "announced"},
    {MaintenancePhase::Running, "running"},
    {MaintenancePhase::Ended, "ended"},
    {MaintenancePhase::Cancelled, "cancelled"},
});

Status checkTimes(const MaintenanceWindow& window) {
    if (window.endsAt <= window.startsAt) {
        return fail(ErrorCode::ValidationFailed, "the end comes after the start", "/ends_at");
    }
    if (window.endsAt - window.startsAt > kLongestMaintenance) {
        return fail(ErrorCode::ValidationFailed, "a maintenance takes at most seven days", "/ends_at");
    }
    return {};
}

} // namespace

std::string_view toWire(InterruptionReason reason) {
    return nameOf(kReasons, reason);
}

std::optional<InterruptionReason> interruptionReasonFromWire(std::string_view name) {
    return valueOf(kReasons, name);
}

std::string_view toWire(MaintenancePhase phase) {
    return nameOf(kPhases, phase);
}

MaintenancePhase phaseOf(const MaintenanceWindow& window, TimePoint now) {
    if (window.cancelledAt) {
        return MaintenancePhase::Cancelled;
    }
    if (now < window.startsAt) {
        return MaintenancePhase::Announced;
    }
    return window.finishedAt || window.endsAt <= now ? MaintenancePhase::Ended : MaintenancePhase::Running;
}

bool isLate(const MaintenanceWindow& window, int leadDays, const TimeZone& zone, TimePoint now) {
    const LocalDay latest = addDays(zone.dayOf(window.startsAt), -leadDays);
    return zone.dayOf(now) > latest;
}

Status checkNewWindow(const MaintenanceWindow& window, std::string_view lateReason, int leadDays,
                      const TimeZone& zone, TimePoint now) {
    if (Status times = checkTimes(window); !times) {
        return times;
    }
    if (window.startsAt <= now) {
        return fail(ErrorCode::ValidationFailed, "a maintenance is planned before it starts", "/starts_at");
    }
    if (isLate(window, leadDays, zone, now) && lateReason.empty()) {
        return fail(ErrorCode::ValidationFailed,
                    "it starts in less than " + std::to_string(leadDays) + " days; a reason is needed",
                    "/late_reason");
    }
    return {};
}

Status checkExtension(const MaintenanceWindow& window, TimePoint newEnd, TimePoint now) {
    const MaintenancePhase phase = phaseOf(window, now);
    if (phase == MaintenancePhase::Ended || phase == MaintenancePhase::Cancelled) {
        return fail(ErrorCode::Conflict, "the maintenance is over");
    }
    if (newEnd <= now) {
        return fail(ErrorCode::ValidationFailed, "the new end is over already", "/ends_at");
    }
    MaintenanceWindow moved = window;
    moved.endsAt = newEnd;
    return checkTimes(moved);
}

} // namespace kaomon::domain
