// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/incident.h"

#include <algorithm>

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

using enum IncidentState;

constexpr auto kStates = std::to_array<WireName<IncidentState>>({
    {Detected, "detected"},
    {Confirmed, "confirmed"},
    {Announced, "announced"},
    {Resolved, "resolved"},
    {Reported, "reported"},
    {Dismissed, "dismissed"},
});

Status refused() {
    return fail(ErrorCode::Conflict, "this step does not follow the state of the incident");
}

} // namespace

std::string_view toWire(IncidentState state) {
    return nameOf(kStates, state);
}

std::optional<IncidentState> incidentStateFromWire(std::string_view name) {
    return valueOf(kStates, name);
}

Status Incident::take(IncidentStep step, TimePoint now) {
    const auto moveTo = [&](IncidentState next, std::optional<TimePoint>& time) -> Status {
        state = next;
        time = now;
        return {};
    };
    switch (step) {
    case IncidentStep::Confirm:
        return state == Detected ? moveTo(Confirmed, confirmedAt) : refused();
    case IncidentStep::Announce:
        if (state == Resolved && !announcedAt) {
            announcedAt = now; // after the fact
            return {};
        }
        return state == Confirmed ? moveTo(Announced, announcedAt) : refused();
    case IncidentStep::Update:
        return state == Announced ? Status() : refused();
    case IncidentStep::Resolve:
        return state == Confirmed || state == Announced ? moveTo(Resolved, resolvedAt) : refused();
    case IncidentStep::Report:
        return state == Resolved && announcedAt ? moveTo(Reported, reportedAt) : refused();
    case IncidentStep::Dismiss:
        if (state != Detected) {
            return refused();
        }
        state = Dismissed;
        return {};
    }
    return refused();
}

bool Incident::isAfterTheFact() const {
    return resolvedAt && (!announcedAt || *announcedAt > *resolvedAt);
}

std::optional<TimePoint> Incident::mailDue(std::chrono::minutes time) const {
    if (!confirmedAt) {
        return std::nullopt;
    }
    const TimePoint due = *confirmedAt + time;
    // an end within the time turns the duty into one after the fact; an end after it excuses nothing
    return isAfterTheFact() && *resolvedAt < due ? *resolvedAt + kAfterTheFact : due;
}

std::optional<TimePoint> Incident::automaticAt(std::chrono::minutes time) const {
    const auto due = mailDue(time);
    if (!due || announcedAt) {
        return std::nullopt;
    }
    return std::max(*confirmedAt, *due - kAutomaticBefore);
}

bool Incident::isOverdue(std::chrono::minutes time, TimePoint now) const {
    const auto due = mailDue(time);
    return due && announcedAt.value_or(now) > *due;
}

} // namespace kaomon::domain
