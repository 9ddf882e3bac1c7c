// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// The tables of the months are made while the servers run, by their role, which may not change the schema:
// the function does that one thing as the owner of the tables, in the schema that they are in. Who may call
// it is said by packaging/linux/postgresql/grants.sql.
constexpr auto kAsOwner = std::to_array<std::string_view>({
    "ALTER FUNCTION event_log_month(BIGINT) SECURITY DEFINER",
    R"(DO $$ BEGIN
        EXECUTE format('ALTER FUNCTION event_log_month(BIGINT) SET search_path = %I, pg_temp', current_schema());
    END $$)",
    "REVOKE EXECUTE ON FUNCTION event_log_month(BIGINT) FROM PUBLIC",
});

} // namespace

Migration eventMonths() {
    return {.version = 38,
            .name = "event_months",
            .common = {},
            .postgresql = {kAsOwner.begin(), kAsOwner.end()},
            .sqlite = {}};
}

} // namespace kaomon::storage
