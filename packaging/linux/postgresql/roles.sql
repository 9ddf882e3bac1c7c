-- SPDX-License-Identifier: GPL-3.0-or-later
-- The three roles of a Kaomon database. Run once as an administrator, connected to the (empty) database:
--     psql -d kaomon -f roles.sql
-- then `kaomonctl --database postgresql://kaomon_migrate@.../kaomon migrate`, then grants.sql. Safe to repeat.
--   kaomon_migrate  owns the tables and changes the schema; used by `kaomonctl migrate` alone
--   kaomon_app      the servers: reads and writes rows, and nothing else; row-level security binds it
--   kaomon_purge    deletes what has had its time, and may not write anything
-- Give each a way to sign in (password, certificate or peer) by pg_hba.conf and ALTER ROLE.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['kaomon_migrate', 'kaomon_app', 'kaomon_purge'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', name);
        END IF;
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO kaomon_migrate, kaomon_app, kaomon_purge', current_database());
END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO kaomon_migrate;
GRANT USAGE ON SCHEMA public TO kaomon_app, kaomon_purge;
ALTER ROLE kaomon_app SET statement_timeout = '5s';
ALTER ROLE kaomon_app SET idle_in_transaction_session_timeout = '10s';
-- tables of later versions
ALTER DEFAULT PRIVILEGES FOR ROLE kaomon_migrate IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kaomon_app;
ALTER DEFAULT PRIVILEGES FOR ROLE kaomon_migrate IN SCHEMA public GRANT SELECT, DELETE ON TABLES TO kaomon_purge;
