// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar.h"

namespace kaomon::domain {

enum class LicenceKind { Trial, Paid };

[[nodiscard]] std::string_view toWire(LicenceKind kind);
[[nodiscard]] std::optional<LicenceKind> licenceKindFromWire(std::string_view name);

inline constexpr int kTrialDays = 30;
inline constexpr int kTrialSeats = 100;
inline constexpr int kMostSeats = 10'000'000;

// What a licence allows and when, in days of the tenant's time zone; both days count.
struct LicenceTerm {
    LicenceKind kind = LicenceKind::Paid;
    int seats = 0;
    LocalDay start{};
    LocalDay end{};
    TimePoint issuedAt;
};

// Days before the end at which people are told.
inline constexpr std::array<int, 5> kReminderDays{60, 30, 14, 7, 1};

struct Reminder {
    int daysBefore = 0;
    TimePoint due; // 09:00 of that day in the tenant's zone
};

// What happens when, counted from the last day of a licence in the tenant's zone.
struct EndOfLicence {
    LocalDay lastDay{};
    TimePoint endsAt;       // 24:00 of the last day: read-only from here on
    TimePoint purgeFacesAt; // the 1st of the next month 00:00: faces and their keys go, sign-in by face ends
    TimePoint deleteAt;     // three days before deleteBy, but never before the faces
    TimePoint deleteBy;     // the end of the same day one month after the last one
    std::vector<Reminder> reminders; // the earliest first
};

// Pure; any thread.
[[nodiscard]] EndOfLicence endOfLicence(LocalDay lastDay, const TimeZone& zone);

// Where a tenant stands. Unlimited: no licence is needed on this server. Unlicensed: one is needed and there
// is none yet, so that nobody takes a seat.
enum class LicenceState { Unlimited, Unlicensed, Trial, Valid, Expiring, Ended, FacesDeleted, TenantDeleted };

[[nodiscard]] std::string_view toWire(LicenceState state);
[[nodiscard]] std::optional<LicenceState> licenceStateFromWire(std::string_view name);

// What the licences of a tenant come to at one moment.
struct LicenceStanding {
    LicenceState state = LicenceState::Unlimited;
    std::optional<int> seats;        // absent: no limit
    std::optional<EndOfLicence> end; // absent: nothing ends
    int daysLeft = 0;                // until the end, today included; with `end`
    int expiringWithin = 0;          // with Expiring: 30, 14, 7 or 1
    bool isReadOnly = false;
};

// The newest licence that covers today gives the seats; the latest last day of all of them starts the
// calendar, so that a renewal bought early keeps everything and a gap in between is read-only but erases
// nothing. `isRequired`: this server wants licences. Pure.
[[nodiscard]] LicenceStanding standingOf(std::span<const LicenceTerm> licences, const TimeZone& zone,
                                         TimePoint now, bool isRequired, bool areFacesDeleted);

// The first instant, not before the start of today, at which no licence covers the day: from then on a tenant
// is read-only. Nullopt without licences. Pure.
[[nodiscard]] std::optional<TimePoint> readOnlyFrom(std::span<const LicenceTerm> licences,
                                                    const TimeZone& zone, TimePoint now);

} // namespace kaomon::domain
