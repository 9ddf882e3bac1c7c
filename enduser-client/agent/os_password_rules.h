// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kaomon::agent {

// One thing that the system asks of a new password. Names: length, classes, digits, capitals, small, others,
// different (characters that the old one does not have), repeat (the longest row of one character), history
// (earlier passwords), not_name, dictionary, not_similar.
struct OsPasswordRule {
    std::string name;
    int value = 0;

    bool operator==(const OsPasswordRule&) const = default;
};

// What the PAM service kaomon-passwd says of itself, as far as its files do; or this Windows of its own
// accounts.
struct PasswordStack {
    bool isThere = false;
    bool changesKeyRing = false; // pam_gnome_keyring takes part
    std::vector<OsPasswordRule> rules;
};

// Reads `root`/etc/pam.d/kaomon-passwd with what it includes, and the configuration of pam_pwquality; asks
// Windows, which does not tell whether a password must be complex, nor what a domain wants. A rule that a
// file does not settle for certain is left out. Does not fail; any thread.
[[nodiscard]] PasswordStack readPasswordStack(const std::filesystem::path& root = "/");

// "length=8,classes=3,not_name=0"
[[nodiscard]] std::string toWire(const std::vector<OsPasswordRule>& rules);

} // namespace kaomon::agent
