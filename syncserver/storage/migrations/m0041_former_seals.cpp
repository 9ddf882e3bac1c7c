// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // Seals that went with an identity while their person stayed in office. Only that they were, not what
    // was in them: it may have been opened and kept.
    R"(CREATE TABLE former_seal (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        key_id TEXT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, kind, key_id)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE former_seal ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE former_seal FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON former_seal USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration formerSeals() {
    return {.version = 41,
            .name = "former_seals",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
