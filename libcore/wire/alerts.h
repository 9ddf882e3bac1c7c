// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace kaomon {

using AlertRuleId = Id<struct AlertRuleTag>;

} // namespace kaomon

namespace kaomon::wire {

// Which events; members that are empty do not restrict, several values of one member are alternatives.
struct EventSelection {
    std::vector<std::string> kinds;
    std::vector<std::string> codes;
    std::vector<std::string> results;
    std::vector<std::string> reasons;
    std::vector<std::string> severities;
};

// So many events within so many minutes are an alert.
struct AlertRule {
    AlertRuleId id;
    std::string name;
    EventSelection wanted;
    int count = 3;
    int minutes = 1;
    std::string per; // device, user or tenant: whose events are counted together
    bool sendsMail = true;
    bool isEnabled = true;
    UserId createdBy;
    TimePoint createdAt;
    long long rev = 0;
};

struct AlertRuleList {
    std::vector<AlertRule> items;
};

struct NewAlertRule {
    AlertRuleId id;
    std::string name;
    EventSelection wanted;
    int count = 0;
    int minutes = 0;
    std::string per;
    bool sendsMail = true;
};

struct AlertRulePatch {
    std::optional<std::string> name;
    std::optional<EventSelection> wanted;
    std::optional<int> count;
    std::optional<int> minutes;
    std::optional<std::string> per;
    std::optional<bool> sendsMail;
    std::optional<bool> isEnabled;
};

// A rule that held once.
struct EventAlert {
    long long number = 0; // dense from 1
    std::string rule;     // id, or "event_burst" for the setting of that name
    std::string ruleName;
    std::string subject; // id of the PC or person; empty: the tenant
    TimePoint raisedAt;
    TimePoint firstAt;
    TimePoint lastAt;
    long long count = 0;
};

struct EventAlertPage {
    std::vector<EventAlert> items; // newest first
    std::optional<std::string> next;
};

} // namespace kaomon::wire
