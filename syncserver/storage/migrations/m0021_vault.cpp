// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    R"(CREATE TABLE vault_item (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        id TEXT NOT NULL,
        version BIGINT NOT NULL,
        item_key TEXT NOT NULL,
        ciphertext TEXT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, id)))",
    "CREATE INDEX vault_item_rev ON vault_item (tenant_id, user_id, rev)",
    R"(CREATE TABLE vault_manifest (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        version BIGINT NOT NULL,
        sealed TEXT NOT NULL,
        device_id TEXT NOT NULL,
        signature TEXT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, user_id)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE vault_item ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE vault_item FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON vault_item USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE vault_manifest ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE vault_manifest FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON vault_manifest USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

// The vaults of people: what their PCs sealed, and nothing that the server could read.
Migration vaults() {
    return {.version = 21,
            .name = "vault",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
