// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // What an administrator's console signed last about which documents are the newest.
    R"(CREATE TABLE confirmation (
        tenant_id TEXT NOT NULL,
        version BIGINT NOT NULL,
        record TEXT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE confirmation ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE confirmation FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON confirmation USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration confirmations() {
    return {.version = 31,
            .name = "confirmations",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
