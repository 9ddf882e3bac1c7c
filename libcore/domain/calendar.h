// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::domain {

// A day of somebody's calendar, without a time zone.
using LocalDay = std::chrono::year_month_day;

inline constexpr std::string_view kDefaultTimeZone = "Asia/Tokyo";

// "2026-01-31", years 1970 to 9999. ErrorCode::ValidationFailed for anything else or a day that does not
// exist.
[[nodiscard]] Result<LocalDay> parseDay(std::string_view text);
[[nodiscard]] std::string dayText(LocalDay day);

[[nodiscard]] LocalDay addDays(LocalDay day, int days);
// The same day of a later month, or that month's last one: 31 January plus one is 28 or 29 February.
[[nodiscard]] LocalDay addMonths(LocalDay day, int months);
[[nodiscard]] LocalDay firstOfNextMonth(LocalDay day);

// A time zone of the IANA database. Copies share the immutable zone; any thread.
class TimeZone {
public:
    // ErrorCode::ValidationFailed for a name that is not in the system's time-zone data, Unavailable when
    // there is no such data.
    [[nodiscard]] static Result<TimeZone> find(std::string_view name);

    [[nodiscard]] const std::string& name() const { return m_name; }
    // The first instant of a day: the end of the gap where clocks jump over midnight, the first of two
    // midnights where they are set back over it.
    [[nodiscard]] TimePoint startOf(LocalDay day) const;
    // The first instant at which the zone's clocks show `hour` on that day, by the same rules.
    [[nodiscard]] TimePoint at(LocalDay day, std::chrono::hours hour) const;
    [[nodiscard]] LocalDay dayOf(TimePoint time) const;

private:
    TimeZone(std::string name, const void* zone)
        : m_name(std::move(name))
        , m_zone(zone) {}

    std::string m_name;
    const void* m_zone; // date::time_zone of the process-wide database, kept out of this header
};

} // namespace kaomon::domain
