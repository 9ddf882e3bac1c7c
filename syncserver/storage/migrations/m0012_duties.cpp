// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// The operator's: for every tenant alike, no row-level security. `tenant` in two of them is a mark of the
// server's own work, no data of the tenant.
constexpr auto kGlobalTables = std::to_array<std::string_view>({
    R"(CREATE TABLE operator_setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL,
        changed_at BIGINT NOT NULL,
        changed_by TEXT NOT NULL))",
    R"(CREATE TABLE operator_notice (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        audience TEXT NOT NULL,
        title_ja TEXT NOT NULL,
        body_ja TEXT NOT NULL,
        title_en TEXT NOT NULL,
        body_en TEXT NOT NULL,
        starts_at BIGINT NOT NULL,
        ends_at BIGINT,
        created_at BIGINT NOT NULL,
        created_by TEXT NOT NULL,
        changed_at BIGINT NOT NULL,
        withdrawn_at BIGINT,
        source TEXT NOT NULL,
        rev BIGINT NOT NULL))",
    R"(CREATE TABLE maintenance_window (
        id TEXT NOT NULL PRIMARY KEY,
        starts_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL,
        reason TEXT NOT NULL,
        late_reason TEXT NOT NULL,
        text_ja TEXT NOT NULL,
        text_en TEXT NOT NULL,
        notice_id TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        created_by TEXT NOT NULL,
        cancelled_at BIGINT,
        cancel_reason TEXT NOT NULL,
        finished_at BIGINT,
        end_told_at BIGINT,
        rev BIGINT NOT NULL))",
    R"(CREATE TABLE service_incident (
        id TEXT NOT NULL PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('detected', 'confirmed', 'announced', 'resolved', 'reported',
            'dismissed')),
        reason TEXT NOT NULL,
        text_ja TEXT NOT NULL,
        text_en TEXT NOT NULL,
        report_ja TEXT NOT NULL,
        report_en TEXT NOT NULL,
        detected_at BIGINT NOT NULL,
        confirmed_at BIGINT,
        announced_at BIGINT,
        is_automatic SMALLINT NOT NULL CHECK (is_automatic IN (0, 1)),
        resolved_at BIGINT,
        reported_at BIGINT,
        updates BIGINT NOT NULL,
        notice_id TEXT NOT NULL,
        created_by TEXT NOT NULL,
        rev BIGINT NOT NULL))",
    R"(CREATE TABLE client_release (
        version TEXT NOT NULL PRIMARY KEY,
        released_at BIGINT NOT NULL,
        notes_ja TEXT NOT NULL,
        notes_en TEXT NOT NULL,
        systems TEXT NOT NULL,
        announced_at BIGINT,
        published_at BIGINT,
        withdrawn_at BIGINT,
        withdraw_reason TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        created_by TEXT NOT NULL))",
    R"(CREATE TABLE client_release_file (
        version TEXT NOT NULL REFERENCES client_release (version),
        name TEXT NOT NULL,
        platform TEXT NOT NULL,
        size BIGINT NOT NULL,
        sha256 TEXT NOT NULL,
        manifest TEXT NOT NULL,
        PRIMARY KEY (version, name)))",
    R"(CREATE TABLE broadcast_counter (
        id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
        seq BIGINT NOT NULL))",
    "INSERT INTO broadcast_counter (id, seq) VALUES (1, 0)",
    R"(CREATE TABLE broadcast (
        seq BIGINT NOT NULL PRIMARY KEY,
        notice_id TEXT NOT NULL,
        mail_kind TEXT NOT NULL,
        due BIGINT NOT NULL,
        payload TEXT NOT NULL,
        created_at BIGINT NOT NULL))",
    R"(CREATE TABLE broadcast_mark (
        tenant TEXT NOT NULL PRIMARY KEY,
        seq BIGINT NOT NULL))",
    R"(CREATE TABLE mail_wakeup (
        tenant TEXT NOT NULL PRIMARY KEY,
        next_at BIGINT NOT NULL))",
    "INSERT INTO mail_wakeup (tenant, next_at) SELECT tenant_id, 0 FROM tenant",
    "INSERT INTO broadcast_mark (tenant, seq) SELECT tenant_id, 0 FROM tenant",
    "CREATE INDEX mail_wakeup_next ON mail_wakeup (next_at)",
});

constexpr auto kTenantTables = std::to_array<std::string_view>({
    R"(CREATE TABLE notice (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        audience TEXT NOT NULL,
        title_ja TEXT NOT NULL,
        body_ja TEXT NOT NULL,
        title_en TEXT NOT NULL,
        body_en TEXT NOT NULL,
        starts_at BIGINT NOT NULL,
        ends_at BIGINT,
        created_at BIGINT NOT NULL,
        created_by TEXT NOT NULL,
        changed_at BIGINT NOT NULL,
        withdrawn_at BIGINT,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    R"(CREATE TABLE notice_receipt (
        tenant_id TEXT NOT NULL,
        notice_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        read_at BIGINT NOT NULL,
        acknowledged_at BIGINT,
        PRIMARY KEY (tenant_id, notice_id, user_id)))",
    R"(CREATE TABLE mail_delivery (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        due BIGINT NOT NULL,
        recipient TEXT NOT NULL,
        address TEXT NOT NULL,
        message_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'bounced', 'expired',
            'no_address')),
        attempts BIGINT NOT NULL,
        uncertain BIGINT NOT NULL,
        next_at BIGINT NOT NULL,
        claim TEXT NOT NULL,
        settled_at BIGINT,
        reply_code BIGINT NOT NULL,
        reply_text TEXT NOT NULL,
        PRIMARY KEY (tenant_id, kind, due, recipient)))",
    "CREATE INDEX mail_delivery_next ON mail_delivery (tenant_id, state, next_at)",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE notice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE notice FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON notice USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE notice_receipt ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE notice_receipt FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON notice_receipt USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE mail_delivery ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE mail_delivery FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON mail_delivery USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration duties() {
    Migration step{
        .version = 12, .name = "duties", .common = {}, .postgresql = {kWalls.begin(), kWalls.end()}};
    step.common.assign(kGlobalTables.begin(), kGlobalTables.end());
    step.common.insert(step.common.end(), kTenantTables.begin(), kTenantTables.end());
    return step;
}

} // namespace kaomon::storage
