// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/operator_setting_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

std::map<std::string, std::string> OperatorSettingRepository::all() {
    std::map<std::string, std::string> values;
    for (auto& [name, value] :
         Query(m_unit, "SELECT name, value FROM operator_setting").all<std::string, std::string>()) {
        values.emplace(std::move(name), std::move(value));
    }
    return values;
}

void OperatorSettingRepository::put(const std::string& name, const std::string& value, const std::string& by,
                                    TimePoint now) {
    if (value.empty()) {
        Query(m_unit, "DELETE FROM operator_setting WHERE name = :name").bind("name", name).run();
        return;
    }
    Query(m_unit, "INSERT INTO operator_setting (name, value, changed_at, changed_by) VALUES (:name, :value, "
                  ":now, :by) ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = "
                  "excluded.changed_at, changed_by = excluded.changed_by")
        .bind("name", name)
        .bind("value", value)
        .bind("now", now)
        .bind("by", by)
        .run();
}

} // namespace kaomon::storage
