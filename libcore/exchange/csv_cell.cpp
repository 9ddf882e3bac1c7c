// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/csv_cell.h"

#include <algorithm>
#include <array>

namespace kaomon::exchange {
namespace {

using namespace std::string_view_literals;

constexpr auto kLive = std::to_array<std::string_view>(
    {"="sv, "+"sv, "-"sv, "@"sv, "\t"sv, "\r"sv, "\n"sv, "\0"sv, "＝"sv, "＋"sv, "－"sv, "＠"sv});

// Whether a spreadsheet or the import would take the text, behind any quotes in front, for more than text.
bool isLiveBehindQuotes(std::string_view text) {
    const auto start = text.find_first_not_of('\'');
    if (start == std::string_view::npos) {
        return false;
    }
    const std::string_view rest = text.substr(start);
    return rest == kUnchanged ||
           std::ranges::any_of(kLive, [rest](std::string_view first) { return rest.starts_with(first); });
}

bool needsQuotes(std::string_view cell, char delimiter) {
    return cell.find_first_of("\"\r\n\t\0"sv) != std::string_view::npos ||
           cell.find(delimiter) != std::string_view::npos || cell.starts_with(' ') || cell.ends_with(' ');
}

} // namespace

std::string guard(std::string_view text) {
    return isLiveBehindQuotes(text) ? '\'' + std::string(text) : std::string(text);
}

std::string unguard(std::string_view cell) {
    const bool isGuarded = cell.starts_with('\'') && isLiveBehindQuotes(cell.substr(1));
    return std::string(isGuarded ? cell.substr(1) : cell);
}

std::string csvLine(std::span<const std::string> cells, char delimiter) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) {
            line += delimiter;
        }
        if (!needsQuotes(cells[i], delimiter)) {
            line += cells[i];
            continue;
        }
        line += '"';
        for (const char c : cells[i]) {
            line += c;
            if (c == '"') {
                line += '"';
            }
        }
        line += '"';
    }
    return line + "\r\n";
}

} // namespace kaomon::exchange
