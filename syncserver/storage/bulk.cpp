// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/bulk.h"

#include <algorithm>

namespace kaomon::storage {
namespace {

// SQLite looks for each name among all names of the statement, so that longer statements are slower again.
constexpr std::size_t kRowsPerStatement = 50;

std::string cellName(std::size_t row, std::size_t column) {
    return 'r' + std::to_string(row) + 'c' + std::to_string(column);
}

} // namespace

void insertRows(UnitOfWork& unit, std::string_view into, std::string_view shared,
                const std::function<void(Query&)>& bindShared, const std::vector<std::vector<Cell>>& rows,
                std::string_view tail) {
    for (std::size_t begin = 0; begin < rows.size(); begin += kRowsPerStatement) {
        const std::size_t end = std::min(rows.size(), begin + kRowsPerStatement);
        std::string sql(into);
        for (std::size_t row = begin; row < end; ++row) {
            sql += row == begin ? "(" : ", (";
            sql += shared;
            for (std::size_t column = 0; column < rows[row].size(); ++column) {
                sql += ", :" + cellName(row - begin, column);
            }
            sql += ')';
        }
        sql += tail;
        Query query(unit, sql);
        bindShared(query);
        for (std::size_t row = begin; row < end; ++row) {
            for (std::size_t column = 0; column < rows[row].size(); ++column) {
                query.bind(cellName(row - begin, column), rows[row][column]);
            }
        }
        query.run();
    }
}

std::string listOf(std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
        list += (i == 0 ? ":k" : ", :k") + std::to_string(i);
    }
    return list;
}

void bindList(Query& query, const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        query.bind('k' + std::to_string(i), values[i]);
    }
}

} // namespace kaomon::storage
