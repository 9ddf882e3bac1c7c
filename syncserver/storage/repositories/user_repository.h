// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/repositories/user_rows.h"
#include "storage/unit_of_work.h"
#include "wire/users.h"

namespace kaomon::storage {

// How long a deleted user can be restored.
inline constexpr std::chrono::hours kRestorableFor{30 * 24};

// A password as it is stored; the verifier was made on the CPU pool.
struct StoredPassword {
    Bytes salt;
    int iterations = 3;
    int memoryKib = 65536;
    std::string verifier;
    std::optional<TimePoint> expiresAt;
};

// The people of the unit's tenant, as administrators see them; deleted ones exist only for findDeleted() and
// restore(). Used inside one job. Throws StorageFault.
class UserRepository {
public:
    UserRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::optional<wire::User> find(const UserId& id);
    [[nodiscard]] std::optional<wire::User> findDeleted(const UserId& id);
    // find() with the OS accounts and earlier logins.
    [[nodiscard]] std::optional<wire::User> findInFull(const UserId& id);
    // Whether the login belongs, or once belonged, to anybody but `except`; deleted people keep theirs.
    [[nodiscard]] bool isLoginTaken(const std::string& loginKey, const UserId& except = {});
    [[nodiscard]] bool isKnown(const UserId& id); // also when deleted
    // Whether somebody else is an owner who can sign in, without an end, and holds the tenant's root key:
    // without it no manifest could be signed any more.
    [[nodiscard]] bool hasOtherOwner(const UserId& id);
    [[nodiscard]] wire::UserKeys keys(const UserId& id);

    // Each notes the change for the PCs and stamps the row.
    void add(const wire::NewUser& user, const std::string& loginKey,
             const std::optional<StoredPassword>& oneTime);
    void update(const wire::User& user);
    // The old login stays as an alias. Precondition: the new one is not taken.
    void rename(const UserId& id, const std::string& login, const std::string& loginKey);
    void setOneTimePassword(const UserId& id, const StoredPassword& password);
    void requestReEnrolment(const UserId& id, const std::string& reason);
    void clearReEnrolment(const UserId& id);
    // The person is told on his PCs, until he enrols again.
    void refuseFace(const UserId& id, const std::string& reason);
    void clearFaceRefusal(const UserId& id);
    // Hides the person until restore() or purge; the PCs forget him. The login stays his.
    void remove(const UserId& id);
    void restore(const UserId& id);
    // Erases at most `limit` people whose time to be restored is over; how many. Repeatable at any point.
    int purgeDeleted(int limit);
    void endSessions(const UserId& id);
    // Gives the row the next revision after something that belongs to it changed elsewhere.
    void stamp(const UserId& id);

private:
    [[nodiscard]] long long touch(const UserId& id);
    [[nodiscard]] std::vector<std::string> textsOf(std::string_view sql, const UserId& id);
    void erase(const UserId& id);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
