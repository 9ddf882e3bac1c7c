// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kUserSteps = std::to_array<std::string_view>({
    "ALTER TABLE user_account ADD COLUMN enabled_at BIGINT",
    "ALTER TABLE user_account ADD COLUMN re_enrol_at BIGINT",
    "ALTER TABLE user_account ADD COLUMN re_enrol_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE user_account ADD COLUMN face_erased_at BIGINT",
    "ALTER TABLE user_account ADD COLUMN state_before_deletion TEXT",
    "CREATE INDEX user_account_name ON user_account (tenant_id, display_name, id)",
    "CREATE INDEX user_account_deleted ON user_account (tenant_id, deleted_at)",
    // logins that a person had before; nobody else may take them
    R"(CREATE TABLE login_alias (
        tenant_id TEXT NOT NULL,
        login_key TEXT NOT NULL,
        login TEXT NOT NULL,
        user_id TEXT NOT NULL,
        changed_at BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, login_key),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)))",
    "CREATE INDEX login_alias_user ON login_alias (tenant_id, user_id)",
    // what the newest signed account_links and group_members documents say, for lists and for delivery
    R"(CREATE TABLE os_account_link (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        authority TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, authority, name),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)))",
    R"(CREATE TABLE user_group (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        note TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, name_key)))",
    R"(CREATE TABLE user_group_member (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        group_id TEXT NOT NULL,
        position BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, group_id),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id),
        FOREIGN KEY (tenant_id, group_id) REFERENCES user_group (tenant_id, id)))",
    "CREATE INDEX user_group_member_group ON user_group_member (tenant_id, group_id)",
    R"(CREATE TABLE saved_filter (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        owner_id TEXT NOT NULL,
        resource TEXT NOT NULL,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        is_shared SMALLINT NOT NULL CHECK (is_shared IN (0, 1)),
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, owner_id) REFERENCES user_account (tenant_id, id)))",
});

constexpr auto kDeviceSteps = std::to_array<std::string_view>({
    "ALTER TABLE device ADD COLUMN state_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE device ADD COLUMN wipe_requested_at BIGINT",
    "ALTER TABLE device ADD COLUMN wiped_at BIGINT",
    "ALTER TABLE enrolment_code ADD COLUMN is_auto_approved SMALLINT NOT NULL DEFAULT 1",
    R"(CREATE TABLE device_group (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        note TEXT NOT NULL,
        is_shared SMALLINT NOT NULL CHECK (is_shared IN (0, 1)),
        due_at BIGINT,
        due_reason TEXT NOT NULL DEFAULT '',
        next_key_id TEXT,
        started_at BIGINT,
        started_by TEXT,
        work_total BIGINT NOT NULL DEFAULT 0,
        created_at BIGINT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, name_key)))",
    // no row: everybody of the tenant may use the group's PCs
    R"(CREATE TABLE device_group_scope (
        tenant_id TEXT NOT NULL,
        device_group_id TEXT NOT NULL,
        user_group_id TEXT NOT NULL,
        PRIMARY KEY (tenant_id, device_group_id, user_group_id),
        FOREIGN KEY (tenant_id, device_group_id) REFERENCES device_group (tenant_id, id),
        FOREIGN KEY (tenant_id, user_group_id) REFERENCES user_group (tenant_id, id)))",
    "CREATE INDEX device_group_scope_users ON device_group_scope (tenant_id, user_group_id)",
    // the ids of every face key that a manifest has named
    R"(CREATE TABLE face_key (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        device_group_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('new', 'current', 'retired')),
        created_at BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, device_group_id) REFERENCES device_group (tenant_id, id)))",
    "CREATE INDEX face_key_group ON face_key (tenant_id, device_group_id)",
    "CREATE INDEX device_group_devices ON device (tenant_id, group_id, id)",
});

// Wrapped template keys become rows, so that a rotation finds what it has left. A line of the old column is a
// UUID, a space, the 96 characters of a wrapped 32-byte key and a line feed.
constexpr auto kTemplateSteps = std::to_array<std::string_view>({
    "ALTER TABLE face_template ADD COLUMN quality BIGINT",
    "ALTER TABLE face_template ADD COLUMN review_reason TEXT NOT NULL DEFAULT ''",
    R"(CREATE TABLE template_key (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        template_id TEXT NOT NULL,
        face_key_id TEXT NOT NULL,
        wrapped TEXT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, template_id, face_key_id),
        FOREIGN KEY (tenant_id, user_id, template_id)
            REFERENCES face_template (tenant_id, user_id, id) ON DELETE CASCADE))",
    "CREATE INDEX template_key_face_key ON template_key (tenant_id, face_key_id)",
    "CREATE INDEX face_template_device ON face_template (tenant_id, device_id)",
    R"(INSERT INTO template_key (tenant_id, user_id, template_id, face_key_id, wrapped)
        SELECT t.tenant_id, t.user_id, t.id, SUBSTR(t.wrapped_keys, 1 + 134 * n.n, 36),
            SUBSTR(t.wrapped_keys, 38 + 134 * n.n, 96)
        FROM face_template t, (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
            UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7) n
        WHERE LENGTH(t.wrapped_keys) >= 134 * (n.n + 1))",
    "ALTER TABLE face_template DROP COLUMN wrapped_keys",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE login_alias ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE login_alias FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON login_alias USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE os_account_link ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE os_account_link FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON os_account_link USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE user_group ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE user_group FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON user_group USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE user_group_member ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE user_group_member FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON user_group_member USING (tenant_id = current_setting('kaomon.tenant', "
    "true))",
    "ALTER TABLE saved_filter ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE saved_filter FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON saved_filter USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE device_group ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE device_group FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON device_group USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE device_group_scope ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE device_group_scope FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON device_group_scope USING (tenant_id = current_setting('kaomon.tenant', "
    "true))",
    "ALTER TABLE face_key ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE face_key FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON face_key USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE template_key ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE template_key FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON template_key USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration people() {
    Migration step{
        .version = 5, .name = "people", .common = {}, .postgresql = {kWalls.begin(), kWalls.end()}};
    step.common.assign(kUserSteps.begin(), kUserSteps.end());
    step.common.insert(step.common.end(), kDeviceSteps.begin(), kDeviceSteps.end());
    step.common.insert(step.common.end(), kTemplateSteps.begin(), kTemplateSteps.end());
    return step;
}

} // namespace kaomon::storage
