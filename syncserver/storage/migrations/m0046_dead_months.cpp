// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// Drops the tables of months that end before a time and hold nothing of anybody; how many. The wall between
// the tenants would hide what others have, so it is lifted for the owner alone, on a table that nobody else
// can reach by then; the first look is taken back, with its lock, so that months that are kept cost no reader
// the lock over all of them. A table that somebody uses is left for the next time.
constexpr auto kFunction = std::to_array<std::string_view>({
    R"(CREATE FUNCTION event_log_drop_months(closed_until BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS $f$
    DECLARE
        child RECORD;
        dropped BIGINT;
        is_used BOOLEAN;
        month_end BIGINT;
    BEGIN
        SELECT 0 INTO dropped;
        FOR child IN SELECT c.oid, c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = CAST('event_log' AS regclass) AND c.relname ~ '^event_log_[0-9]{6}$'
            ORDER BY c.relname
        LOOP
            SELECT CAST(extract(epoch FROM to_timestamp(right(child.relname, 6), 'YYYYMM')
                AT TIME ZONE current_setting('TimeZone') + interval '1 month') AS BIGINT) * 1000000
                INTO month_end;
            CONTINUE WHEN month_end > closed_until;
            SELECT true INTO is_used;
            BEGIN
                EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', child.relname);
                EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', child.relname);
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', child.relname) INTO is_used;
                RAISE EXCEPTION SQLSTATE 'KA001';
            EXCEPTION WHEN SQLSTATE 'KA001' OR lock_not_available OR deadlock_detected THEN
                NULL;
            END;
            CONTINUE WHEN is_used;
            BEGIN
                LOCK TABLE event_log IN ACCESS EXCLUSIVE MODE;
                EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', child.relname);
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', child.relname) INTO is_used;
                IF is_used THEN
                    RAISE EXCEPTION SQLSTATE 'KA001';
                END IF;
                EXECUTE format('DROP TABLE %I', child.relname);
                SELECT dropped + 1 INTO dropped;
            EXCEPTION WHEN SQLSTATE 'KA001' OR lock_not_available OR deadlock_detected THEN
                NULL;
            END;
        END LOOP;
        RETURN dropped;
    END $f$)",
    "ALTER FUNCTION event_log_drop_months(BIGINT) SECURITY DEFINER",
    R"(DO $$ BEGIN
        EXECUTE format('ALTER FUNCTION event_log_drop_months(BIGINT) SET search_path = %I, pg_temp',
                       current_schema());
    END $$)",
    "ALTER FUNCTION event_log_drop_months(BIGINT) SET lock_timeout = '1s'",
    "REVOKE EXECUTE ON FUNCTION event_log_drop_months(BIGINT) FROM PUBLIC",
});

} // namespace

Migration deadMonths() {
    return {.version = 46,
            .name = "dead_months",
            .common = {},
            .postgresql = {kFunction.begin(), kFunction.end()},
            .sqlite = {}};
}

} // namespace kaomon::storage
