// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kTables = std::to_array<std::string_view>({
    // The newest request of an administrator for diagnostics of a PC.
    R"(CREATE TABLE diagnostics_request (
        tenant_id TEXT NOT NULL,
        device_id TEXT NOT NULL,
        id TEXT NOT NULL,
        reason TEXT NOT NULL,
        requested_by TEXT NOT NULL,
        requested_at BIGINT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'declined')),
        settled_at BIGINT,
        ticket TEXT,
        PRIMARY KEY (tenant_id, device_id)))",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE diagnostics_request ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE diagnostics_request FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON diagnostics_request USING (tenant_id = current_setting('kaomon.tenant', "
    "true))",
});

} // namespace

Migration diagnosticsRequests() {
    return {.version = 32,
            .name = "diagnostics_requests",
            .common = {kTables.begin(), kTables.end()},
            .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
