// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/business_days.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace kaomon::domain {
namespace {

using std::chrono::minutes;
using std::chrono::Sunday;
using std::chrono::sys_days;
using std::chrono::weekday;

constexpr std::array<std::string_view, 7> kDayNames{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr int kDaysAhead = 366;
constexpr int kMinutesOfDay = 24 * 60;
constexpr std::string_view kSubstitute = "休日";

weekday weekdayOf(LocalDay day) {
    return weekday(sys_days(day));
}

LocalDay dayIn(int year, unsigned month, unsigned day) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

LocalDay mondayIn(int year, unsigned month, unsigned nth) {
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::Monday[nth]);
}

// Day of the month on which the sun crosses the equator, in Japan; good from 1980 to 2099.
LocalDay equinox(int year, unsigned month, double base) {
    const int since = year - 1980;
    const int day = static_cast<int>(base + 0.242194 * since) - since / 4;
    return dayIn(year, month, static_cast<unsigned>(day));
}

std::vector<Holiday> lawfulDays(int year) {
    std::vector<Holiday> days{
        {dayIn(year, 1, 1), "元日"},
        {mondayIn(year, 1, 2), "成人の日"},
        {dayIn(year, 2, 11), "建国記念の日"},
        {dayIn(year, 2, 23), "天皇誕生日"},
        {equinox(year, 3, 20.8431), "春分の日"},
        {dayIn(year, 4, 29), "昭和の日"},
        {dayIn(year, 5, 3), "憲法記念日"},
        {dayIn(year, 5, 4), "みどりの日"},
        {dayIn(year, 5, 5), "こどもの日"},
        {mondayIn(year, 7, 3), "海の日"},
        {dayIn(year, 8, 11), "山の日"},
        {mondayIn(year, 9, 3), "敬老の日"},
        {equinox(year, 9, 23.2488), "秋分の日"},
        {mondayIn(year, 10, 2), "スポーツの日"},
        {dayIn(year, 11, 3), "文化の日"},
        {dayIn(year, 11, 23), "勤労感謝の日"},
    };
    std::ranges::sort(days, {}, &Holiday::day);
    return days;
}

bool contains(const std::vector<Holiday>& days, LocalDay day) {
    return std::ranges::find(days, day, &Holiday::day) != days.end();
}

// Article 3: the next day that is no holiday follows a Sunday's holiday; a day between two holidays is one.
std::vector<Holiday> derivedDays(const std::vector<Holiday>& lawful) {
    std::vector<Holiday> derived;
    for (const Holiday& holiday : lawful) {
        if (weekdayOf(holiday.day) == Sunday) {
            LocalDay next = addDays(holiday.day, 1);
            while (contains(lawful, next)) {
                next = addDays(next, 1);
            }
            derived.push_back({next, kSubstitute});
        }
        const LocalDay between = addDays(holiday.day, 1);
        if (!contains(lawful, between) && contains(lawful, addDays(between, 1)) &&
            weekdayOf(between) != Sunday && !contains(derived, between)) {
            derived.push_back({between, kSubstitute});
        }
    }
    return derived;
}

Result<minutes> parseMinutes(std::string_view text) {
    int hour = -1;
    int minute = -1;
    const bool isShaped = text.size() == 5 && text[2] == ':';
    if (isShaped) {
        std::from_chars(text.data(), text.data() + 2, hour);
        std::from_chars(text.data() + 3, text.data() + 5, minute);
    }
    const int sum = hour * 60 + minute;
    if (hour < 0 || minute < 0 || minute > 59 || sum > kMinutesOfDay) {
        return fail(ErrorCode::ValidationFailed, "a time is HH:MM");
    }
    return minutes(sum);
}

Result<unsigned> parseWeekdays(std::string_view text) {
    const auto indexOf = [](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(kDayNames, name) - kDayNames.begin());
    };
    unsigned days = 0;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
        const auto dash = part.find('-');
        const std::size_t first = indexOf(part.substr(0, dash));
        const std::size_t last = dash == std::string_view::npos ? first : indexOf(part.substr(dash + 1));
        if (first >= kDayNames.size() || last >= kDayNames.size() || last < first) {
            return fail(ErrorCode::ValidationFailed, "days are like mon-fri or sat,sun");
        }
        for (std::size_t day = first; day <= last; ++day) {
            days |= 1U << day;
        }
    }
    return days;
}

} // namespace

std::vector<Holiday> japaneseHolidays(int year) {
    if (year < kFirstHolidayYear || year > kLastHolidayYear) {
        return {};
    }
    auto days = lawfulDays(year);
    const auto derived = derivedDays(days);
    days.insert(days.end(), derived.begin(), derived.end());
    std::ranges::sort(days, {}, &Holiday::day);
    return days;
}

std::optional<Holiday> japaneseHolidayOn(LocalDay day) {
    const auto days = japaneseHolidays(static_cast<int>(day.year()));
    const auto found = std::ranges::find(days, day, &Holiday::day);
    return found == days.end() ? std::nullopt : std::optional(*found);
}

bool SupportHours::isBusinessDay(LocalDay day) const {
    const bool isWeekday = (weekdays >> weekdayOf(day).c_encoding() & 1U) != 0;
    return isWeekday && !std::ranges::binary_search(closedDays, day) &&
           !(observesHolidays && japaneseHolidayOn(day));
}

bool SupportHours::isOpen(TimePoint time, const TimeZone& zone) const {
    const LocalDay day = zone.dayOf(time);
    if (!isBusinessDay(day)) {
        return false;
    }
    const TimePoint start = zone.startOf(day);
    return time >= start + opens && time < start + closes;
}

std::optional<TimePoint> SupportHours::nextOpening(TimePoint time, const TimeZone& zone) const {
    if (isOpen(time, zone)) {
        return time;
    }
    LocalDay day = zone.dayOf(time);
    for (int i = 0; i <= kDaysAhead; ++i, day = addDays(day, 1)) {
        const TimePoint opening = zone.startOf(day) + opens;
        if (isBusinessDay(day) && opening >= time) {
            return opening;
        }
    }
    return std::nullopt;
}

Result<SupportHours> parseSupportHours(std::string_view text) {
    const auto space = text.find(' ');
    const auto dash = space == std::string_view::npos ? space : text.find('-', space);
    if (dash == std::string_view::npos) {
        return fail(ErrorCode::ValidationFailed, "hours are like mon-fri 08:30-17:30");
    }
    const auto days = parseWeekdays(text.substr(0, space));
    const auto opens = parseMinutes(text.substr(space + 1, dash - space - 1));
    const auto closes = parseMinutes(text.substr(dash + 1));
    if (!days || !opens || !closes || *days == 0 || *opens >= *closes) {
        return fail(ErrorCode::ValidationFailed, "hours are like mon-fri 08:30-17:30");
    }
    SupportHours hours;
    hours.weekdays = *days;
    hours.opens = *opens;
    hours.closes = *closes;
    return hours;
}

std::string supportHoursText(const SupportHours& hours) {
    std::string days;
    for (unsigned day = 0; day < kDayNames.size(); ++day) {
        if ((hours.weekdays >> day & 1U) != 0) {
            days.append(days.empty() ? "" : ",").append(kDayNames[day]);
        }
    }
    char times[32];
    const auto opens = static_cast<int>(hours.opens.count());
    const auto closes = static_cast<int>(hours.closes.count());
    std::snprintf(times, sizeof times, " %02d:%02d-%02d:%02d", opens / 60, opens % 60, closes / 60,
                  closes % 60);
    return (days == "mon,tue,wed,thu,fri" ? "mon-fri" : days) + times;
}

} // namespace kaomon::domain
