// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "domain/policy.h"
#include "storage/unit_of_work.h"
#include "wire/keys.h"

namespace kaomon::storage {

// What sign-in needs of an account.
struct LoginRow {
    UserId id;
    std::string login;
    std::string loginKey;
    std::string displayName;
    std::string role;
    std::string accountState;
    std::optional<Bytes> salt;
    int iterations = 3;
    int memoryKib = 65536;
    std::optional<std::string> verifier;
    std::string passwordKind; // none, one_time, chosen
    std::optional<TimePoint> passwordExpiresAt;
    std::optional<TimePoint> validFrom;
    std::optional<TimePoint> validTo;
    std::optional<Bytes> signPublic;
    std::optional<Bytes> boxPublic;
    std::optional<Bytes> identityWrapped;
    bool mustChange = false; // a one-time password, or an unlock that asked for a new one
    std::optional<TimePoint> vaultFrozenAt;
    std::optional<TimePoint> passwordSetAt; // nullopt: before this was kept
};

struct NewPassword {
    Bytes salt;
    int iterations = 3;
    int memoryKib = 65536;
    std::string verifier;
    wire::IdentityRecord identity;
};

struct NewOwner {
    UserId id;
    std::string login;
    std::string loginKey;
    std::string displayName;
    std::string mail;
    NewPassword password;
};

// How wrong passwords make the next try wait (settings lock_after_failures, lock_minutes, fail_reset_hours).
// The defaults are domain::PasswordLockout's.
struct TryRule {
    int freeTries = domain::PasswordLockout::kFreeTries; // the last of these is the first that costs a wait
    std::chrono::seconds longestWait =
        domain::PasswordLockout::kLongestWait;      // waits grow by 30 s with each wrong password up to this
    std::chrono::seconds forgottenAfter{24 * 3600}; // without a wrong one; counting starts again

    [[nodiscard]] static TryRule of(const domain::Policy& policy);
};

// The password side of accounts and the counters against guessing. Used inside one job of the tenant. Throws
// StorageFault.
class LoginRepository {
public:
    LoginRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::optional<LoginRow> find(const std::string& loginKey);
    [[nodiscard]] std::optional<LoginRow> find(const UserId& user);
    void addOwner(const NewOwner& owner);
    // A password that its owner chose: clears the need to change it.
    void setChosenPassword(const UserId& user, const NewPassword& password);
    // From now on the age of the password is known.
    void notePasswordAge(const UserId& user);
    void noteSignIn(const UserId& user);

    // Counts one try from `source` before the password is looked at, in one statement, so that tries at the
    // same time and on any node count too; false while the wait of earlier failures lasts.
    [[nodiscard]] bool beginTry(const std::string& loginKey, const std::string& source, const TryRule& rule);
    // Writes the try down for whoever unlocks; the last 20 of a login are kept. The id is for forgetTry().
    [[nodiscard]] std::string noteTry(const std::string& loginKey, const std::string& source,
                                      const std::string& address);
    void forgetTry(const std::string& loginKey, const std::string& id);
    // The password was right: the tries of this source are forgotten.
    void forgetTries(const std::string& loginKey, const std::string& source);

private:
    [[nodiscard]] std::optional<LoginRow> findWhere(const char* column, const std::string& value);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
