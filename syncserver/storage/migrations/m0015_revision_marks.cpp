// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // Revisions begin anew when an older copy of the database is put back; what was drawn for them does not.
    R"(CREATE TABLE revision_mark (
        tenant_id TEXT NOT NULL,
        rev BIGINT NOT NULL,
        mark TEXT NOT NULL,
        PRIMARY KEY (tenant_id, rev)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE revision_mark ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE revision_mark FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON revision_mark USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration revisionMarks() {
    return {.version = 15,
            .name = "revision_marks",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
