// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/face_ages.h"

#include <charconv>

#include "crypto/trust.h"
#include "domain/setting_resolver.h"
#include "wire/codec.h"
#include "wire/policies.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kName = "template_age_days";
// Of "any age": before everything that was ever stored, and far from the end of the numbers.
constexpr long long kAnyAge = 1'000'000;

constexpr std::string_view kSelect =
    "SELECT scope, record FROM policy_document WHERE tenant_id = :tenant AND kind = :kind AND ";
constexpr std::string_view kOfOne =
    "(scope = :tenantscope OR scope = :userscope OR scope IN (SELECT :groupscope || m.group_id FROM "
    "user_group_member m WHERE m.tenant_id = :tenant AND m.user_id = :user))";

long long daysOf(std::string_view value) {
    long long days = 0;
    std::from_chars(value.data(), value.data() + value.size(), days);
    return days > 0 ? days : kAnyAge;
}

// What the document says of the age, when it may be said there and is in range.
std::optional<domain::GivenValue> given(const Bytes& bytes, unsigned place) {
    const auto record = crypto::SignedRecord::decode(bytes);
    const auto policy = record ? crypto::SignedPolicy::read(*record) : propagate(record.error());
    const auto body = policy ? wire::decode<wire::SettingsBody>(policy->body) : propagate(policy.error());
    const domain::SettingDefinition* setting = domain::findSetting(kName);
    if (!body || setting == nullptr || (setting->scopes & place) == 0) {
        return std::nullopt;
    }
    const auto values = wire::valuesOf(*body);
    const auto found = values.find(kName);
    const bool counts = found != values.end() && domain::checkSetting(*setting, found->second.value);
    return counts ? std::optional(found->second) : std::nullopt;
}

using Days = std::vector<std::pair<std::string, long long>>;

// "(VALUES (:p0, 30), (:p1, 90)) v"; the columns are column1 and column2 in both databases.
std::string valuesSql(const Days& days, const std::string& prefix) {
    std::string sql = "(VALUES ";
    for (std::size_t i = 0; i < days.size(); ++i) {
        sql += (i > 0 ? ", (:" : "(:") + prefix + std::to_string(i) + ", " + std::to_string(days[i].second) +
               ')';
    }
    return sql + ") v";
}

std::string ofGroups(const Days& days, const std::string& prefix, const std::string& order) {
    return "(SELECT v.column2 FROM user_group_member m JOIN " + valuesSql(days, prefix) +
           " ON v.column1 = m.group_id WHERE m.tenant_id = u.tenant_id AND m.user_id = u.id ORDER BY "
           "m.position" +
           order + " LIMIT 1), ";
}

} // namespace

FaceAges FaceAges::load(UnitOfWork& unit, const std::optional<UserId>& user) {
    Query query(unit, std::string(kSelect) + (user ? std::string(kOfOne) : "scope NOT LIKE :pcscope"));
    query.bind("tenant", unit.tenant()).bind("kind", "policy");
    if (user) {
        query.bind("tenantscope", "tenant")
            .bind("userscope", "user:" + user->text())
            .bind("groupscope", "group:")
            .bind("user", *user);
    } else {
        query.bind("pcscope", "device_group:%");
    }
    FaceAges ages;
    ages.m_isNever = false;
    ages.m_tenant = daysOf(domain::findSetting(kName)->defaultValue);
    for (auto& [scope, record] : query.all<std::string, Bytes>()) {
        ages.add(scope, record);
    }
    return ages;
}

void FaceAges::add(const std::string& scope, const Bytes& record) {
    const auto place = domain::SettingPlace::parse(scope);
    const auto value = place ? given(record, place->kind) : std::nullopt;
    if (!value) {
        return;
    }
    const long long days = daysOf(value->value);
    if (place->kind == domain::setting_scope::kTenant) {
        m_tenant = days;
        m_isTenantLocked = value->isLocked;
    } else if (place->kind == domain::setting_scope::kUser) {
        m_users.emplace_back(place->id, days);
    } else {
        (value->isLocked ? m_lockedGroups : m_groups).emplace_back(place->id, days);
    }
}

// The first lock on the way from the tenant to the person ends the search; of a person's groups the primary
// one, whose position is 0, comes last. Without a lock the last one that says something wins.
std::string FaceAges::sql() const {
    const std::string tenant = std::to_string(m_tenant);
    if (m_isTenantLocked || (m_lockedGroups.empty() && m_groups.empty() && m_users.empty())) {
        return tenant;
    }
    std::string sql = "COALESCE(";
    if (!m_lockedGroups.empty()) {
        sql += ofGroups(m_lockedGroups, "agelock", " DESC");
    }
    if (!m_users.empty()) {
        sql += "(SELECT v.column2 FROM " + valuesSql(m_users, "ageuser") + " WHERE v.column1 = u.id), ";
    }
    if (!m_groups.empty()) {
        sql += ofGroups(m_groups, "agegroup", "");
    }
    return sql + tenant + ')';
}

void FaceAges::bindTo(Query& query) const {
    if (m_isNever || m_isTenantLocked) {
        return; // sql() names nobody
    }
    const auto bind = [&](const Days& days, const std::string& prefix) {
        for (std::size_t i = 0; i < days.size(); ++i) {
            query.bind(prefix + std::to_string(i), days[i].first);
        }
    };
    bind(m_lockedGroups, "agelock");
    bind(m_users, "ageuser");
    bind(m_groups, "agegroup");
}

} // namespace kaomon::storage
