// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/licences/licence_views.h"

#include <algorithm>

namespace kaomon::features {
namespace {

using licensing::LicenceReading;

std::vector<wire::ErasedCount> erasedBy(const storage::Counts& counts) {
    std::vector<wire::ErasedCount> erased;
    for (const auto& [what, count] : counts) {
        if (count > 0) {
            erased.push_back({what, count});
        }
    }
    return erased;
}

const char* stepState(bool hasBegun, bool isDone) {
    return isDone ? "done" : hasBegun ? "running" : "planned";
}

// The earlier of the calendar's time and the operator's.
std::optional<TimePoint> sooner(const std::optional<TimePoint>& calendar,
                                const std::optional<TimePoint>& byOperator) {
    if (calendar && byOperator) {
        return std::min(*calendar, *byOperator);
    }
    return calendar ? calendar : byOperator;
}

} // namespace

wire::LicenceStatus statusOf(const LicenceReading& reading, long long seatsTaken) {
    const auto& standing = reading.standing;
    const auto& life = reading.life;
    wire::LicenceStatus status;
    status.state = domain::toWire(standing.state);
    status.isReadOnly = standing.isReadOnly;
    status.seats = standing.seats;
    status.seatsTaken = seatsTaken;
    status.company = life.company;
    status.timeZone = life.timeZone;
    status.facesDeletedAt = life.facesPurgedAt;
    if (const auto& end = standing.end) {
        status.lastDay = domain::dayText(end->lastDay);
        status.daysLeft = standing.daysLeft;
        if (standing.expiringWithin > 0) {
            status.expiringWithin = standing.expiringWithin;
        }
        status.endsAt = end->endsAt;
        status.facesDeletedAt = life.facesPurgedAt ? life.facesPurgedAt : end->purgeFacesAt;
        status.tenantDeletedAt = end->deleteAt;
        status.tenantDeletedBy = end->deleteBy;
        for (const auto& reminder : end->reminders) {
            status.reminders.push_back({reminder.daysBefore, reminder.due});
        }
    }
    return status;
}

wire::Licence shownLicence(const LicenceReading& reading, const storage::LicenceRow& row, TimePoint now) {
    return {.id = row.id,
            .serial = row.serial,
            .kind = row.kind,
            .seats = row.seats,
            .firstDay = row.firstDay,
            .lastDay = row.lastDay,
            .state = licensing::rowState(reading, row, now),
            .issuedAt = row.issuedAt,
            .installedAt = row.installedAt,
            .installedBy = row.installedBy};
}

wire::ErasurePlan planOf(const LicenceReading& reading, storage::ErasureRepository erasure, TimePoint now) {
    const auto& life = reading.life;
    wire::ErasurePlan plan{.timeZone = life.timeZone, .steps = {}};
    const bool isCalendarSure = reading.standing.end && !reading.isDoubtful;
    if (isCalendarSure) {
        const TimePoint ends = reading.standing.end->endsAt;
        plan.steps.push_back({"read_only", ends, stepState(false, ends <= now), {}});
    }
    const auto calendarFaces =
        isCalendarSure ? std::optional(reading.standing.end->purgeFacesAt) : std::nullopt;
    const auto calendarTenant = isCalendarSure ? std::optional(reading.standing.end->deleteAt) : std::nullopt;
    if (const auto at = sooner(calendarFaces, life.operatorDeleteAt)) {
        plan.steps.push_back({"faces", life.facesPurgedAt.value_or(*at),
                              stepState(life.facesPurgeSeq.has_value(), life.facesPurgedAt.has_value()),
                              erasedBy(erasure.faceCounts())});
    }
    if (const auto at = sooner(calendarTenant, life.operatorDeleteAt)) {
        plan.steps.push_back(
            {"tenant", *at, stepState(life.deleteSeq.has_value(), false), erasedBy(erasure.counts())});
    }
    return plan;
}

} // namespace kaomon::features
