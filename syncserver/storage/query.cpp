// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query.h"

#include <soci/soci.h>

namespace kaomon::storage {

long long Query::run() {
    return execute({}, nullptr);
}

long long Query::execute(const std::vector<Cell::Kind>& kinds, RowVisitor* visitor) {
    try {
        soci::statement statement(m_work.session());
        std::deque<soci::indicator> bound;
        for (auto& [name, cell] : m_bound) {
            auto& indicator = bound.emplace_back(cell.isNull ? soci::i_null : soci::i_ok);
            if (cell.kind == Cell::Kind::Text) {
                statement.exchange(soci::use(cell.text, indicator, name));
            } else {
                statement.exchange(soci::use(cell.number, indicator, name));
            }
        }
        std::vector<Cell> cells(kinds.size());
        std::vector<soci::indicator> found(kinds.size(), soci::i_null);
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            cells[i].kind = kinds[i];
            if (kinds[i] == Cell::Kind::Text) {
                statement.exchange(soci::into(cells[i].text, found[i]));
            } else {
                statement.exchange(soci::into(cells[i].number, found[i]));
            }
        }
        statement.alloc();
        statement.prepare(m_sql, soci::details::st_one_time_query);
        statement.define_and_bind();
        if (visitor == nullptr) {
            statement.execute(true);
            return statement.get_affected_rows();
        }
        statement.execute(false);
        while (statement.fetch()) {
            for (std::size_t i = 0; i < kinds.size(); ++i) {
                cells[i].isNull = found[i] == soci::i_null;
            }
            if (!visitor->row(cells)) {
                break;
            }
        }
        return 0;
    } catch (const soci::soci_error&) {
        rethrowAsFault();
    }
}

} // namespace kaomon::storage
