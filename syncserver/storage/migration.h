// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/unit_of_work.h"

namespace kaomon::storage {

// One step of the schema, never edited once released. Each element is one statement (SOCI runs only the first
// of several on SQLite). `common` runs on both dialects; on SQLite each CREATE TABLE gets WITHOUT ROWID. The
// other lists run after it on one dialect only, as they are.
struct Migration {
    int version = 0;
    std::string_view name;
    std::vector<std::string_view> common;
    std::vector<std::string_view> postgresql = {};
    std::vector<std::string_view> sqlite = {};

    // The statements of a dialect in order.
    [[nodiscard]] std::vector<std::string> statements(Dialect dialect) const;
    // Hex BLAKE2b-256 over the statements of a dialect.
    [[nodiscard]] std::string checksum(Dialect dialect) const;
};

// All of them, ascending from 1.
[[nodiscard]] const std::vector<Migration>& allMigrations();

} // namespace kaomon::storage
