// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kColumns = std::to_array<std::string_view>({
    "ALTER TABLE account_rule ADD COLUMN rev BIGINT NOT NULL DEFAULT 1",
});

} // namespace

// A rule about administrators that two owners change at the same time is lost by neither.
Migration accountRuleRevisions() {
    return {.version = 37, .name = "account_rule_revisions", .common = {kColumns.begin(), kColumns.end()}};
}

} // namespace kaomon::storage
