// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/device_group_repository.h"

#include <algorithm>
#include <iterator>

#include "storage/repositories/group_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeTime = std::optional<TimePoint>;

constexpr const char* kConsoles = "consoles"; // scope of changes that no PC is told

constexpr std::string_view kSelect =
    "SELECT g.id, g.name, g.note, g.is_shared, (SELECT COUNT(*) FROM device d WHERE d.tenant_id = "
    "g.tenant_id "
    "AND d.group_id = g.id AND d.state <> 'revoked'), (SELECT MAX(k.id) FROM face_key k WHERE k.tenant_id = "
    "g.tenant_id AND k.device_group_id = g.id AND k.state = 'current'), g.due_at, g.due_reason, "
    "g.next_key_id, g.created_at, g.rev FROM device_group g WHERE g.tenant_id = :tenant";

} // namespace

std::vector<wire::DeviceGroup> DeviceGroupRepository::groupsOf(Query& query) {
    std::vector<wire::DeviceGroup> groups;
    for (auto& [id, name, note, isShared, devices, key, due, reason, next, created, rev] :
         query.all<GroupId, Text, Text, int, long long, MaybeText, MaybeTime, Text, MaybeText, TimePoint,
                   long long>()) {
        groups.push_back({.id = id,
                          .name = name,
                          .note = note,
                          .shared = isShared != 0,
                          .userGroups = scopeOf(id),
                          .devices = devices,
                          .faceKeyId = key,
                          .rotationDue = due,
                          .rotationReason = reason,
                          .nextKeyId = next,
                          .createdAt = created,
                          .rev = rev});
    }
    return groups;
}

std::vector<GroupId> DeviceGroupRepository::scopeOf(const GroupId& id) {
    std::vector<GroupId> groups;
    for (auto& [group] : Query(m_unit, "SELECT user_group_id FROM device_group_scope WHERE tenant_id = "
                                       ":tenant AND device_group_id = :id ORDER BY user_group_id")
                             .bind("tenant", m_unit.tenant())
                             .bind("id", id)
                             .all<GroupId>()) {
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<wire::DeviceGroup> DeviceGroupRepository::list() {
    Query query(m_unit, std::string(kSelect) + " ORDER BY g.name_key");
    query.bind("tenant", m_unit.tenant());
    return groupsOf(query);
}

std::optional<wire::DeviceGroup> DeviceGroupRepository::find(const GroupId& id) {
    Query query(m_unit, std::string(kSelect) + " AND g.id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    auto groups = groupsOf(query);
    return groups.empty() ? std::nullopt : std::optional(std::move(groups.front()));
}

bool DeviceGroupRepository::isNameTaken(const std::string& nameKey, const GroupId& except) {
    return Query(m_unit,
                 "SELECT id FROM device_group WHERE tenant_id = :tenant AND name_key = :key AND id <> "
                 ":except")
        .bind("tenant", m_unit.tenant())
        .bind("key", nameKey)
        .bind("except", except.text())
        .first<Text>()
        .has_value();
}

bool DeviceGroupRepository::setScope(const GroupId& id, const std::vector<GroupId>& userGroups) {
    GroupRepository groups(m_unit, m_now);
    if (!std::ranges::all_of(userGroups,
                             [&](const GroupId& group) { return groups.find(group).has_value(); })) {
        return false;
    }
    Query(m_unit, "DELETE FROM device_group_scope WHERE tenant_id = :tenant AND device_group_id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    for (const GroupId& group : userGroups) {
        Query(m_unit, "INSERT INTO device_group_scope (tenant_id, device_group_id, user_group_id) VALUES "
                      "(:tenant, :id, :group) ON CONFLICT DO NOTHING")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .bind("group", group)
            .run();
    }
    return true;
}

void DeviceGroupRepository::insert(const wire::NewDeviceGroup& group, const std::string& nameKey) {
    Query(m_unit,
          "INSERT INTO device_group (tenant_id, id, name, name_key, note, is_shared, created_at, rev) "
          "VALUES (:tenant, :id, :name, :key, :note, :shared, :now, :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("id", group.id)
        .bind("name", group.name)
        .bind("key", nameKey)
        .bind("note", group.note)
        .bind("shared", group.shared ? 1 : 0)
        .bind("now", m_now)
        .bind("rev",
              recordChange(m_unit, "device_group", group.id.text(), ChangeOp::Upsert, kConsoles, m_now))
        .run();
}

bool DeviceGroupRepository::add(const wire::NewDeviceGroup& group, const std::string& nameKey) {
    insert(group, nameKey);
    return setScope(group.id, group.userGroups);
}

bool DeviceGroupRepository::update(const wire::DeviceGroup& before, const wire::DeviceGroup& after,
                                   const std::string& nameKey) {
    Query(m_unit, "UPDATE device_group SET name = :name, name_key = :key, note = :note, is_shared = :shared, "
                  "rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("name", after.name)
        .bind("key", nameKey)
        .bind("note", after.note)
        .bind("shared", after.shared ? 1 : 0)
        .bind("rev",
              recordChange(m_unit, "device_group", after.id.text(), ChangeOp::Upsert, kConsoles, m_now))
        .bind("tenant", m_unit.tenant())
        .bind("id", after.id)
        .run();
    auto wanted = after.userGroups;
    std::ranges::sort(wanted);
    auto had = before.userGroups;
    std::ranges::sort(had);
    if (wanted == had) {
        return true;
    }
    if (!setScope(after.id, wanted)) {
        return false;
    }
    if (wanted.empty() || had.empty()) {
        resendEverybody(m_unit, m_now);
        return true;
    }
    std::vector<GroupId> changed;
    std::ranges::set_symmetric_difference(wanted, had, std::back_inserter(changed));
    for (const GroupId& group : changed) {
        resendMembers(m_unit, group, m_now);
    }
    return true;
}

bool DeviceGroupRepository::isInUse(const GroupId& id) {
    const auto row =
        Query(m_unit, "SELECT (SELECT COUNT(*) FROM device WHERE tenant_id = :tenant AND group_id = :id AND "
                      "state <> 'revoked') + (SELECT COUNT(*) FROM enrolment_code WHERE tenant_id = :tenant "
                      "AND group_id = :id AND is_revoked = 0 AND used < use_count AND not_after > :now) + "
                      "(SELECT COUNT(*) FROM face_key WHERE tenant_id = :tenant AND device_group_id = :id)")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .bind("now", m_now)
            .first<long long>();
    return !row || std::get<0>(*row) > 0;
}

void DeviceGroupRepository::remove(const GroupId& id) {
    (void)recordChange(m_unit, "device_group", id.text(), ChangeOp::Delete, kConsoles, m_now);
    for (const std::string_view sql :
         {"DELETE FROM device_group_scope WHERE tenant_id = :tenant AND device_group_id = :id",
          "DELETE FROM device_group WHERE tenant_id = :tenant AND id = :id"}) {
        Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("id", id).run();
    }
}

void DeviceGroupRepository::adoptFaceKeys(const std::vector<std::pair<std::string, std::string>>& faceKeys) {
    for (const auto& [keyId, groupText] : faceKeys) {
        const auto group = GroupId::parse(groupText);
        if (!group || !isUuid(keyId)) {
            continue; // the manifest is the console's; an id that is none names no group of PCs
        }
        if (!find(*group)) {
            const bool isFirst = list().empty();
            const std::string name = isFirst ? "Default" : "Group " + group->text();
            insert({.id = *group, .name = name, .note = {}, .shared = false, .userGroups = {}},
                   isFirst ? "default" : "group " + group->text());
        }
        Query(m_unit,
              "INSERT INTO face_key (tenant_id, id, device_group_id, state, created_at) SELECT "
              ":tenant, :id, :group, CASE WHEN EXISTS (SELECT 1 FROM face_key k WHERE k.tenant_id = "
              ":tenant AND k.device_group_id = :group) THEN 'new' ELSE 'current' END, :now WHERE 1 = 1 "
              "ON CONFLICT (tenant_id, id) DO NOTHING")
            .bind("tenant", m_unit.tenant())
            .bind("id", keyId)
            .bind("group", *group)
            .bind("now", m_now)
            .run();
    }
}

std::optional<std::string> DeviceGroupRepository::stateOfKey(const std::string& keyId, const GroupId& group) {
    auto row = Query(m_unit, "SELECT state FROM face_key WHERE tenant_id = :tenant AND id = :id AND "
                             "device_group_id = :group")
                   .bind("tenant", m_unit.tenant())
                   .bind("id", keyId)
                   .bind("group", group)
                   .first<Text>();
    return row ? std::optional(std::move(std::get<0>(*row))) : std::nullopt;
}

std::optional<std::string> DeviceGroupRepository::stateOfKey(const std::string& keyId) {
    auto row = Query(m_unit, "SELECT state FROM face_key WHERE tenant_id = :tenant AND id = :id")
                   .bind("tenant", m_unit.tenant())
                   .bind("id", keyId)
                   .first<Text>();
    return row ? std::optional(std::move(std::get<0>(*row))) : std::nullopt;
}

void DeviceGroupRepository::markDue(const GroupId& group, const std::string& reason) {
    Query(m_unit, "UPDATE device_group SET due_at = :now, due_reason = :reason, rev = :rev WHERE tenant_id = "
                  ":tenant AND id = :id")
        .bind("now", m_now)
        .bind("reason", reason)
        .bind("rev", recordChange(m_unit, "device_group", group.text(), ChangeOp::Upsert, kConsoles, m_now))
        .bind("tenant", m_unit.tenant())
        .bind("id", group)
        .run();
}

bool DeviceGroupRepository::haveSameScope(const GroupId& a, const GroupId& b) {
    return scopeOf(a) == scopeOf(b);
}

} // namespace kaomon::storage
