// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/changes/delivery_scope.h"

#include "storage/query.h"

namespace kaomon::features {

bool DeliveryScope::isLimited() {
    if (!m_isLimited) {
        m_isLimited = storage::Query(m_unit, "SELECT user_group_id FROM device_group_scope WHERE tenant_id = "
                                             ":tenant AND device_group_id = :group")
                          .bind("tenant", m_unit.tenant())
                          .bind("group", m_group)
                          .first<std::string>()
                          .has_value();
    }
    return *m_isLimited;
}

void DeliveryScope::learn(const UserId& existing) {
    if (!isLimited()) {
        m_known.emplace(existing, true);
    }
}

bool DeliveryScope::includes(const UserId& user) {
    if (const auto known = m_known.find(user); known != m_known.end()) {
        return known->second;
    }
    std::string sql = "SELECT u.id FROM user_account u WHERE u.tenant_id = :tenant AND u.id = :user AND "
                      "u.deleted_at IS NULL";
    if (isLimited()) {
        sql += " AND EXISTS (SELECT 1 FROM user_group_member m JOIN device_group_scope c ON c.tenant_id = "
               "m.tenant_id AND c.user_group_id = m.group_id WHERE m.tenant_id = u.tenant_id AND m.user_id = "
               "u.id AND c.device_group_id = :group)";
    }
    storage::Query query(m_unit, sql);
    query.bind("tenant", m_unit.tenant()).bind("user", user);
    if (isLimited()) {
        query.bind("group", m_group);
    }
    const bool isIncluded = query.first<std::string>().has_value();
    m_known.emplace(user, isIncluded);
    return isIncluded;
}

} // namespace kaomon::features
