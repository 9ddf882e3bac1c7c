// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // A session from before this step has never proven a password freshly.
    "ALTER TABLE session ADD COLUMN strong_auth_at BIGINT NOT NULL DEFAULT 0",
    // An administrator who came without his second factor, on a PC: he acts as a member there.
    "ALTER TABLE session ADD COLUMN is_limited SMALLINT NOT NULL DEFAULT 0",
    "ALTER TABLE session ADD COLUMN needs_second_factor SMALLINT NOT NULL DEFAULT 0",
    "ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE user_account ADD COLUMN must_change SMALLINT NOT NULL DEFAULT 0",
    // After a reissue: since when the vault's seals rest (the first of several), the last one, and by whom.
    "ALTER TABLE user_account ADD COLUMN vault_frozen_at BIGINT",
    "ALTER TABLE user_account ADD COLUMN reissued_at BIGINT",
    "ALTER TABLE user_account ADD COLUMN reissued_by TEXT",
    R"(CREATE TABLE second_factor (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        secret_sealed TEXT NOT NULL,
        is_active SMALLINT NOT NULL CHECK (is_active IN (0, 1)),
        last_step BIGINT NOT NULL,
        changed_at BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, user_id),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)))",
    R"(CREATE TABLE recovery_code (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        code_hash TEXT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, code_hash),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)))",
    R"(CREATE TABLE account_rule (
        tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenant (tenant_id),
        administrators_need_second_factor SMALLINT NOT NULL
            CHECK (administrators_need_second_factor IN (0, 1))))",
    R"(CREATE TABLE sign_in_try (
        tenant_id TEXT NOT NULL,
        login_key TEXT NOT NULL,
        id TEXT NOT NULL,
        at BIGINT NOT NULL,
        source TEXT NOT NULL,
        address TEXT NOT NULL,
        PRIMARY KEY (tenant_id, login_key, id)))",
    R"(CREATE TABLE emergency_key (
        tenant_id TEXT NOT NULL,
        device_id TEXT NOT NULL,
        sealed TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, device_id),
        FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, id)))",
    R"(CREATE TABLE account_act (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        actor TEXT NOT NULL,
        user_id TEXT,
        device_id TEXT,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    "CREATE INDEX account_act_at ON account_act (tenant_id, at, id)",
    "CREATE INDEX account_act_user ON account_act (tenant_id, user_id, at)",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE second_factor FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON second_factor USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE recovery_code FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON recovery_code USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE account_rule ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE account_rule FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON account_rule USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE sign_in_try ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE sign_in_try FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON sign_in_try USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE emergency_key ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE emergency_key FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON emergency_key USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE account_act ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE account_act FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON account_act USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration accounts() {
    return {.version = 4,
            .name = "accounts",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
