// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    R"(CREATE TABLE import_job (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        job TEXT NOT NULL,
        is_utf8 SMALLINT NOT NULL CHECK (is_utf8 IN (0, 1)),
        utf8_tail TEXT NOT NULL,
        parts BIGINT NOT NULL,
        next_part BIGINT NOT NULL,
        part_offset BIGINT NOT NULL,
        carry TEXT NOT NULL,
        delimiter TEXT NOT NULL,
        line BIGINT NOT NULL,
        position BIGINT NOT NULL,
        after_login TEXT NOT NULL,
        active_members BIGINT NOT NULL,
        turn BIGINT NOT NULL,
        changed_at BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    R"(CREATE TABLE import_part (
        tenant_id TEXT NOT NULL,
        import_id TEXT NOT NULL,
        part BIGINT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (tenant_id, import_id, part),
        FOREIGN KEY (tenant_id, import_id) REFERENCES import_job (tenant_id, id)))",
    R"(CREATE TABLE import_row (
        tenant_id TEXT NOT NULL,
        import_id TEXT NOT NULL,
        position BIGINT NOT NULL,
        line BIGINT NOT NULL,
        login TEXT NOT NULL,
        login_key TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('add', 'update', 'none', 'disable', 'refuse')),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'applied', 'refused', 'undone', 'undo_refused')),
        user_id TEXT,
        user_rev BIGINT NOT NULL,
        before_values TEXT NOT NULL,
        after_values TEXT NOT NULL,
        problems TEXT NOT NULL,
        cells TEXT NOT NULL,
        PRIMARY KEY (tenant_id, import_id, position),
        FOREIGN KEY (tenant_id, import_id) REFERENCES import_job (tenant_id, id)))",
    R"(CREATE TABLE import_undo (
        tenant_id TEXT NOT NULL,
        import_id TEXT NOT NULL,
        position BIGINT NOT NULL,
        user_id TEXT NOT NULL,
        after_rev BIGINT NOT NULL,
        before_values TEXT NOT NULL,
        PRIMARY KEY (tenant_id, import_id, position),
        FOREIGN KEY (tenant_id, import_id) REFERENCES import_job (tenant_id, id)))",
    R"(CREATE TABLE scim_token (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        token_hash TEXT NOT NULL,
        label TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        last_used_at BIGINT,
        is_revoked SMALLINT NOT NULL CHECK (is_revoked IN (0, 1)),
        ended_day BIGINT NOT NULL,
        ended_count BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, token_hash)))",
    R"(CREATE TABLE scim_external_id (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('user', 'group')),
        object_id TEXT NOT NULL,
        external_id TEXT NOT NULL,
        PRIMARY KEY (tenant_id, kind, object_id)))",
    "CREATE INDEX import_row_login ON import_row (tenant_id, import_id, login_key)",
    "CREATE INDEX import_job_changed ON import_job (tenant_id, changed_at)",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE import_job ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE import_job FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON import_job USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE import_part ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE import_part FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON import_part USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE import_row ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE import_row FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON import_row USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE import_undo ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE import_undo FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON import_undo USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE scim_token ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE scim_token FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON scim_token USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE scim_external_id ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE scim_external_id FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON scim_external_id USING (tenant_id = current_setting('kaomon.tenant', "
    "true))",
});

} // namespace

Migration imports() {
    return {.version = 8,
            .name = "imports",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
