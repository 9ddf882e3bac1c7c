// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrations/steps.h"

namespace kaomon::storage {

// The groups that identity providers keep, and whom they want in them. Who is in a group is said by signed
// documents alone; these rows are wishes.
Migration scimGroups() {
    return {.version = 10,
            .name = "scim_groups",
            .common = {R"(CREATE TABLE scim_group (
        tenant_id TEXT NOT NULL,
        group_id TEXT NOT NULL,
        is_gone SMALLINT NOT NULL CHECK (is_gone IN (0, 1)),
        PRIMARY KEY (tenant_id, group_id),
        FOREIGN KEY (tenant_id, group_id) REFERENCES user_group (tenant_id, id)))",
                       R"(CREATE TABLE scim_group_member (
        tenant_id TEXT NOT NULL,
        group_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        PRIMARY KEY (tenant_id, group_id, user_id),
        FOREIGN KEY (tenant_id, group_id) REFERENCES scim_group (tenant_id, group_id),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)))",
                       "CREATE INDEX scim_group_member_user ON scim_group_member (tenant_id, user_id)"},
            .postgresql = {"ALTER TABLE scim_group ENABLE ROW LEVEL SECURITY",
                           "ALTER TABLE scim_group FORCE ROW LEVEL SECURITY",
                           "CREATE POLICY tenant_wall ON scim_group USING (tenant_id = "
                           "current_setting('kaomon.tenant', true))",
                           "ALTER TABLE scim_group_member ENABLE ROW LEVEL SECURITY",
                           "ALTER TABLE scim_group_member FORCE ROW LEVEL SECURITY",
                           "CREATE POLICY tenant_wall ON scim_group_member USING (tenant_id = "
                           "current_setting('kaomon.tenant', true))"}};
}

} // namespace kaomon::storage
