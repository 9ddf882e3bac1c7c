// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/event_conditions.h"

#include <array>

#include "storage/bulk.h"
#include "storage/search_pattern.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

// Up to so many people, PCs or texts are named in the statement, and the database reads their events by key.
// More of them are so common that reading by time finds a page soon.
constexpr std::size_t kMostNamed = 300;

struct Source {
    const char* column; // of event_log
    const char* lookup; // ids that a pattern finds
};

constexpr auto kSources = std::to_array<Source>({
    {"e.user_id",
     "SELECT x.id FROM user_account x WHERE x.tenant_id = :tenant AND (LOWER(x.login) LIKE :q ESCAPE "
     "'!' OR LOWER(x.display_name) LIKE :q ESCAPE '!' OR LOWER(x.kana) LIKE :q ESCAPE '!')"},
    {"e.device_id",
     "SELECT x.id FROM device x WHERE x.tenant_id = :tenant AND LOWER(x.name) LIKE :q ESCAPE '!'"},
    {"e.text_id", "SELECT x.id FROM event_text x WHERE x.tenant_id = :tenant AND x.words LIKE :q ESCAPE '!'"},
});

} // namespace

EventConditions::EventConditions(UnitOfWork& unit, const EventFilter& filter)
    : m_unit(unit) {
    add("e.kind", filter.wanted.kinds);
    add("e.code", filter.wanted.codes);
    add("e.result", filter.wanted.results);
    add("e.reason", filter.wanted.reasons);
    add("e.severity", filter.wanted.severities);
    add("e.user_id", filter.user.empty() ? std::vector<Text>() : std::vector{filter.user});
    add("e.device_id", filter.device.empty() ? std::vector<Text>() : std::vector{filter.device});
    if (filter.from) {
        m_sql += " AND e.at >= " + name(cellOf(*filter.from));
    }
    if (filter.to) {
        m_sql += " AND e.at < " + name(cellOf(*filter.to));
    }
    for (const Text& term : filter.terms) {
        addTerm(term);
    }
}

std::string EventConditions::name(Cell cell) {
    Text key = 'f' + std::to_string(m_values.size()) + 'v';
    m_values.emplace_back(key, std::move(cell));
    return ":" + key;
}

void EventConditions::add(const char* column, const std::vector<std::string>& values) {
    if (values.empty()) {
        return;
    }
    Text list;
    for (const Text& value : values) {
        list += (list.empty() ? "" : ", ") + name(cellOf(value));
    }
    m_sql += Text(" AND ") + column + (values.size() == 1 ? " = " + list : " IN (" + list + ")");
}

std::vector<std::string> EventConditions::found(const std::string& sql, const std::string& pattern) {
    std::vector<Text> ids;
    Query query(m_unit, sql + " LIMIT " + std::to_string(kMostNamed + 1));
    query.bind("tenant", m_unit.tenant()).bind("q", pattern);
    for (auto& [id] : query.all<Text>()) {
        ids.push_back(std::move(id));
    }
    return ids;
}

void EventConditions::addTerm(const std::string& term) {
    const Text pattern = likePattern(term);
    Text either;
    for (const Source& source : kSources) {
        const auto ids = found(source.lookup, pattern);
        if (ids.empty()) {
            continue;
        }
        either += either.empty() ? "" : " OR ";
        either += source.column;
        if (ids.size() <= kMostNamed) {
            Text list;
            for (const Text& id : ids) {
                list += (list.empty() ? "" : ", ") + name(cellOf(id));
            }
            either += " IN (" + list + ")";
        } else {
            Text lookup = source.lookup;
            const Text bound = name(cellOf(pattern));
            for (auto at = lookup.find(":q"); at != Text::npos; at = lookup.find(":q", at + bound.size())) {
                lookup.replace(at, 2, bound);
            }
            either += " IN (" + lookup + ")";
        }
    }
    m_sql += either.empty() ? " AND 1 = 0" : " AND (" + either + ")";
}

} // namespace kaomon::storage
