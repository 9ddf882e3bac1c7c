// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "exchange/import_reason.h"
#include "exchange/user_columns.h"

namespace kaomon::exchange {

// One thing that is wrong with a row; the column is empty when it is the row as a whole.
struct RowProblem {
    std::string column; // header as in the file
    ImportReason reason = ImportReason::LoginMissing;
};

// A row of the users' file with its cells checked by themselves, not yet against the people there are.
struct UserRow {
    std::string loginKey; // empty when there is none that is valid
    std::string login;
    std::map<UserColumn, std::string> values; // without the login and without cells that say "unchanged"
    std::vector<RowProblem> problems;
};

// Undoes the guard, trims, checks each cell. `cells` are UTF-8; fewer cells than columns mean empty ones at
// the end. Empty cells are values, except an empty state. Pure; any thread.
[[nodiscard]] UserRow readUserRow(std::span<const MappedColumn> columns, std::span<const std::string> cells);

// active or disabled by any of its names in both languages; nullopt for others.
[[nodiscard]] std::optional<std::string> stateFromText(const std::string& text);
[[nodiscard]] std::string stateText(const std::string& accountState, Language language);

} // namespace kaomon::exchange
