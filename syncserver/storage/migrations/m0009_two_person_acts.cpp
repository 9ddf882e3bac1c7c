// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrations/steps.h"

namespace kaomon::storage {

// Requests that take two administrators, with both signed statements.
Migration twoPersonActs() {
    return {.version = 9,
            .name = "two_person_acts",
            .common = {R"(CREATE TABLE two_person_act (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('vault_recovery', 'face_after_reissue', 'owner_change')),
        state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn', 'done')),
        subject_id TEXT NOT NULL,
        requester_id TEXT NOT NULL,
        approver_id TEXT,
        reason TEXT NOT NULL,
        refusal TEXT NOT NULL,
        digest TEXT NOT NULL,
        requested_at BIGINT NOT NULL,
        not_after BIGINT NOT NULL,
        decided_at BIGINT,
        done_at BIGINT,
        request TEXT NOT NULL,
        approval TEXT NOT NULL,
        sealed_part TEXT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
                       "CREATE INDEX two_person_act_state ON two_person_act (tenant_id, state, kind, "
                       "subject_id)"},
            .postgresql = {"ALTER TABLE two_person_act ENABLE ROW LEVEL SECURITY",
                           "ALTER TABLE two_person_act FORCE ROW LEVEL SECURITY",
                           "CREATE POLICY tenant_wall ON two_person_act USING (tenant_id = "
                           "current_setting('kaomon.tenant', true))"}};
}

} // namespace kaomon::storage
