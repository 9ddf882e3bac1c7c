// SPDX-License-Identifier: GPL-3.0-or-later
// GCC 12 has the calendar of C++20 but no time zones: those come from Howard Hinnant's library, which reads
// the system's tzdata. It stays behind this .cpp.
#include "domain/calendar.h"

#include <charconv>
#include <cstdio>

#include <date/tz.h>

namespace kaomon::domain {
namespace {

constexpr std::size_t kLongestZone = 64;
constexpr int kFirstYear = 1970;

int number(std::string_view text) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

const date::time_zone& zoneOf(const void* zone) {
    return *static_cast<const date::time_zone*>(zone);
}

date::local_days localDays(LocalDay day) {
    return date::local_days(std::chrono::sys_days(day).time_since_epoch());
}

} // namespace

Result<LocalDay> parseDay(std::string_view text) {
    using namespace std::chrono;
    const bool isShaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
    const int y = isShaped ? number(text.substr(0, 4)) : -1;
    const int m = isShaped ? number(text.substr(5, 2)) : -1;
    const int d = isShaped ? number(text.substr(8, 2)) : -1;
    if (y < kFirstYear || m < 0 || d < 0) {
        return fail(ErrorCode::ValidationFailed, "expected a day as YYYY-MM-DD");
    }
    const LocalDay result(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
    if (!result.ok()) {
        return fail(ErrorCode::ValidationFailed, "no such day");
    }
    return result;
}

std::string dayText(LocalDay day) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return buffer;
}

LocalDay addDays(LocalDay day, int days) {
    return LocalDay(std::chrono::sys_days(day) + std::chrono::days(days));
}

LocalDay addMonths(LocalDay day, int months) {
    const LocalDay moved = day + std::chrono::months(months);
    return moved.ok() ? moved : LocalDay(moved.year() / moved.month() / std::chrono::last);
}

LocalDay firstOfNextMonth(LocalDay day) {
    const LocalDay first = day.year() / day.month() / 1;
    return first + std::chrono::months(1);
}

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
