-- SPDX-License-Identifier: GPL-3.0-or-later
-- After each `kaomonctl migrate`, as an administrator: what the roles of roles.sql may do with what is there. Safe to
-- repeat. With these roles the servers do not migrate by themselves: run `kaomonctl migrate`
-- as kaomon_migrate before the new version is started.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kaomon_app;
GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA public TO kaomon_purge;
-- the table of a new month is made by this function, as the owner of the tables
GRANT EXECUTE ON FUNCTION event_log_month(BIGINT) TO kaomon_app;
-- and that of a month of which nothing is left goes by this one
GRANT EXECUTE ON FUNCTION event_log_drop_months(BIGINT) TO kaomon_app;
-- who migrated when is for the role that migrates to say
REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM kaomon_app, kaomon_purge;
-- the operators' log only grows
REVOKE UPDATE, DELETE ON operator_audit FROM kaomon_app, kaomon_purge;
