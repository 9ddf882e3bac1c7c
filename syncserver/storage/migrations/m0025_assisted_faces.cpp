// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kColumns = std::to_array<std::string_view>({
    "ALTER TABLE face_template ADD COLUMN voucher TEXT",
    "ALTER TABLE face_template ADD COLUMN vouched_by TEXT",
    "ALTER TABLE face_template ADD COLUMN face_source TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE face_template ADD COLUMN face_standing TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN witness_id TEXT",
});

} // namespace

// Faces that an administrator took for somebody else, what he and his PC signed, and beside whom consent was
// given.
Migration assistedFaces() {
    return {.version = 25,
            .name = "assisted_faces",
            .common = {kColumns.begin(), kColumns.end()},
            .postgresql = {}};
}

} // namespace kaomon::storage
