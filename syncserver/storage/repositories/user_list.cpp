// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_list.h"

#include <charconv>

#include "storage/repositories/aged_users.h"
#include "storage/search_pattern.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kMatches = " AND (LOWER(u.login) LIKE :q ESCAPE '!' OR LOWER(u.display_name) LIKE "
                                      ":q ESCAPE '!' OR LOWER(u.kana) LIKE :q ESCAPE '!' OR LOWER(u.mail) "
                                      "LIKE :q ESCAPE '!')";

std::string conditions(const UserFilter& filter, const FaceAges& ages) {
    std::string sql = filter.state == "deleting" ? "" : " AND u.deleted_at IS NULL";
    if (!filter.search.empty()) {
        sql += kMatches;
    }
    if (!filter.state.empty()) {
        sql += " AND " + std::string(accountStateSql()) + " = :state";
    }
    if (!filter.face.empty()) {
        sql += " AND " + faceStateSql(ages) + " = :face";
    }
    sql += filter.role.empty() ? "" : " AND u.role = :role";
    if (!filter.faceModel.empty()) {
        sql += " AND EXISTS (SELECT 1 FROM face_template t WHERE t.tenant_id = u.tenant_id AND t.user_id = "
               "u.id AND t.model_id = :face_model)";
    }
    if (filter.group) {
        sql += " AND EXISTS (SELECT 1 FROM user_group_member m WHERE m.tenant_id = u.tenant_id AND "
               "m.user_id = u.id AND m.group_id = :group)";
    }
    if (filter.enabledBefore) {
        sql += " AND u.account_state = 'active' AND COALESCE(u.enabled_at, u.created_at) <= :since AND NOT "
               "EXISTS (SELECT 1 FROM face_template t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id)";
    }
    return sql;
}

void bindConditions(Query& query, const UserFilter& filter, const TenantId& tenant) {
    query.bind("tenant", tenant);
    if (!filter.search.empty()) {
        query.bind("q", likePattern(filter.search));
    }
    if (!filter.state.empty()) {
        query.bind("state", filter.state);
    }
    if (!filter.face.empty()) {
        query.bind("face", filter.face);
    }
    if (!filter.role.empty()) {
        query.bind("role", filter.role);
    }
    if (!filter.faceModel.empty()) {
        query.bind("face_model", filter.faceModel);
    }
    if (filter.group) {
        query.bind("group", *filter.group);
    }
    if (filter.enabledBefore) {
        query.bind("since", *filter.enabledBefore);
    }
}

// Logins and revisions are unique, names are not: they are told apart by the id.
std::string pageOf(const UserFilter& filter) {
    const std::string than = filter.isDescending ? " < " : " > ";
    const std::string order = filter.isDescending ? " DESC" : "";
    switch (filter.sort) {
    case UserSort::Login:
        return (filter.after ? " AND u.login_key" + than + ":after" : "") + " ORDER BY u.login_key" + order;
    case UserSort::Changed:
        return (filter.after ? " AND u.rev" + than + ":after" : "") + " ORDER BY u.rev" + order;
    case UserSort::Name:
        break;
    }
    return (filter.after ? " AND (u.display_name" + than + ":after OR (u.display_name = :after AND u.id" +
                               than + ":afterid))"
                         : "") +
           " ORDER BY u.display_name" + order + ", u.id" + order;
}

void bindPage(Query& query, const UserFilter& filter) {
    if (!filter.after) {
        return;
    }
    if (filter.sort == UserSort::Changed) {
        long long rev = 0;
        const std::string& text = filter.after->value;
        std::from_chars(text.data(), text.data() + text.size(), rev);
        query.bind("after", rev);
        return;
    }
    query.bind("after", filter.after->value);
    if (filter.sort == UserSort::Name) {
        query.bind("afterid", filter.after->id);
    }
}

} // namespace

std::vector<UserRow> UserList::list(const UserFilter& filter) {
    const FaceAges ages = FaceAges::load(m_unit);
    Query query(m_unit, selectUsers(m_unit.dialect(), ages) + conditions(filter, ages) + pageOf(filter) +
                            " LIMIT :limit");
    bindConditions(query, filter, m_unit.tenant());
    bindPage(query, filter);
    ages.bindTo(query);
    query.bind("now", m_now).bind("limit", filter.limit);
    return userRowsOf(query);
}

long long UserList::count(const UserFilter& filter) {
    const bool isByFace = !filter.face.empty();
    const FaceAges ages = isByFace ? FaceAges::load(m_unit) : FaceAges();
    Query query(m_unit,
                "SELECT COUNT(*) FROM user_account u WHERE u.tenant_id = :tenant" + conditions(filter, ages));
    bindConditions(query, filter, m_unit.tenant());
    ages.bindTo(query);
    if (isByFace || !filter.state.empty()) {
        query.bind("now", m_now);
    }
    return std::get<0>(query.first<long long>().value_or(std::tuple(0LL)));
}

ListPosition UserList::positionOf(const UserRow& row, UserSort sort) {
    switch (sort) {
    case UserSort::Login:
        return {row.loginKey, row.user.id.text()};
    case UserSort::Changed:
        return {std::to_string(row.user.rev), row.user.id.text()};
    case UserSort::Name:
        break;
    }
    return {row.user.displayName, row.user.id.text()};
}

} // namespace kaomon::storage
