-- SPDX-License-Identifier: GPL-3.0-or-later
-- Spreads the tables over the workers of a Citus cluster by tenant. Run once as the owner of the tables, after
-- `kaomonctl migrate` and before the first tenant is made; again after each upgrade that brings tables.
--     psql -d kaomon -f citus.sql
-- Every key, unique constraint and foreign key of a tenant's table begins with tenant_id (tst_citus checks
-- it), so that each transaction of the server touches one worker. Tables without a tenant, and the directories
-- that are read before the tenant is known, become reference tables. Not tried on a real cluster: Debian has
-- no Citus package.
-- `-v pretend=1` skips the look for the extension.
\if :{?pretend}
SELECT set_config('kaomon.pretend', :'pretend', false);
\else
SELECT set_config('kaomon.pretend', '', false);
\endif
DO $$
DECLARE
    entry record;
    is_there boolean;
BEGIN
    IF current_setting('kaomon.pretend') = ''
       AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        RAISE NOTICE 'the extension citus is not installed in this database: nothing was done';
        RETURN;
    END IF;
    -- referenced tables first
    FOR entry IN
        SELECT c.oid, c.relname,
               EXISTS (SELECT FROM pg_constraint k JOIN pg_attribute a
                       ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                       WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attname = 'tenant_id')
               AND c.relname <> 'tenant' AS is_of_tenants
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        ORDER BY is_of_tenants, (SELECT count(*) FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f'), c.oid
    LOOP
        is_there := false;
        IF to_regclass('pg_dist_partition') IS NOT NULL THEN
            EXECUTE 'SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = $1)' INTO is_there
                USING entry.oid::regclass;
        END IF;
        IF NOT is_there AND entry.is_of_tenants THEN
            PERFORM create_distributed_table(entry.oid::regclass, 'tenant_id');
        ELSIF NOT is_there THEN
            PERFORM create_reference_table(entry.oid::regclass);
        END IF;
    END LOOP;
END
$$;
