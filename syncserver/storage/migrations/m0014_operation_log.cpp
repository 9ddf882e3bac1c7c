// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // The end of each tenant's chain; under the same row lock as its revisions.
    "ALTER TABLE tenant_seq ADD COLUMN audit_seq BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE tenant_seq ADD COLUMN audit_head TEXT NOT NULL DEFAULT ''",
    // rec is what the chain covers; the other columns repeat parts of it for searching.
    R"(CREATE TABLE operation_log (
        tenant_id TEXT NOT NULL,
        seq BIGINT NOT NULL,
        at BIGINT NOT NULL,
        action TEXT NOT NULL,
        kind TEXT NOT NULL,
        actor TEXT NOT NULL,
        object_kind TEXT NOT NULL,
        object_id TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'refused')),
        search TEXT NOT NULL,
        rec TEXT NOT NULL,
        h TEXT NOT NULL,
        PRIMARY KEY (tenant_id, seq)))",
    "CREATE INDEX operation_log_at ON operation_log (tenant_id, at)",
    "CREATE INDEX operation_log_actor ON operation_log (tenant_id, actor, seq)",
    "CREATE INDEX operation_log_object ON operation_log (tenant_id, object_id, seq)",
    "CREATE INDEX operation_log_action ON operation_log (tenant_id, action, seq)",
    // Signed statements about the chain: hourly checkpoints, and anchors where old entries were removed.
    R"(CREATE TABLE operation_checkpoint (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('checkpoint', 'anchor')),
        seq BIGINT NOT NULL,
        at BIGINT NOT NULL,
        head TEXT NOT NULL,
        key_public TEXT NOT NULL,
        signature TEXT NOT NULL,
        PRIMARY KEY (tenant_id, kind, seq)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE operation_log ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE operation_log FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON operation_log USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE operation_checkpoint ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE operation_checkpoint FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON operation_checkpoint USING (tenant_id = current_setting('kaomon.tenant', "
    "true))",
});

} // namespace

Migration operationLog() {
    return {.version = 14,
            .name = "operation_log",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
