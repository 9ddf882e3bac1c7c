// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// rate_counter is global: it counts callers that are nobody yet. It holds MACs and ids, no address.
constexpr auto kTables = std::to_array<std::string_view>({
    R"(CREATE TABLE rate_counter (
        scope TEXT NOT NULL,
        subject TEXT NOT NULL,
        ends_at BIGINT NOT NULL,
        n BIGINT NOT NULL,
        PRIMARY KEY (scope, subject, ends_at)))",
    R"(CREATE TABLE tenant_alert (
        tenant_id TEXT NOT NULL,
        code TEXT NOT NULL,
        hour BIGINT NOT NULL,
        first_at BIGINT NOT NULL,
        last_at BIGINT NOT NULL,
        n BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, code, hour)))",
    "CREATE INDEX rate_counter_end ON rate_counter (ends_at)",
});

constexpr auto kWalls = std::to_array<std::string_view>({
    "ALTER TABLE tenant_alert ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE tenant_alert FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant_wall ON tenant_alert USING (tenant_id = current_setting('kaomon.tenant', true))",
});

} // namespace

Migration rateCounters() {
    Migration step{
        .version = 2, .name = "rate_counters", .common = {}, .postgresql = {kWalls.begin(), kWalls.end()}};
    step.common.assign(kTables.begin(), kTables.end());
    return step;
}

} // namespace kaomon::storage
