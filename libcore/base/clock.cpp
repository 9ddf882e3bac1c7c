// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <charconv>
#include <cstdio>
#include <optional>

namespace kaomon {
namespace {

// Reads exactly `count` digits at `position`; -1 when there are none such.
int digits(std::string_view text, std::size_t position, std::size_t count) {
    if (position + count > text.size()) {
        return -1;
    }
    int value = 0;
    for (std::size_t i = position; i < position + count; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

Error notATime() {
    return Error(ErrorCode::ValidationFailed, "not an RFC 3339 time");
}

// Of a second, off the front of `text`; what is finer than a microsecond is cut off. nullopt for a point
// without digits or more than nine.
std::optional<std::chrono::microseconds> takeFraction(std::string_view& text) {
    if (text.empty() || text.front() != '.') {
        return std::chrono::microseconds(0);
    }
    text.remove_prefix(1);
    long long micros = 0;
    long long scale = 100000;
    std::size_t count = 0;
    for (; count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count) {
        micros += (text[count] - '0') * scale;
        scale /= 10;
    }
    text.remove_prefix(count);
    return count == 0 || count > 9 ? std::nullopt : std::optional(std::chrono::microseconds(micros));
}

// Z, or +hh:mm and -hh:mm.
std::optional<std::chrono::minutes> offsetOf(std::string_view zone) {
    if (zone == "Z" || zone == "z") {
        return std::chrono::minutes(0);
    }
    const int h = digits(zone, 1, 2);
    const int m = digits(zone, 4, 2);
    if (zone.size() != 6 || zone[3] != ':' || h < 0 || m < 0 || h > 23 || m > 59 ||
        (zone[0] != '+' && zone[0] != '-')) {
        return std::nullopt;
    }
    return std::chrono::minutes(h * 60 + m) * (zone[0] == '-' ? -1 : 1);
}

} // namespace

std::string toRfc3339(TimePoint time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d.%06lldZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<long long>(clock.subseconds().count()));
    return buffer;
}

Result<TimePoint> fromRfc3339(std::string_view text) {
    using namespace std::chrono;
    const int y = digits(text, 0, 4);
    const int mo = digits(text, 5, 2);
    const int d = digits(text, 8, 2);
    const int h = digits(text, 11, 2);
    const int mi = digits(text, 14, 2);
    const int s = digits(text, 17, 2);
    if (y < 0 || mo < 0 || d < 0 || h < 0 || mi < 0 || s < 0 || text[4] != '-' || text[7] != '-' ||
        (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':' || h > 23 || mi > 59 ||
        s > 60) {
        return propagate(notATime());
    }
    const year_month_day date(year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d)));
    std::string_view rest = text.substr(19);
    const auto fraction = takeFraction(rest);
    const auto offset = offsetOf(rest);
    if (!date.ok() || !fraction || !offset) {
        return propagate(notATime());
    }
    const TimePoint time =
        TimePoint(sys_days(date)) + hours(h) + minutes(mi) + seconds(s) + *fraction - *offset;
    // an offset, or a leap second, may lead out of the years that can be written again
    if (time < sys_days(year(0) / 1 / 1) || time >= sys_days(year(10000) / 1 / 1)) {
        return propagate(notATime());
    }
    return time;
}

TimePoint SystemClock::now() const {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::steadyNow() const {
    return std::chrono::steady_clock::now();
}

} // namespace kaomon
