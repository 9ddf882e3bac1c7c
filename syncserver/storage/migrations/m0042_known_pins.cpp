// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

constexpr auto kColumns = std::to_array<std::string_view>({
    "ALTER TABLE device ADD COLUMN known_pins TEXT NOT NULL DEFAULT ''",
});

} // namespace

// Which keys of the server a PC said that it accepts, with commas between; empty: it never said.
Migration knownPins() {
    return {.version = 42, .name = "known_pins", .common = {kColumns.begin(), kColumns.end()}};
}

} // namespace kaomon::storage
