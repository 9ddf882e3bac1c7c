// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kColumns = std::to_array<std::string_view>({
    "ALTER TABLE face_template ADD COLUMN pictures TEXT",
});

} // namespace

// The sealed pictures of an enrolment lie in the row of their template: whatever erases the one erases the
// other.
Migration keptPictures() {
    return {.version = 52, .name = "kept_pictures", .common = {kColumns.begin(), kColumns.end()}};
}

} // namespace kaomon::storage
