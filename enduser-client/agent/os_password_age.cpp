// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_password_age.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace kaomon::agent {

namespace {

// What useradd writes where nobody has said otherwise: no limit.
constexpr long kNoLimit = 99999;
constexpr long kUsualWarning = 7;

} // namespace

std::string_view toWire(OsPasswordState state) {
    constexpr std::array<std::string_view, 6> kNames{"unknown",  "no_password", "good",
                                                     "expiring", "expired",     "must_change"};
    return kNames.at(static_cast<std::size_t>(state));
}

OsPasswordAge ageOf(const std::optional<ShadowFacts>& facts, long today) {
    OsPasswordAge age;
    if (!facts) {
        return age;
    }
    if (!facts->hasPassword) {
        age.state = OsPasswordState::NoPassword;
        return age;
    }
    if (facts->lastChange == 0) {
        age.state = OsPasswordState::MustChange;
        return age;
    }
    age.state = OsPasswordState::Good;
    if (facts->lastChange < 0) {
        return age;
    }
    age.daysToWait = std::max(0L, facts->lastChange + facts->minimum - today);
    if (facts->maximum < 0 || facts->maximum >= kNoLimit) {
        return age;
    }
    const long left = facts->lastChange + facts->maximum - today;
    age.daysLeft = left;
    age.state = left < 0                                                  ? OsPasswordState::Expired
                : left <= (facts->warn < 0 ? kUsualWarning : facts->warn) ? OsPasswordState::Expiring
                                                                          : OsPasswordState::Good;
    return age;
}

std::optional<ShadowFacts> shadowOf(std::string_view file, std::string_view account) {
    while (!file.empty()) {
        const std::string_view line = file.substr(0, file.find('\n'));
        file.remove_prefix(std::min(file.size(), line.size() + 1));
        std::array<std::string_view, 6> fields{}; // name, password, last change, minimum, maximum, warning
        std::string_view rest = line;
        for (std::string_view& field : fields) {
            field = rest.substr(0, rest.find(':'));
            rest.remove_prefix(std::min(rest.size(), field.size() + 1));
        }
        if (account.empty() || fields[0] != account) {
            continue;
        }
        const auto days = [&fields](std::size_t field) {
            long value = -1;
            std::from_chars(fields.at(field).data(), fields.at(field).data() + fields.at(field).size(),
                            value);
            return value;
        };
        ShadowFacts facts;
        facts.hasPassword = !fields[1].starts_with('!') && !fields[1].starts_with('*');
        facts.lastChange = days(2);
        facts.minimum = days(3);
        facts.maximum = days(4);
        facts.warn = days(5);
        return facts;
    }
    return std::nullopt;
}

} // namespace kaomon::agent
