// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // Which pair of keys is to be replaced because of whom. No reference to the account: it may go first.
    R"(CREATE TABLE due_key (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('ev-image', 'ev-diagnostics', 'rk', 'emergency')),
        holder_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_at BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, kind, holder_id)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE due_key ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE due_key FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON due_key USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration dueKeys() {
    return {.version = 36,
            .name = "due_keys",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
