// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/settings_reach.h"

#include "storage/query.h"

namespace kaomon::storage {

std::vector<std::string> SettingsReach::users() {
    Query query(m_unit, "SELECT id FROM user_account WHERE tenant_id = :tenant AND deleted_at IS NULL");
    query.bind("tenant", m_unit.tenant());
    std::vector<std::string> ids;
    for (auto& [id] : query.all<std::string>()) {
        ids.push_back(std::move(id));
    }
    return ids;
}

std::map<std::string, std::vector<std::string>> SettingsReach::memberships() {
    Query query(m_unit, "SELECT user_id, group_id FROM user_group_member WHERE tenant_id = :tenant ORDER BY "
                        "user_id, position DESC");
    query.bind("tenant", m_unit.tenant());
    std::map<std::string, std::vector<std::string>> groups;
    for (auto& [user, group] : query.all<std::string, std::string>()) {
        groups[user].push_back(std::move(group));
    }
    return groups;
}

std::map<std::string, long long> SettingsReach::devicesByGroup() {
    Query query(m_unit, "SELECT group_id, COUNT(*) FROM device WHERE tenant_id = :tenant AND state <> "
                        "'revoked' GROUP BY group_id");
    query.bind("tenant", m_unit.tenant());
    std::map<std::string, long long> devices;
    for (auto& [group, count] : query.all<std::string, long long>()) {
        devices.emplace(std::move(group), count);
    }
    return devices;
}

} // namespace kaomon::storage
