// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

struct SupportContact {
    std::string name;
    std::string phone;
    std::string mail;
    std::string url;
    std::string note;
};

struct SupportHoliday {
    std::string day; // YYYY-MM-DD
    std::string name;
};

// Whom the customer's administrators may ask, and when.
struct SupportInfo {
    bool isAvailable = false;
    std::optional<std::string> reason;     // why not: trial, not_configured
    std::optional<SupportContact> contact; // when available
    std::string through;                   // administrators: people of the tenant ask these first
    std::string hours;                     // mon-fri 08:30-17:30
    std::string timeZone;
    bool isOpenNow = false;
    std::optional<TimePoint> opensAt;       // next, when closed
    std::vector<SupportHoliday> closedDays; // within the next 60 days, besides weekends
};

} // namespace kaomon::wire
