// SPDX-License-Identifier: GPL-3.0-or-later
// GCC 12 has the calendar of C++20 but no time zones: those come from Howard Hinnant's library, which reads
// the system's tzdata. It stays behind this .cpp.
#include <exception>

#include <date/tz.h>

#include "domain/calendar.h"

namespace kaomon::domain {
namespace {

constexpr std::size_t kLongestZone = 64;

const date::time_zone& zoneOf(const void* zone) {
    return *static_cast<const date::time_zone*>(zone);
}

date::local_days localDays(LocalDay day) {
    return date::local_days(std::chrono::sys_days(day).time_since_epoch());
}

} // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
    if (name.empty() || name.size() > kLongestZone) {
        return fail(ErrorCode::ValidationFailed, "not a time zone");
    }
    try {
        (void)date::get_tzdb();
    } catch (const std::exception&) {
        return fail(ErrorCode::Unavailable, "the system has no time-zone data; install tzdata");
    }
    try {
        return TimeZone(std::string(name), date::locate_zone(name));
    } catch (const std::exception&) {
        return fail(ErrorCode::ValidationFailed, "not a time zone");
    }
}

TimePoint TimeZone::startOf(LocalDay day) const {
    return at(day, std::chrono::hours(0));
}

TimePoint TimeZone::at(LocalDay day, std::chrono::hours hour) const {
    const auto wanted = localDays(day) + hour;
    return TimePoint(zoneOf(m_zone).to_sys(wanted, date::choose::earliest).time_since_epoch());
}

LocalDay TimeZone::dayOf(TimePoint time) const {
    const auto local = zoneOf(m_zone).to_local(time);
    return LocalDay(std::chrono::sys_days(std::chrono::floor<std::chrono::days>(local).time_since_epoch()));
}

} // namespace kaomon::domain
