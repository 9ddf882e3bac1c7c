// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "domain/account.h"
#include "domain/os_account.h"
#include "domain/role.h"

namespace kaomon::domain {

// A person of a tenant, as every program sees him. A value; no secrets, no templates.
struct User {
    UserId id;
    std::string login; // as typed at creation; compared by its loginKey()
    std::string displayName;
    std::string mail;
    Role role = Role::Member;
    AccountState state = AccountState::Provisional;
    FaceState face = FaceState::None;
    std::vector<GroupId> groups;
    std::vector<OsAccount> osAccounts;
};

} // namespace kaomon::domain
