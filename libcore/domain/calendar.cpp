// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/calendar.h"

#include <charconv>
#include <cstdio>

namespace kaomon::domain {
namespace {

constexpr int kFirstYear = 1970;

int number(std::string_view text) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : -1;
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

} // namespace kaomon::domain
