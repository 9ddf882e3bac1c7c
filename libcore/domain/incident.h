// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::domain {

inline constexpr std::chrono::minutes kEmergencyTime{120};
// Before the time is over the server sends the mail by itself, with what it knows.
inline constexpr std::chrono::minutes kAutomaticBefore{15};
// "Without delay", when an interruption was over before anybody was told.
inline constexpr std::chrono::hours kAfterTheFact{24};

// Detected: somebody or something says so. Confirmed: it is so, the time for the mail runs. Announced: the
// mail is on its way and the sign-in screens tell it. Resolved: over. Reported: people know why.
enum class IncidentState { Detected, Confirmed, Announced, Resolved, Reported, Dismissed };

[[nodiscard]] std::string_view toWire(IncidentState state);
[[nodiscard]] std::optional<IncidentState> incidentStateFromWire(std::string_view name);

// What may be done with one. Update: a follow-up. Dismiss: it was none.
enum class IncidentStep { Confirm, Announce, Update, Resolve, Report, Dismiss };

// An emergency and its times, as far as they have come. A value type; pure.
struct Incident {
    IncidentState state = IncidentState::Detected;
    TimePoint detectedAt;
    std::optional<TimePoint> confirmedAt;
    std::optional<TimePoint> announcedAt;
    std::optional<TimePoint> resolvedAt;
    std::optional<TimePoint> reportedAt;

    // Goes on by one step; nothing else sets the times. Resolving before the mail went out is possible: then
    // it is due after the fact. ErrorCode::Conflict when the step does not follow.
    [[nodiscard]] Status take(IncidentStep step, TimePoint now);

    // Until when people have to be told: `time` after the confirmation, or a day after the end when it was
    // over before. nullopt: nothing is due (not confirmed, dismissed).
    [[nodiscard]] std::optional<TimePoint> mailDue(std::chrono::minutes time) const;
    // Whether that is a mail after the fact.
    [[nodiscard]] bool isAfterTheFact() const;
    // From when on the server tells by itself; nullopt when it was told or nothing is due.
    [[nodiscard]] std::optional<TimePoint> automaticAt(std::chrono::minutes time) const;
    // Whether the time went by without a mail, or the mail came too late.
    [[nodiscard]] bool isOverdue(std::chrono::minutes time, TimePoint now) const;
    // On the sign-in screens.
    [[nodiscard]] bool isShown() const {
        return state == IncidentState::Confirmed || state == IncidentState::Announced;
    }
};

} // namespace kaomon::domain
