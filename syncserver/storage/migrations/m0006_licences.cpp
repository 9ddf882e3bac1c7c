// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// Work in the background and what must outlive a tenant. Global: the operator's, no row-level security.
constexpr auto kGlobalTables = std::to_array<std::string_view>({
    R"(CREATE TABLE job (
        name TEXT NOT NULL PRIMARY KEY,
        next_at BIGINT NOT NULL,
        started_at BIGINT,
        finished_at BIGINT,
        failure TEXT NOT NULL))",
    R"(CREATE TABLE job_lease (
        name TEXT NOT NULL PRIMARY KEY,
        owner TEXT NOT NULL,
        fence BIGINT NOT NULL,
        until BIGINT NOT NULL))",
    R"(CREATE TABLE server_time (
        id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
        last_reading BIGINT NOT NULL))",
    R"(CREATE TABLE operator_audit (
        seq BIGINT NOT NULL PRIMARY KEY,
        at BIGINT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        tenant_id TEXT NOT NULL,
        detail TEXT NOT NULL,
        hash TEXT NOT NULL))",
    R"(CREATE TABLE shred_ledger (
        seq BIGINT NOT NULL PRIMARY KEY,
        at BIGINT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('faces', 'tenant')),
        tenant_id TEXT NOT NULL,
        hash TEXT NOT NULL))",
    R"(CREATE TABLE deletion_certificate (
        ledger_seq BIGINT NOT NULL PRIMARY KEY,
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        issued_at BIGINT NOT NULL,
        certificate TEXT NOT NULL))",
    R"(CREATE TABLE trial_company (
        company_hash TEXT NOT NULL PRIMARY KEY,
        started_at BIGINT NOT NULL))",
    R"(CREATE TABLE licence_serial (
        serial TEXT NOT NULL PRIMARY KEY,
        tenant_id TEXT NOT NULL))",
    R"(CREATE TABLE tenant_life (
        tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenant (tenant_id),
        time_zone TEXT NOT NULL,
        company TEXT NOT NULL,
        company_key TEXT NOT NULL,
        touched BIGINT NOT NULL,
        seats BIGINT,
        refresh_at BIGINT,
        keys_name TEXT NOT NULL,
        read_only_at BIGINT,
        licence_end BIGINT,
        purge_faces_at BIGINT,
        delete_at BIGINT,
        delete_by BIGINT,
        operator_delete_at BIGINT,
        operator_reason TEXT NOT NULL,
        faces_due_seen_at BIGINT,
        faces_purge_seq BIGINT,
        faces_purged_at BIGINT,
        delete_due_seen_at BIGINT,
        delete_seq BIGINT))",
    "INSERT INTO tenant_life (tenant_id, time_zone, company, company_key, touched, keys_name, "
    "operator_reason) "
    "SELECT tenant_id, 'Asia/Tokyo', '', '', 0, '', '' FROM tenant",
    "CREATE INDEX tenant_life_faces ON tenant_life (purge_faces_at)",
    "CREATE INDEX tenant_life_delete ON tenant_life (delete_at)",
    "CREATE INDEX deletion_certificate_tenant ON deletion_certificate (tenant_id)",
});

constexpr auto kTenantTables = std::to_array<std::string_view>({
    R"(CREATE TABLE licence (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        serial TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('trial', 'paid')),
        seats BIGINT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        issued_at BIGINT NOT NULL,
        signed_text TEXT NOT NULL,
        installed_at BIGINT NOT NULL,
        installed_by TEXT NOT NULL,
        superseded_at BIGINT,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, serial)))",
    R"(CREATE TABLE mail_outbox (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        due BIGINT NOT NULL,
        payload TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        sent_at BIGINT,
        PRIMARY KEY (tenant_id, kind, due)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE licence ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE licence FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON licence USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE mail_outbox ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE mail_outbox FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON mail_outbox USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration licences() {
    Migration step{
        .version = 6, .name = "licences", .common = {}, .postgresql = {kWalls.begin(), kWalls.end()}};
    step.common.assign(kGlobalTables.begin(), kGlobalTables.end());
    step.common.insert(step.common.end(), kTenantTables.begin(), kTenantTables.end());
    return step;
}

} // namespace kaomon::storage
