// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "wire/keys.h"
#include "wire/policies.h"

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
    std::vector<GroupId> groups = {}; // the first is the primary one
    std::optional<TimePoint> reEnrolRequestedAt = {};
    std::optional<TimePoint> deletedAt = {}; // restorable for 30 days from here
    // In the answer about one user only, not in lists:
    std::optional<std::vector<AccountLink>> osAccounts = {};
    std::optional<std::vector<std::string>> earlierLogins = {};
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
    std::optional<TimePoint> validFrom = {};
    std::optional<TimePoint> validTo = {};
};

// Members that are absent stay as they are.
struct UserPatch {
    std::optional<std::string> displayName;
    std::optional<std::string> kana;
    std::optional<std::string> mail;
    std::optional<std::string> note;
    std::optional<std::string> accountState; // active or disabled
    std::optional<std::string> login = {};   // the old one stays reserved for this person
    std::optional<TimePoint> validFrom = {};
    std::optional<TimePoint> validTo = {};
    std::optional<std::vector<std::string>> clear = {}; // valid_from, valid_to
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

struct ReEnrolRequest {
    std::string reason;
};

struct BulkRow {
    UserId user;
    std::optional<long long> rev = {};           // refused as stale when the user changed since
    std::optional<PolicyDocument> document = {}; // move: the person's next signed group_members document
};

// action: disable, enable, delete, restore, move, request_re_enrolment. At most 500 rows, each user once.
// With `allOrNothing` one refused row keeps every other from being done; otherwise each stands for itself.
struct BulkRequest {
    std::string action;
    std::vector<BulkRow> rows;
    std::string reason;
    bool allOrNothing = false;
};

struct BulkResult {
    UserId user;
    bool done = false;
    std::optional<std::string> code = {}; // ErrorCode when not done
    std::optional<std::string> detail = {};
    std::optional<long long> rev = {}; // of the user when done
};

struct BulkReply {
    bool applied = false; // false: nothing was changed
    int done = 0;
    int refused = 0;
    std::vector<BulkResult> items; // in the order of the rows
};

// A list's query by name, as people keep it. query: the text after "?" without limit and cursor.
struct SavedFilter {
    std::string id;       // UUID, made by the console
    std::string resource; // users, devices or events
    std::string name;
    std::string query;
    bool shared = false; // every administrator sees it; only the owner changes it
    std::optional<UserId> owner = {};
};

struct SavedFilterList {
    std::vector<SavedFilter> items;
};

} // namespace kaomon::wire
