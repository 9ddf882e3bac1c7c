// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrations/steps.h"

namespace kaomon::storage {

Migration ipRules() {
    return {
        .version = 7,
        .name = "ip_rules",
        .common =
            {
                // the whole list is one document: it is saved, confirmed and taken back as one
                R"(CREATE TABLE ip_rule_list (
        tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenant (tenant_id),
        rules TEXT NOT NULL,
        previous TEXT,
        reverts_at BIGINT,
        changed_at BIGINT NOT NULL,
        changed_by TEXT NOT NULL,
        rev BIGINT NOT NULL))",
                // one row, raised with each change of any list, so that every node sees by one read that
                // its copies are old
                R"(CREATE TABLE ip_rule_mark (
        id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
        changes BIGINT NOT NULL))",
                "INSERT INTO ip_rule_mark (id, changes) VALUES (1, 0)",
            },
        .postgresql =
            {
                "ALTER TABLE ip_rule_list ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE ip_rule_list FORCE ROW LEVEL SECURITY",
                "CREATE POLICY tenant_wall ON ip_rule_list USING (tenant_id = "
                "current_setting('kaomon.tenant', true))",
            },
    };
}

} // namespace kaomon::storage
