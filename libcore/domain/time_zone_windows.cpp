// SPDX-License-Identifier: GPL-3.0-or-later
// Windows has no IANA database, and only the server, which does not run there, counts in a company's own
// days.
#include <cstdlib>

#include "domain/calendar.h"

namespace kaomon::domain {

Result<TimeZone> TimeZone::find(std::string_view) {
    return fail(ErrorCode::Unavailable, "this system has no time-zone data");
}

// There is no TimeZone that these could be called on.
TimePoint TimeZone::startOf(LocalDay) const {
    std::abort();
}

TimePoint TimeZone::at(LocalDay, std::chrono::hours) const {
    std::abort();
}

LocalDay TimeZone::dayOf(TimePoint) const {
    std::abort();
}

} // namespace kaomon::domain
