// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/query.h"
#include "storage/unit_of_work.h"
#include "wire/users.h"

// Private to storage: how a row of user_account becomes a wire::User. Both states are computed in SQL from
// what is stored, so that lists can be filtered by them and no writer can forget to keep them.
namespace kaomon::storage {

// Templates whose best quality is below this are "low_quality".
inline constexpr int kLowQuality = 50;

struct UserRow {
    wire::User user;
    std::string loginKey;
};

// SELECT ... FROM user_account u WHERE u.tenant_id = :tenant; binds :tenant and :now.
[[nodiscard]] std::string selectUsers(Dialect dialect);
// SQL expressions over `u`: domain::AccountState and domain::FaceState by their wire names. The first uses
// :now.
[[nodiscard]] std::string_view accountStateSql();
[[nodiscard]] std::string_view faceStateSql();
[[nodiscard]] std::vector<UserRow> userRowsOf(Query& query);

} // namespace kaomon::storage
