// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // read for all tenants at once by the jobs; says how many events there are and nothing else
    R"(CREATE TABLE event_counter (
        tenant_id TEXT NOT NULL,
        arrival BIGINT NOT NULL,
        PRIMARY KEY (tenant_id)))",
    R"(CREATE TABLE event_text (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        words TEXT NOT NULL,
        last_day BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    "ALTER TABLE event_mark ADD COLUMN gaps TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE event_mark ADD COLUMN lost BIGINT NOT NULL DEFAULT 0",
    R"(CREATE TABLE webhook (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        url TEXT NOT NULL,
        sends TEXT NOT NULL CHECK (sends IN ('events', 'alerts', 'both')),
        wanted TEXT NOT NULL,
        secret_sealed TEXT NOT NULL,
        is_enabled SMALLINT NOT NULL CHECK (is_enabled IN (0, 1)),
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    R"(CREATE TABLE delivery (
        tenant_id TEXT NOT NULL,
        target TEXT NOT NULL,
        event_position BIGINT NOT NULL,
        alert_position BIGINT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('active', 'retrying', 'dead')),
        attempts BIGINT NOT NULL,
        next_at BIGINT NOT NULL,
        last_at BIGINT,
        last_error TEXT NOT NULL,
        delivered BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, target)))",
    R"(CREATE TABLE dead_letter (
        tenant_id TEXT NOT NULL,
        target TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('events', 'alerts')),
        first_number BIGINT NOT NULL,
        last_number BIGINT NOT NULL,
        at BIGINT NOT NULL,
        error TEXT NOT NULL,
        PRIMARY KEY (tenant_id, target, kind, first_number)))",
    R"(CREATE TABLE alert_rule (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        rule TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    R"(CREATE TABLE alert_state (
        tenant_id TEXT NOT NULL,
        position BIGINT NOT NULL,
        number BIGINT NOT NULL,
        PRIMARY KEY (tenant_id)))",
    R"(CREATE TABLE event_alert (
        tenant_id TEXT NOT NULL,
        number BIGINT NOT NULL,
        rule_id TEXT NOT NULL,
        rule_name TEXT NOT NULL,
        subject TEXT NOT NULL,
        raised_at BIGINT NOT NULL,
        first_at BIGINT NOT NULL,
        last_at BIGINT NOT NULL,
        n BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, number)))",
    "CREATE INDEX event_alert_subject ON event_alert (tenant_id, rule_id, subject, last_at)",
    R"(CREATE TABLE sealed_blob (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('image', 'diagnostics')),
        device_id TEXT NOT NULL,
        user_id TEXT,
        event_id TEXT,
        state TEXT NOT NULL CHECK (state IN ('uploading', 'complete', 'in_progress', 'closed')),
        size BIGINT NOT NULL,
        parts BIGINT NOT NULL,
        received BIGINT NOT NULL,
        part_hashes TEXT NOT NULL,
        key_id TEXT NOT NULL,
        sealed_key TEXT NOT NULL,
        ticket TEXT,
        note TEXT NOT NULL,
        taken_at BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        changed_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, ticket)))",
    R"(CREATE TABLE blob_chunk (
        tenant_id TEXT NOT NULL,
        blob_id TEXT NOT NULL,
        n BIGINT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (tenant_id, blob_id, n),
        FOREIGN KEY (tenant_id, blob_id) REFERENCES sealed_blob (tenant_id, id)))",
    R"(CREATE TABLE blob_quota (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        used BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, kind)))",
    R"(CREATE TABLE blob_access (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        blob_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('opened', 'deleted')),
        user_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        address TEXT NOT NULL,
        at BIGINT NOT NULL,
        until BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    "CREATE INDEX sealed_blob_kind ON sealed_blob (tenant_id, kind, created_at, id)",
    "CREATE INDEX sealed_blob_expiry ON sealed_blob (tenant_id, expires_at)",
    "CREATE INDEX blob_access_at ON blob_access (tenant_id, at, id)",
});

// The table itself differs: one file of rows on SQLite, a table for each month on PostgreSQL.
constexpr auto kOnSqlite = std::to_array<std::string_view>({
    R"(CREATE TABLE event_log (
        tenant_id TEXT NOT NULL,
        at BIGINT NOT NULL,
        arrival BIGINT NOT NULL,
        device_id TEXT NOT NULL,
        seq BIGINT NOT NULL,
        id TEXT NOT NULL,
        received_at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        result TEXT NOT NULL,
        severity TEXT NOT NULL,
        reason TEXT NOT NULL,
        user_id TEXT,
        text_id TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (tenant_id, at, arrival)) WITHOUT ROWID)",
    R"(UPDATE event_mark SET gaps = COALESCE((SELECT group_concat(g, ',') FROM (
        SELECT (s.prev + 1) || '-' || (s.seq - 1) AS g FROM (
            SELECT e.seq, LAG(e.seq, 1, event_mark.high_water) OVER (ORDER BY e.seq) AS prev
            FROM device_event e WHERE e.tenant_id = event_mark.tenant_id AND e.device_id = event_mark.device_id
            AND e.seq > event_mark.high_water) s
        WHERE s.seq > s.prev + 1 ORDER BY s.seq)), ''))",
    R"(INSERT INTO event_log SELECT tenant_id, at, ROW_NUMBER() OVER (PARTITION BY tenant_id ORDER BY
        received_at, id), device_id, seq, id, received_at, kind, code, result, severity,
        COALESCE(json_extract(body, '$.detail.reason'), ''), user_id, '', body FROM device_event)",
    "INSERT INTO event_counter SELECT tenant_id, MAX(arrival) FROM event_log GROUP BY tenant_id",
    "INSERT INTO alert_state SELECT tenant_id, arrival, 0 FROM event_counter",
    "DROP TABLE device_event",
});

constexpr auto kOnPostgresql = std::to_array<std::string_view>({
    R"(CREATE TABLE event_log (
        tenant_id TEXT NOT NULL,
        at BIGINT NOT NULL,
        arrival BIGINT NOT NULL,
        device_id TEXT NOT NULL,
        seq BIGINT NOT NULL,
        id TEXT NOT NULL,
        received_at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        result TEXT NOT NULL,
        severity TEXT NOT NULL,
        reason TEXT NOT NULL,
        user_id TEXT,
        text_id TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (tenant_id, at, arrival)) PARTITION BY RANGE (at))",
    // Makes the table of the month that a time is in, behind the same wall as all others, once.
    R"(CREATE FUNCTION event_log_month(at BIGINT) RETURNS TEXT LANGUAGE plpgsql AS $f$
    DECLARE
        month TIMESTAMP;
        child TEXT;
        lower_end BIGINT;
        upper_end BIGINT;
    BEGIN
        SELECT date_trunc('month', to_timestamp(at / 1000000) AT TIME ZONE 'UTC') INTO month;
        SELECT 'event_log_' || to_char(month, 'YYYYMM') INTO child;
        IF to_regclass(child) IS NOT NULL THEN
            RETURN child;
        END IF;
        PERFORM pg_advisory_xact_lock(7530197);
        IF to_regclass(child) IS NOT NULL THEN
            RETURN child;
        END IF;
        SELECT CAST(extract(epoch FROM month) AS BIGINT) * 1000000,
               CAST(extract(epoch FROM month + interval '1 month') AS BIGINT) * 1000000
            INTO lower_end, upper_end;
        EXECUTE format('CREATE TABLE %I PARTITION OF event_log FOR VALUES FROM (%s) TO (%s)', child,
                       lower_end, upper_end);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', child);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', child);
        EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = '
                       'current_setting(''kaomon.tenant'', true))', child);
        RETURN child;
    END $f$)",
    // what is there already is every tenant's: the owner of the tables looks over the walls for a moment
    "ALTER TABLE device_event NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE event_mark NO FORCE ROW LEVEL SECURITY",
    R"(UPDATE event_mark SET gaps = COALESCE((SELECT string_agg(g.gap, ',' ORDER BY g.seq) FROM (
        SELECT s.seq, (s.prev + 1) || '-' || (s.seq - 1) AS gap FROM (
            SELECT e.seq, LAG(e.seq, 1, event_mark.high_water) OVER (ORDER BY e.seq) AS prev
            FROM device_event e WHERE e.tenant_id = event_mark.tenant_id AND e.device_id = event_mark.device_id
            AND e.seq > event_mark.high_water) s
        WHERE s.seq > s.prev + 1) g), ''))",
    "SELECT event_log_month(m.at) FROM (SELECT DISTINCT at / 86400000000 * 86400000000 AS at FROM "
    "device_event) m",
    R"(INSERT INTO event_log SELECT tenant_id, at, ROW_NUMBER() OVER (PARTITION BY tenant_id ORDER BY
        received_at, id), device_id, seq, id, received_at, kind, code, result, severity,
        COALESCE(CAST(body AS JSON) -> 'detail' ->> 'reason', ''), user_id, '', body FROM device_event)",
    "INSERT INTO event_counter SELECT tenant_id, MAX(arrival) FROM event_log GROUP BY tenant_id",
    "INSERT INTO alert_state SELECT tenant_id, arrival, 0 FROM event_counter",
    "DROP TABLE device_event",
    "ALTER TABLE event_mark FORCE ROW LEVEL SECURITY",
});

constexpr auto kIndices = std::to_array<std::string_view>({
    "CREATE INDEX event_log_arrival ON event_log (tenant_id, arrival)",
    "CREATE INDEX event_log_user ON event_log (tenant_id, user_id, at, arrival)",
    "CREATE INDEX event_log_device ON event_log (tenant_id, device_id, at, arrival)",
    "CREATE INDEX event_log_code ON event_log (tenant_id, code, at, arrival)",
    "CREATE INDEX event_log_kind ON event_log (tenant_id, kind, at, arrival)",
    "CREATE INDEX event_log_result ON event_log (tenant_id, result, at, arrival) WHERE result <> 'ok'",
    "CREATE INDEX event_log_severity ON event_log (tenant_id, severity, at, arrival) WHERE severity <> "
    "'info'",
    "CREATE INDEX event_log_reason ON event_log (tenant_id, reason, at, arrival)",
    "CREATE INDEX event_log_text ON event_log (tenant_id, text_id, at, arrival)",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE event_log ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE event_log FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON event_log USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE event_text ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE event_text FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON event_text USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE webhook ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE webhook FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON webhook USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE delivery ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE delivery FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON delivery USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE dead_letter ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE dead_letter FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON dead_letter USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE alert_rule ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE alert_rule FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON alert_rule USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE alert_state ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE alert_state FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON alert_state USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE event_alert ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE event_alert FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON event_alert USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE sealed_blob ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE sealed_blob FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON sealed_blob USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE blob_chunk ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE blob_chunk FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON blob_chunk USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE blob_quota ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE blob_quota FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON blob_quota USING (tenant_id = current_setting('kaomon.tenant', true))",
    "ALTER TABLE blob_access ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE blob_access FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON blob_access USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

// Events by arrival and by month, what is pushed of them, and blobs that the server cannot open.
Migration events() {
    Migration step{.version = 11,
                   .name = "events",
                   .common = {kTables.begin(), kTables.end()},
                   .postgresql = {kOnPostgresql.begin(), kOnPostgresql.end()},
                   .sqlite = {kOnSqlite.begin(), kOnSqlite.end()}};
    step.postgresql.insert(step.postgresql.end(), kIndices.begin(), kIndices.end());
    step.postgresql.insert(step.postgresql.end(), kWalls.begin(), kWalls.end());
    step.sqlite.insert(step.sqlite.end(), kIndices.begin(), kIndices.end());
    return step;
}

} // namespace kaomon::storage
