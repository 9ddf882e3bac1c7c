// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/group_repository.h"

#include <algorithm>
#include <set>

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

constexpr const char* kConsoles = "consoles"; // scope of changes that no PC is told
constexpr std::string_view kSelect =
    "SELECT g.id, g.name, g.note, (SELECT COUNT(*) FROM user_group_member m JOIN user_account u ON "
    "u.tenant_id = m.tenant_id AND u.id = m.user_id WHERE m.tenant_id = g.tenant_id AND m.group_id = g.id "
    "AND u.deleted_at IS NULL), g.created_at, g.rev FROM user_group g WHERE g.tenant_id = :tenant";

std::vector<wire::UserGroup> groupsOf(Query& query) {
    std::vector<wire::UserGroup> groups;
    for (auto& [id, name, note, members, created, rev] :
         query.all<GroupId, std::string, std::string, long long, TimePoint, long long>()) {
        groups.push_back(
            {.id = id, .name = name, .note = note, .members = members, .createdAt = created, .rev = rev});
    }
    return groups;
}

} // namespace

std::vector<wire::UserGroup> GroupRepository::list() {
    Query query(m_unit, std::string(kSelect) + " ORDER BY g.name_key");
    query.bind("tenant", m_unit.tenant());
    return groupsOf(query);
}

long long GroupRepository::count() {
    const auto row = Query(m_unit, "SELECT COUNT(*) FROM user_group WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::optional<wire::UserGroup> GroupRepository::find(const GroupId& id) {
    Query query(m_unit, std::string(kSelect) + " AND g.id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    auto groups = groupsOf(query);
    return groups.empty() ? std::nullopt : std::optional(std::move(groups.front()));
}

bool GroupRepository::isNameTaken(const std::string& nameKey, const GroupId& except) {
    return Query(m_unit, "SELECT id FROM user_group WHERE tenant_id = :tenant AND name_key = :key AND id <> "
                         ":except")
        .bind("tenant", m_unit.tenant())
        .bind("key", nameKey)
        .bind("except", except.text())
        .first<std::string>()
        .has_value();
}

long long GroupRepository::uses(const GroupId& id) {
    const auto row = Query(m_unit, "SELECT COUNT(*) FROM device_group_scope WHERE tenant_id = :tenant AND "
                                   "user_group_id = :id")
                         .bind("tenant", m_unit.tenant())
                         .bind("id", id)
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

void GroupRepository::add(const wire::NewGroup& group, const std::string& nameKey) {
    Query(m_unit, "INSERT INTO user_group (tenant_id, id, name, name_key, note, created_at, rev) VALUES "
                  "(:tenant, :id, :name, :key, :note, :now, :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("id", group.id)
        .bind("name", group.name)
        .bind("key", nameKey)
        .bind("note", group.note)
        .bind("now", m_now)
        .bind("rev", recordChange(m_unit, "user_group", group.id.text(), ChangeOp::Upsert, kConsoles, m_now))
        .run();
}

void GroupRepository::update(const wire::UserGroup& group, const std::string& nameKey) {
    Query(m_unit, "UPDATE user_group SET name = :name, name_key = :key, note = :note, rev = :rev WHERE "
                  "tenant_id = :tenant AND id = :id")
        .bind("name", group.name)
        .bind("key", nameKey)
        .bind("note", group.note)
        .bind("rev", recordChange(m_unit, "user_group", group.id.text(), ChangeOp::Upsert, kConsoles, m_now))
        .bind("tenant", m_unit.tenant())
        .bind("id", group.id)
        .run();
}

void GroupRepository::remove(const GroupId& id) {
    (void)recordChange(m_unit, "user_group", id.text(), ChangeOp::Delete, kConsoles, m_now);
    // what is left are deleted people waiting for their purge
    Query(m_unit, "DELETE FROM user_group_member WHERE tenant_id = :tenant AND group_id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    Query(m_unit, "DELETE FROM user_group WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

bool GroupRepository::setMemberships(const UserId& user, const std::vector<GroupId>& groups) {
    if (!std::ranges::all_of(groups, [&](const GroupId& group) { return find(group).has_value(); })) {
        return false;
    }
    Query(m_unit, "DELETE FROM user_group_member WHERE tenant_id = :tenant AND user_id = :user")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
    int position = 0;
    for (const GroupId& group : groups) {
        Query(m_unit, "INSERT INTO user_group_member (tenant_id, user_id, group_id, position) VALUES "
                      "(:tenant, :user, :group, :position)")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .bind("group", group)
            .bind("position", position++)
            .run();
    }
    resendUser(m_unit, user, m_now);
    return true;
}

std::vector<GroupId> GroupRepository::membershipsOf(const UserId& user) {
    Query query(m_unit,
                "SELECT group_id FROM user_group_member WHERE tenant_id = :tenant AND user_id = :user "
                "ORDER BY position");
    query.bind("tenant", m_unit.tenant()).bind("user", user);
    std::vector<GroupId> groups;
    for (auto& [group] : query.all<GroupId>()) {
        groups.push_back(std::move(group));
    }
    return groups;
}

void GroupRepository::setOsAccounts(const UserId& user, const std::vector<wire::AccountLink>& links) {
    Query(m_unit, "DELETE FROM os_account_link WHERE tenant_id = :tenant AND user_id = :user")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
    std::set<std::pair<std::string, std::string>> seen;
    for (const wire::AccountLink& link : links) {
        if (!seen.emplace(link.authority, link.name).second) {
            continue;
        }
        Query(m_unit, "INSERT INTO os_account_link (tenant_id, user_id, authority, name) VALUES (:tenant, "
                      ":user, :authority, :name)")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .bind("authority", link.authority)
            .bind("name", link.name)
            .run();
    }
}

} // namespace kaomon::storage
