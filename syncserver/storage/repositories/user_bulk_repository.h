// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/imports.h"
#include "wire/users.h"

namespace kaomon::storage {

// A person as imports see him: every value of `values` is set, its accountState is active or disabled.
struct BulkUser {
    UserId id;
    std::string login;
    std::string loginKey;
    std::string role;
    wire::UserPatch values;
    long long rev = 0;
};

// Many people of the unit's tenant at once; deleted ones do not exist here. Used inside one job with at most
// 500 people. Throws StorageFault.
class UserBulkRepository {
public:
    UserBulkRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::map<std::string, BulkUser> byLogin(const std::vector<std::string>& loginKeys);
    [[nodiscard]] std::map<std::string, BulkUser> byId(const std::vector<std::string>& ids);
    // Members who are not disabled and whose login no row of the import has, by login.
    [[nodiscard]] std::vector<BulkUser> missing(const ImportId& import, const std::string& afterLogin,
                                                int limit);
    [[nodiscard]] long long activeMembers();
    // Those of the login keys that nobody new may take: of people, deleted ones too, and earlier logins.
    [[nodiscard]] std::set<std::string> taken(const std::vector<std::string>& loginKeys);

    // Each notes the changes for the PCs and stamps the rows; the first revision is returned, the others
    // follow in order. Precondition: at least one person.
    // New members without a password.
    [[nodiscard]] long long add(const std::vector<BulkUser>& users);
    [[nodiscard]] long long update(const std::vector<std::pair<UserId, wire::UserPatch>>& users);
    // Erases people who were only just added and have nothing yet; their logins are free again.
    void erase(const std::vector<std::string>& ids);
    void endSessions(const std::vector<std::string>& ids);

private:
    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
