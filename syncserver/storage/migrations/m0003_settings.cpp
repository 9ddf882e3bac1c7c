// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrations/steps.h"

namespace kaomon::storage {

// Every version of a signed document stays. Who signed it, when and why is inside the record.
Migration settings() {
    return {.version = 3,
            .name = "settings",
            .common = {R"(CREATE TABLE policy_history (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        scope TEXT NOT NULL,
        rev BIGINT NOT NULL,
        version BIGINT NOT NULL,
        record TEXT NOT NULL,
        stored_at BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, kind, scope, rev)))"},
            .postgresql = {
                "ALTER TABLE policy_history ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE policy_history FORCE ROW LEVEL SECURITY",
                "CREATE POLICY tenant_wall ON policy_history USING (tenant_id = "
                "current_setting('kaomon.tenant', true))",
            }};
}

} // namespace kaomon::storage
