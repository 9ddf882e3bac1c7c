// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kColumns = std::to_array<std::string_view>({
    "ALTER TABLE key_seal ADD COLUMN unconfirmed_since BIGINT",
});

} // namespace

// Seals of the root key whose owner has not shown yet that he can open them. Those that are there already
// count as confirmed (NULL): otherwise a tenant would have no owner who counts from the upgrade until its
// owners have signed in with a console of today, and none of them could hand the work over or leave.
Migration unconfirmedRoots() {
    return {.version = 53, .name = "unconfirmed_roots", .common = {kColumns.begin(), kColumns.end()}};
}

} // namespace kaomon::storage
