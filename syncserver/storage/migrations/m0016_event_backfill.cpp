// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // How far a job has come with the clear texts of events that were stored before there were any.
    R"(CREATE TABLE event_backfill (
        tenant_id TEXT NOT NULL,
        at BIGINT NOT NULL,
        arrival BIGINT NOT NULL,
        is_done SMALLINT NOT NULL CHECK (is_done IN (0, 1)),
        PRIMARY KEY (tenant_id)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE event_backfill ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE event_backfill FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON event_backfill USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration eventBackfill() {
    return {.version = 16,
            .name = "event_backfill",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
