// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// A session from before this step has never proven a password freshly.
constexpr auto kSteps = std::to_array<std::string_view>({
    "ALTER TABLE session ADD COLUMN strong_auth_at BIGINT NOT NULL DEFAULT 0",
});

} // namespace

Migration accounts() {
    return {.version = 4, .name = "accounts", .common = {kSteps.begin(), kSteps.end()}, .postgresql = {}};
}

} // namespace kaomon::storage
