// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kaomon::agent {

// How old a password of the system may get, as shadow(5) has it: days, of which -1 means "no limit".
struct ShadowFacts {
    bool hasPassword = true;
    long lastChange = -1; // days since 1970-01-01; 0: it must be changed
    long minimum = -1;
    long maximum = -1;
    long warn = -1;
};

// Unknown: the system's own records say nothing of this account (it belongs to a directory).
enum class OsPasswordState { Unknown, NoPassword, Good, Expiring, Expired, MustChange };
// unknown, no_password, good, expiring, expired, must_change.
[[nodiscard]] std::string_view toWire(OsPasswordState state);

struct OsPasswordAge {
    OsPasswordState state = OsPasswordState::Unknown;
    std::optional<long> daysLeft; // until it expires; below 0: since when it has
    long daysToWait = 0;          // before the system lets it be changed again
};

// `today` in days since 1970-01-01. Pure.
[[nodiscard]] OsPasswordAge ageOf(const std::optional<ShadowFacts>& facts, long today);

using ShadowReader = std::function<std::optional<ShadowFacts>(const std::string& account)>;
// The entry of an account in a file of shadow(5). Pure.
[[nodiscard]] std::optional<ShadowFacts> shadowOf(std::string_view file, std::string_view account);
// From /etc/shadow, or from the accounts of this Windows: needs root, waits for nobody; nullopt for an
// account that is not one of this PC.
[[nodiscard]] std::optional<ShadowFacts> readShadow(const std::string& account);

} // namespace kaomon::agent
