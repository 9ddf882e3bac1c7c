// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/query.h"

namespace kaomon::storage {

template<>
struct Column<Cell> { // a cell binds as it is
    static Cell to(const Cell& cell) { return cell; }
};

// Statements about many rows at once, for imports: one round trip for fifty rows instead of one for each.
// Used inside one job. Throw StorageFault.

template<class T>
[[nodiscard]] Cell cellOf(const T& value) {
    if constexpr (std::convertible_to<T, std::string_view>) {
        return Column<std::string>::to(value);
    } else {
        return Column<T>::to(value);
    }
}

// `into`: "INSERT INTO t (a, b, c) VALUES "; `shared`: what stands in front of the cells of every row, such
// as
// ":tenant, :import", bound by `bindShared`; `tail`: perhaps an ON CONFLICT clause.
void insertRows(UnitOfWork& unit, std::string_view into, std::string_view shared,
                const std::function<void(Query&)>& bindShared, const std::vector<std::vector<Cell>>& rows,
                std::string_view tail = {});

// ":k0, :k1, ..." for `count` values, to be bound by bindList(). Precondition: count > 0.
[[nodiscard]] std::string listOf(std::size_t count);
void bindList(Query& query, const std::vector<std::string>& values);

} // namespace kaomon::storage
