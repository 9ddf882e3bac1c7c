// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "wire/keys.h"

namespace kaomon::wire {

struct User {
    UserId id;
    std::string login;
    std::string displayName;
    std::string kana;
    std::string mail;
    std::string note;
    std::string role;         // domain::Role
    std::string accountState; // domain::AccountState
    std::string faceState;    // domain::FaceState
    int templateCount = 0;
    TimePoint createdAt;
    std::optional<TimePoint> lastSignInAt;
    std::optional<TimePoint> validFrom;
    std::optional<TimePoint> validTo;
    long long rev = 0;
};

struct NewUser {
    UserId id; // made by the console, so that a repeated request is the same user
    std::string login;
    std::string displayName;
    std::string kana;
    std::string mail;
    std::string note;
    std::string role;
    std::optional<PasswordRecord> oneTimePassword;
    std::optional<TimePoint> oneTimePasswordExpiresAt;
};

// Members that are absent stay as they are.
struct UserPatch {
    std::optional<std::string> displayName;
    std::optional<std::string> kana;
    std::optional<std::string> mail;
    std::optional<std::string> note;
    std::optional<std::string> accountState; // active or disabled
};

struct UserPage {
    std::vector<User> items;
    std::optional<std::string> next; // cursor
    long long total = 0;
};

// The console makes the one-time password and splits it; the server never sees it.
struct PasswordReset {
    PasswordRecord oneTimePassword;
    TimePoint expiresAt;
    std::string reason;
};

} // namespace kaomon::wire
