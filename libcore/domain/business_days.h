// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar.h"

namespace kaomon::domain {

// First and last year for which the holidays are computed: the law as it stands since 2022 (before, the
// Olympic Games moved three of them), and the years for which the formula of the equinoxes is made.
inline constexpr int kFirstHolidayYear = 2022;
inline constexpr int kLastHolidayYear = 2099;

struct Holiday {
    LocalDay day;
    std::string_view name; // Japanese, as the law calls it
};

// The holidays of Japan by 国民の祝日に関する法律: fixed days, Monday holidays, equinoxes (as astronomy
// predicts them; the law's own date is announced each February), substitutes for Sundays and days between two
// holidays. In order; empty outside of the years above. Pure; any thread.
[[nodiscard]] std::vector<Holiday> japaneseHolidays(int year);
[[nodiscard]] std::optional<Holiday> japaneseHolidayOn(LocalDay day);

// When somebody answers the telephone.
struct SupportHours {
    std::chrono::minutes opens{8 * 60 + 30}; // after midnight
    std::chrono::minutes closes{17 * 60 + 30};
    unsigned weekdays = 0b0011'1110;  // bit 0 is Sunday
    bool observesHolidays = true;     // closed on the holidays of Japan
    std::vector<LocalDay> closedDays; // of the operator's own, ascending

    [[nodiscard]] bool isBusinessDay(LocalDay day) const;
    // From opens on, until before closes.
    [[nodiscard]] bool isOpen(TimePoint time, const TimeZone& zone) const;
    // The same moment when it is open; nullopt when nothing opens within a year.
    [[nodiscard]] std::optional<TimePoint> nextOpening(TimePoint time, const TimeZone& zone) const;
};

// "mon-fri 08:30-17:30" or "mon,wed,fri 09:00-12:00". ErrorCode::ValidationFailed.
[[nodiscard]] Result<SupportHours> parseSupportHours(std::string_view text);
[[nodiscard]] std::string supportHoursText(const SupportHours& hours);

} // namespace kaomon::domain
