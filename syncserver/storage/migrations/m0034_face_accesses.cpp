// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // Who was given which sealed template; `id` is kind|reader|template. No reference to the template: it is
    // asked for after
    // that is gone.
    R"(CREATE TABLE face_access (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        id TEXT NOT NULL,
        template_id TEXT NOT NULL,
        reader_kind TEXT NOT NULL CHECK (reader_kind IN ('device', 'user')),
        reader_id TEXT NOT NULL,
        first_at BIGINT NOT NULL,
        last_at BIGINT NOT NULL,
        times BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, id),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)))",
    "CREATE INDEX face_access_at ON face_access (tenant_id, user_id, last_at, id)",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE face_access ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE face_access FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON face_access USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration faceAccesses() {
    return {.version = 34,
            .name = "face_accesses",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
