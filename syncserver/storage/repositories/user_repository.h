// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/users.h"

namespace kaomon::storage {

// Which users a list shows: those whose login, name or mail contains `search`, after `afterLogin`.
struct UserFilter {
    std::string search;
    std::string afterLogin; // login key of the last one shown
    int limit = 100;
};

struct UserRow {
    wire::User user;
    std::string loginKey;
};

// A password as it is stored; the verifier was made on the CPU pool.
struct StoredPassword {
    Bytes salt;
    int iterations = 3;
    int memoryKib = 65536;
    std::string verifier;
    std::optional<TimePoint> expiresAt;
};

// The people of the unit's tenant, as administrators see them; deleted ones do not exist here. Used inside
// one job. Throws StorageFault.
class UserRepository {
public:
    UserRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::vector<UserRow> list(const UserFilter& filter);
    [[nodiscard]] long long count(const std::string& search);
    [[nodiscard]] std::optional<wire::User> find(const UserId& id);
    // Those whose last change has a revision from `first` to `last`.
    [[nodiscard]] std::vector<wire::User> changedBetween(long long first, long long last);
    [[nodiscard]] bool hasLogin(const std::string& loginKey);
    [[nodiscard]] bool isKnown(const UserId& id); // also when deleted
    [[nodiscard]] long long activeOwners();
    [[nodiscard]] wire::UserKeys keys(const UserId& id);

    // Each notes the change for the PCs and stamps the row.
    void add(const wire::NewUser& user, const std::string& loginKey,
             const std::optional<StoredPassword>& oneTime);
    void update(const wire::User& user);
    void setOneTimePassword(const UserId& id, const StoredPassword& password);
    // Frees the login and hides the row; the PCs forget the person and the templates.
    void remove(const UserId& id);
    void endSessions(const UserId& id);

private:
    [[nodiscard]] long long touch(const UserId& id);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
