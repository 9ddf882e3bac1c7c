// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "storage/query.h"
#include "storage/repositories/event_list.h"

namespace kaomon::storage {

// A filter as text of a statement over `event_log e`, with the values it binds. Private to storage. Throws
// StorageFault: a search looks up people, PCs and texts first.
class EventConditions {
public:
    EventConditions(UnitOfWork& unit, const EventFilter& filter);

    [[nodiscard]] const std::string& sql() const { return m_sql; } // begins with " AND", or empty
    void bind(Query& query) const {
        for (const auto& [name, cell] : m_values) {
            query.bind(name, cell);
        }
    }

private:
    void add(const char* column, const std::vector<std::string>& values);
    void addTerm(const std::string& term);
    [[nodiscard]] std::vector<std::string> found(const std::string& sql, const std::string& pattern);
    [[nodiscard]] std::string name(Cell cell);

    UnitOfWork& m_unit;
    std::string m_sql;
    std::vector<std::pair<std::string, Cell>> m_values;
};

} // namespace kaomon::storage
