// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <charconv>
#include <cstdio>

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
    const int y = digits(text, 0, 4), mo = digits(text, 5, 2), d = digits(text, 8, 2);
    const int h = digits(text, 11, 2), mi = digits(text, 14, 2), s = digits(text, 17, 2);
    if (y < 0 || mo < 0 || d < 0 || h < 0 || mi < 0 || s < 0 || text[4] != '-' || text[7] != '-' ||
        (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':' || h > 23 || mi > 59 ||
        s > 60) {
        return propagate(notATime());
    }
    const year_month_day date(year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d)));
    if (!date.ok()) {
        return propagate(notATime());
    }
    std::size_t at = 19;
    long long micros = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        std::size_t count = 0;
        long long scale = 100000;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            micros += (text[at] - '0') * scale;
            scale /= 10;
            ++at;
            ++count;
        }
        if (count == 0 || count > 9) {
            return propagate(notATime());
        }
    }
    minutes offset{0};
    const std::string_view zone = text.substr(at);
    if (zone != "Z" && zone != "z") {
        const int zh = digits(zone, 1, 2), zm = digits(zone, 4, 2);
        if (zone.size() != 6 || zone[3] != ':' || zh < 0 || zm < 0 || zh > 23 || zm > 59 ||
            (zone[0] != '+' && zone[0] != '-')) {
            return propagate(notATime());
        }
        offset = minutes(zh * 60 + zm) * (zone[0] == '-' ? -1 : 1);
    }
    const TimePoint time =
        TimePoint(sys_days(date)) + hours(h) + minutes(mi) + seconds(s) + microseconds(micros) - offset;
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
