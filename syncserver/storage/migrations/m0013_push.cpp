// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// A node asks for the revisions of all tenants whose PCs it holds streams of, in one statement. A transaction
// that does so names them in kaomon.polled; without the name the wall stands as before. Only numbers are
// behind it.
constexpr auto kWalls = std::to_array<std::string_view>({
    "CREATE POLICY tenant_poll ON tenant_seq FOR SELECT USING (tenant_id = ANY "
    "(string_to_array(current_setting('kaomon.polled', true), ',')))",
});

} // namespace

Migration push() {
    return {.version = 13, .name = "push", .common = {}, .postgresql = {kWalls.begin(), kWalls.end()}};
}

} // namespace kaomon::storage
