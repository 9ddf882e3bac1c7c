// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// What the rules about accounts go by.
struct AccountRow {
    UserId id;
    std::string loginKey;
    std::string role;
    std::string passwordKind;
    long long rev = 0;
    bool hasSecrets = false; // a chosen password, a wrap of the vault key or a face
    std::optional<TimePoint> vaultFrozenAt;
    std::optional<std::string> reissuedBy;
    std::optional<TimePoint> reissuedAt; // the last one
};

// One wrong password: when, from which kind of place (console, device:<id>, session), from which network.
struct SignInTry {
    TimePoint at;
    std::string source;
    std::string address;
};

struct SignInLock {
    std::string source;
    int failures = 0;
    TimePoint lockedUntil;
};

// Something an administrator (or a PC) did to an account; kept for the auditor.
struct AccountAct {
    std::string id;
    TimePoint at;
    std::string kind;
    std::string actor; // user id or device:<id>
    std::optional<UserId> user;
    std::optional<DeviceId> device;
    std::string reason;
    std::string detail;
};

struct AccountActFilter {
    std::string kind;
    std::string user;
    std::optional<long long> beforeSeq; // entries older than this one
    int limit = 100;
};

// Roles, reissues, locks and what was done to accounts. Used inside one job of the tenant. Throws
// StorageFault.
class AccountRepository {
public:
    AccountRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    // Accounts that were not deleted.
    [[nodiscard]] std::optional<AccountRow> find(const UserId& user);
    // Takes away the seals that the new role may not open, which makes those keys due, and ends the sessions.
    void setRole(const UserId& user, const std::string& role);

    void freezeVault(const UserId& user, const UserId& reissuedBy);
    void thawVault(const UserId& user);
    void requireNewPassword(const UserId& user);
    // Whether this PC holds a seal of the user's vault key.
    [[nodiscard]] bool hasDeviceSeal(const UserId& user, const DeviceId& device);

    [[nodiscard]] std::vector<SignInLock> locks(const std::string& loginKey);
    [[nodiscard]] std::vector<SignInTry> lastTries(const std::string& loginKey, int limit);
    void unlock(const std::string& loginKey);

    // For the operation log, which the request's entry goes into; see PendingActs.
    void note(AccountAct act);
    [[nodiscard]] std::vector<AccountAct> acts(const AccountActFilter& filter);

    void putEmergencyKey(const DeviceId& device, const Bytes& sealed);
    [[nodiscard]] std::optional<Bytes> emergencyKey(const DeviceId& device);

private:
    void touch(const UserId& user, const char* assignments);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
