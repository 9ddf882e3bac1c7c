// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kColumns = std::to_array<std::string_view>({
    "ALTER TABLE face_template ADD COLUMN needs_approval BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE face_template ADD COLUMN approval TEXT",
    "ALTER TABLE face_template ADD COLUMN approved_by TEXT",
    "ALTER TABLE user_account ADD COLUMN face_refused_at BIGINT",
    "ALTER TABLE user_account ADD COLUMN face_refused_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE user_account ADD COLUMN password_set_at BIGINT",
});

} // namespace

// Faces that wait for an administrator, what he signed or why he refused; and how old passwords are.
Migration faceApprovals() {
    return {.version = 24,
            .name = "face_approvals",
            .common = {kColumns.begin(), kColumns.end()},
            .postgresql = {}};
}

} // namespace kaomon::storage
