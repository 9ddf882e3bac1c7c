// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace kaomon::domain {

// One row of an enumeration's table of wire names, kept in the .cpp of the enumeration. Names never change
// once released. Pure; any thread.
template<class Enum>
struct WireName {
    Enum value;
    std::string_view name;
};

// Precondition: the table has a row for each enumerator.
template<class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view nameOf(const std::array<WireName<Enum>, N>& table, Enum value) {
    const auto row = std::ranges::find(table, value, &WireName<Enum>::value);
    return row == table.end() ? std::string_view() : row->name;
}

// nullopt for a name that this version does not know.
template<class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> valueOf(const std::array<WireName<Enum>, N>& table,
                                                    std::string_view name) {
    const auto row = std::ranges::find(table, name, &WireName<Enum>::name);
    if (row == table.end()) {
        return std::nullopt;
    }
    return row->value;
}

} // namespace kaomon::domain
