// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kColumns = std::to_array<std::string_view>({
    "ALTER TABLE user_account ADD COLUMN end_noted BIGINT",
});

} // namespace

// Which end of an account, by its date, has made the keys due that its person held: each of them does so
// once.
Migration endedAccounts() {
    return {.version = 40, .name = "ended_accounts", .common = {kColumns.begin(), kColumns.end()}};
}

} // namespace kaomon::storage
