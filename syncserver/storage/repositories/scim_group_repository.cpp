// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/scim_group_repository.h"

#include <algorithm>
#include <array>

#include "storage/bulk.h"
#include "storage/repositories/scim_condition.h"

namespace kaomon::storage {
namespace {

constexpr std::size_t kIdsPerStatement = 200;

// A group's members as providers see them, for a group `g` and a member `#`.
constexpr std::string_view kHasMember =
    "(EXISTS (SELECT 1 FROM scim_group_member w WHERE w.tenant_id = g.tenant_id AND w.group_id = g.id AND "
    "w.user_id = #) OR (EXISTS (SELECT 1 FROM user_group_member m WHERE m.tenant_id = g.tenant_id AND "
    "m.group_id = g.id AND m.user_id = #) AND NOT EXISTS (SELECT 1 FROM scim_group k WHERE k.tenant_id = "
    "g.tenant_id AND k.group_id = g.id)))";

using Kind = ScimAttribute::Kind;
constexpr auto kAttributes = std::to_array<ScimAttribute>({
    {"id", "g.id", Kind::Exact},
    {"displayname", "LOWER(g.name)"},
    {"externalid",
     "COALESCE((SELECT x.external_id FROM scim_external_id x WHERE x.tenant_id = g.tenant_id AND "
     "x.kind = 'group' AND x.object_id = g.id), '')",
     Kind::Exact},
    {"members", kHasMember, Kind::Member},
    {"members.value", kHasMember, Kind::Member},
});

// Everybody who is wanted in a group without being in it, or is in a provider's group without being wanted.
constexpr std::string_view kDiffering =
    "SELECT w.user_id AS id FROM scim_group_member w JOIN user_account u ON u.tenant_id = w.tenant_id AND "
    "u.id = w.user_id AND u.deleted_at IS NULL WHERE w.tenant_id = :tenant AND NOT EXISTS (SELECT 1 FROM "
    "user_group_member m WHERE m.tenant_id = w.tenant_id AND m.group_id = w.group_id AND m.user_id = "
    "w.user_id) UNION SELECT m.user_id FROM user_group_member m JOIN scim_group k ON k.tenant_id = "
    "m.tenant_id AND k.group_id = m.group_id JOIN user_account u ON u.tenant_id = m.tenant_id AND u.id = "
    "m.user_id AND u.deleted_at IS NULL WHERE m.tenant_id = :tenant AND NOT EXISTS (SELECT 1 FROM "
    "scim_group_member w WHERE w.tenant_id = m.tenant_id AND w.group_id = m.group_id AND w.user_id = "
    "m.user_id)";

std::vector<std::vector<std::string>> pieces(const std::vector<UserId>& users) {
    std::vector<std::vector<std::string>> all;
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (i % kIdsPerStatement == 0) {
            all.emplace_back();
        }
        all.back().push_back(users[i].text());
    }
    return all;
}

} // namespace

GroupKeeper ScimGroupRepository::keeperOf(const GroupId& group) {
    const auto row =
        Query(m_unit, "SELECT is_gone FROM scim_group WHERE tenant_id = :tenant AND group_id = :group")
            .bind("tenant", m_unit.tenant())
            .bind("group", group)
            .first<int>();
    if (!row) {
        return GroupKeeper::Console;
    }
    return std::get<0>(*row) != 0 ? GroupKeeper::Leaving : GroupKeeper::Provider;
}

void ScimGroupRepository::take(const GroupId& group) {
    Query(m_unit, "INSERT INTO scim_group (tenant_id, group_id, is_gone) VALUES (:tenant, :group, 0) ON "
                  "CONFLICT (tenant_id, group_id) DO UPDATE SET is_gone = 0")
        .bind("tenant", m_unit.tenant())
        .bind("group", group)
        .run();
}

void ScimGroupRepository::letGo(const GroupId& group) {
    removeAllMembers(group);
    Query(m_unit, "UPDATE scim_group SET is_gone = 1 WHERE tenant_id = :tenant AND group_id = :group")
        .bind("tenant", m_unit.tenant())
        .bind("group", group)
        .run();
}

void ScimGroupRepository::forget(const GroupId& group) {
    removeAllMembers(group);
    for (const std::string_view sql :
         {"DELETE FROM scim_group WHERE tenant_id = :tenant AND group_id = :group",
          "DELETE FROM scim_external_id WHERE tenant_id = :tenant AND kind = 'group' AND object_id = "
          ":group"}) {
        Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("group", group).run();
    }
}

std::optional<GroupId> ScimGroupRepository::leavingNamed(const std::string& nameKey) {
    const auto row = Query(m_unit, "SELECT g.id FROM user_group g JOIN scim_group k ON k.tenant_id = "
                                   "g.tenant_id AND k.group_id = g.id WHERE g.tenant_id = :tenant AND "
                                   "g.name_key = :key AND k.is_gone = 1")
                         .bind("tenant", m_unit.tenant())
                         .bind("key", nameKey)
                         .first<GroupId>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

std::vector<GroupMember> ScimGroupRepository::members(const GroupId& group) {
    const std::string table =
        keeperOf(group) == GroupKeeper::Console ? "user_group_member" : "scim_group_member";
    auto rows = Query(m_unit, "SELECT u.id, u.display_name FROM " + table +
                                  " m JOIN user_account u ON u.tenant_id = m.tenant_id AND u.id = m.user_id "
                                  "WHERE m.tenant_id = :tenant AND m.group_id = :group AND u.deleted_at IS "
                                  "NULL ORDER BY u.id")
                    .bind("tenant", m_unit.tenant())
                    .bind("group", group)
                    .all<UserId, std::string>();
    std::vector<GroupMember> members;
    members.reserve(rows.size());
    for (auto& [user, name] : rows) {
        members.push_back({std::move(user), std::move(name)});
    }
    return members;
}

std::size_t ScimGroupRepository::countPeople(const std::vector<UserId>& users) {
    long long count = 0;
    for (const auto& ids : pieces(users)) {
        Query query(m_unit, "SELECT COUNT(*) FROM user_account WHERE tenant_id = :tenant AND deleted_at IS "
                            "NULL AND id IN (" +
                                listOf(ids.size()) + ")");
        query.bind("tenant", m_unit.tenant());
        bindList(query, ids);
        count += std::get<0>(query.first<long long>().value_or(std::tuple(0LL)));
    }
    return static_cast<std::size_t>(count);
}

void ScimGroupRepository::addMembers(const GroupId& group, const std::vector<UserId>& users) {
    std::vector<std::vector<Cell>> rows;
    rows.reserve(users.size());
    for (const UserId& user : users) {
        rows.push_back({cellOf(user)});
    }
    insertRows(
        m_unit, "INSERT INTO scim_group_member (tenant_id, group_id, user_id) VALUES ", ":tenant, :group",
        [&](Query& query) { query.bind("tenant", m_unit.tenant()).bind("group", group); }, rows,
        " ON CONFLICT (tenant_id, group_id, user_id) DO NOTHING");
}

void ScimGroupRepository::removeMembers(const GroupId& group, const std::vector<UserId>& users) {
    for (const auto& ids : pieces(users)) {
        Query query(m_unit, "DELETE FROM scim_group_member WHERE tenant_id = :tenant AND group_id = :group "
                            "AND user_id IN (" +
                                listOf(ids.size()) + ")");
        query.bind("tenant", m_unit.tenant()).bind("group", group);
        bindList(query, ids);
        query.run();
    }
}

void ScimGroupRepository::removeAllMembers(const GroupId& group) {
    Query(m_unit, "DELETE FROM scim_group_member WHERE tenant_id = :tenant AND group_id = :group")
        .bind("tenant", m_unit.tenant())
        .bind("group", group)
        .run();
}

Result<ScimGroupRepository::Found> ScimGroupRepository::find(const exchange::scim::Filter* filter,
                                                             const ScimPage& part) {
    ScimCondition condition(kAttributes);
    if (filter != nullptr && !condition.add(*filter)) {
        return fail(ErrorCode::ValidationFailed, "an attribute that cannot be searched", "invalidFilter");
    }
    const std::string where = " FROM user_group g WHERE g.tenant_id = :tenant AND NOT EXISTS (SELECT 1 FROM "
                              "scim_group l WHERE l.tenant_id = g.tenant_id AND l.group_id = g.id AND "
                              "l.is_gone = 1)" +
                              (filter != nullptr ? " AND " + condition.sql() : std::string());
    Query count(m_unit, "SELECT COUNT(*)" + where);
    count.bind("tenant", m_unit.tenant());
    condition.bind(count);
    Found found;
    found.total = std::get<0>(count.first<long long>().value_or(std::tuple(0LL)));
    Query page(m_unit, "SELECT g.id, g.name_key" + where + (part.after ? " AND g.name_key > :after" : "") +
                           " ORDER BY g.name_key LIMIT :limit OFFSET :offset");
    page.bind("tenant", m_unit.tenant())
        .bind("limit", part.limit + (part.after ? 1 : 0))
        .bind("offset", part.after ? 0 : part.offset);
    if (part.after) {
        page.bind("after", *part.after);
    }
    condition.bind(page);
    std::string last = part.after.value_or("");
    for (auto& [id, key] : page.all<GroupId, std::string>()) {
        if (static_cast<int>(found.groups.size()) == part.limit) {
            found.next = last;
            break;
        }
        found.groups.push_back(std::move(id));
        last = std::move(key);
    }
    return found;
}

std::vector<GroupWish> ScimGroupRepository::wishes(const std::string& after, int limit) {
    const auto rows = Query(m_unit, "SELECT id FROM (" + std::string(kDiffering) +
                                        ") d WHERE id > :after ORDER BY id LIMIT :limit")
                          .bind("tenant", m_unit.tenant())
                          .bind("after", after)
                          .bind("limit", limit)
                          .all<UserId>();
    std::vector<GroupWish> all;
    for (const auto& [user] : rows) {
        all.push_back(wishOf(user));
    }
    return all;
}

long long ScimGroupRepository::countWishes() {
    const auto row = Query(m_unit, "SELECT COUNT(*) FROM (" + std::string(kDiffering) + ") d")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

// What is signed stays in its order, without the providers' groups that do not want the person any more.
GroupWish ScimGroupRepository::wishOf(const UserId& user) {
    GroupWish wish{.user = user, .login = {}, .displayName = {}, .groups = {}, .wanted = {}};
    const auto person = Query(m_unit, "SELECT u.login, u.display_name, COALESCE((SELECT p.version FROM "
                                      "policy_document p WHERE p.tenant_id = u.tenant_id AND p.kind = "
                                      "'group_members' AND p.scope = :scope), 0) FROM user_account u WHERE "
                                      "u.tenant_id = :tenant AND u.id = :user")
                            .bind("scope", "user:" + user.text())
                            .bind("tenant", m_unit.tenant())
                            .bind("user", user)
                            .first<std::string, std::string, long long>();
    if (person) {
        std::tie(wish.login, wish.displayName, wish.version) = *person;
    }
    for (auto& [group, isKept, isWanted] :
         Query(m_unit, "SELECT m.group_id, (SELECT COUNT(*) FROM scim_group k WHERE k.tenant_id = "
                       "m.tenant_id AND k.group_id = m.group_id), (SELECT COUNT(*) FROM scim_group_member w "
                       "WHERE w.tenant_id = m.tenant_id AND w.group_id = m.group_id AND w.user_id = "
                       "m.user_id) FROM user_group_member m WHERE m.tenant_id = :tenant AND m.user_id = "
                       ":user ORDER BY m.position")
             .bind("tenant", m_unit.tenant())
             .bind("user", user)
             .all<GroupId, long long, long long>()) {
        wish.groups.push_back(group);
        if (isKept == 0 || isWanted > 0) {
            wish.wanted.push_back(std::move(group));
        }
    }
    for (auto& [group] : Query(m_unit, "SELECT w.group_id FROM scim_group_member w JOIN user_group g ON "
                                       "g.tenant_id = w.tenant_id AND g.id = w.group_id WHERE w.tenant_id = "
                                       ":tenant AND w.user_id = :user ORDER BY g.name_key")
                             .bind("tenant", m_unit.tenant())
                             .bind("user", user)
                             .all<GroupId>()) {
        if (std::ranges::find(wish.groups, group) == wish.groups.end()) {
            wish.wanted.push_back(std::move(group));
        }
    }
    return wish;
}

bool ScimGroupRepository::dismiss(const UserId& user) {
    long long changed = Query(m_unit, "DELETE FROM scim_group_member WHERE tenant_id = :tenant AND user_id = "
                                      ":user AND group_id NOT IN (SELECT group_id FROM user_group_member "
                                      "WHERE tenant_id = :tenant AND user_id = :user)")
                            .bind("tenant", m_unit.tenant())
                            .bind("user", user)
                            .run();
    changed += Query(m_unit, "INSERT INTO scim_group_member (tenant_id, group_id, user_id) SELECT "
                             "m.tenant_id, m.group_id, m.user_id FROM user_group_member m JOIN scim_group k "
                             "ON k.tenant_id = m.tenant_id AND k.group_id = m.group_id AND k.is_gone = 0 "
                             "WHERE m.tenant_id = :tenant AND m.user_id = :user ON CONFLICT (tenant_id, "
                             "group_id, user_id) DO NOTHING")
                   .bind("tenant", m_unit.tenant())
                   .bind("user", user)
                   .run();
    return changed > 0;
}

} // namespace kaomon::storage
