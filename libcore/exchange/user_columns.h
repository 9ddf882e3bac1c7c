// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/import_reason.h"

namespace kaomon::exchange {

// The columns of the users' CSV file. Wire names are the snake_case forms; those behind State are written by
// exports and ignored by imports.
enum class UserColumn { Login, DisplayName, Kana, Mail, Note, State, Role, Face, Created, LastSignIn };

// All of them, in the order in which an export writes them.
[[nodiscard]] std::span<const UserColumn> userColumns();
[[nodiscard]] std::string_view toWire(UserColumn column);
[[nodiscard]] std::optional<UserColumn> userColumnFromWire(std::string_view name);
[[nodiscard]] bool isImported(UserColumn column);
// The header that an export writes.
[[nodiscard]] std::string_view headerName(UserColumn column, Language language);

// One column of a file: its header as read, and what it means, if anything.
struct MappedColumn {
    std::string header;
    std::optional<UserColumn> column;
};

// What the caller says about a header; an empty column means: ignore.
struct HeaderChoice {
    std::string header;
    std::optional<UserColumn> column;
};

// Finds the meaning of each header: the caller's choice first, then the Japanese and English names, ignoring
// case, width and spaces around. ErrorCode::ValidationFailed with field "login_column" when no column is the
// login, "repeated_column" when two mean the same.
[[nodiscard]] Result<std::vector<MappedColumn>> mapHeader(std::span<const std::string> headers,
                                                          std::span<const HeaderChoice> choices);

} // namespace kaomon::exchange
