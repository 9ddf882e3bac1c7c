// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/rotation_repository.h"

#include <set>

#include "storage/query.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeTime = std::optional<TimePoint>;

constexpr const char* kConsoles = "consoles"; // scope of changes that no PC is told

// Each over :tenant, :group and :target. Old keys are the group's other ones that are not retired.
#define KAOMON_OLD_KEYS                                                                                      \
    "(SELECT f.id FROM face_key f WHERE f.tenant_id = :tenant AND f.device_group_id = :group AND f.id <> "   \
    ":target AND f.state <> 'retired')"
#define KAOMON_LACKS_TARGET                                                                                  \
    "NOT EXISTS (SELECT 1 FROM template_key n WHERE n.tenant_id = k.tenant_id AND n.user_id = k.user_id "    \
    "AND "                                                                                                   \
    "n.template_id = k.template_id AND n.face_key_id = :target)"
#define KAOMON_NO_SEAL(receiver)                                                                             \
    "NOT EXISTS (SELECT 1 FROM key_seal s WHERE s.tenant_id = :tenant AND s.kind = 'fk' AND s.key_id = "     \
    ":target AND s.receiver = " receiver ")"

constexpr std::string_view kOwnTemplates =
    " FROM template_key k WHERE k.tenant_id = :tenant AND k.face_key_id IN " KAOMON_OLD_KEYS
    " AND " KAOMON_LACKS_TARGET;
// Of people in the groups that may use the PCs; every person when no group is named.
constexpr std::string_view kSharedTemplates =
    " FROM template_key k WHERE k.tenant_id = :tenant AND " KAOMON_LACKS_TARGET
    " AND (NOT EXISTS (SELECT 1 FROM device_group_scope c WHERE c.tenant_id = :tenant AND c.device_group_id "
    "= "
    ":group) OR EXISTS (SELECT 1 FROM device_group_scope c JOIN user_group_member m ON m.tenant_id = "
    "c.tenant_id AND m.group_id = c.user_group_id WHERE c.tenant_id = :tenant AND c.device_group_id = :group "
    "AND m.user_id = k.user_id))";
constexpr std::string_view kDevices =
    " FROM device d WHERE d.tenant_id = :tenant AND d.group_id = :group AND d.state IN ('active', "
    "'suspended') AND " KAOMON_NO_SEAL("d.id");
constexpr std::string_view kAdmins =
    " FROM user_account u WHERE u.tenant_id = :tenant AND u.deleted_at IS NULL AND u.account_state <> "
    "'disabled' AND u.role IN ('owner', 'user_admin') AND EXISTS (SELECT 1 FROM key_seal o WHERE o.tenant_id "
    "= :tenant AND o.kind = 'fk' AND o.receiver = u.id "
    "AND "
    "o.key_id IN " KAOMON_OLD_KEYS ") AND " KAOMON_NO_SEAL("u.id");
constexpr std::string_view kOldKeys = KAOMON_OLD_KEYS;
#undef KAOMON_OLD_KEYS
#undef KAOMON_LACKS_TARGET
#undef KAOMON_NO_SEAL

Query& bindRotation(Query& query, const TenantId& tenant, const wire::KeyRotation& rotation) {
    return query.bind("tenant", tenant)
        .bind("group", rotation.group)
        .bind("target", rotation.keyId.value_or(std::string()));
}

} // namespace

long long RotationRepository::count(std::string_view sql, const wire::KeyRotation& rotation) {
    Query query(m_unit, sql);
    return std::get<0>(
        bindRotation(query, m_unit.tenant(), rotation).first<long long>().value_or(std::tuple(0LL)));
}

std::optional<wire::KeyRotation> RotationRepository::find(const GroupId& group) {
    const auto row =
        Query(m_unit, "SELECT g.next_key_id, g.due_at, g.due_reason, g.started_at, g.started_by, "
                      "g.work_total, (SELECT MAX(k.id) FROM face_key k WHERE k.tenant_id = g.tenant_id AND "
                      "k.device_group_id = g.id AND k.state = 'current') FROM device_group g WHERE "
                      "g.tenant_id = :tenant AND g.id = :group")
            .bind("tenant", m_unit.tenant())
            .bind("group", group)
            .first<MaybeText, MaybeTime, Text, MaybeTime, MaybeText, long long, MaybeText>();
    if (!row) {
        return std::nullopt;
    }
    const auto& [next, due, reason, startedAt, startedBy, total, current] = *row;
    wire::KeyRotation rotation;
    rotation.group = group;
    rotation.state = next ? "running" : due ? "due" : "idle";
    rotation.reason = reason;
    rotation.keyId = next ? next : current;
    if (next) {
        Query olds(m_unit, kOldKeys.substr(1, kOldKeys.size() - 2));
        for (auto& [id] : bindRotation(olds, m_unit.tenant(), rotation).all<Text>()) {
            rotation.oldKeyIds.push_back(std::move(id));
        }
        rotation.total = total;
        rotation.startedAt = startedAt;
        rotation.startedBy = startedBy;
    }
    const auto distinct =
        "SELECT COUNT(*) FROM (SELECT DISTINCT k.user_id, k.template_id" + std::string(kOwnTemplates) + ") t";
    rotation.templatesLeft = count(distinct, rotation);
    rotation.devicesLeft = count("SELECT COUNT(*)" + std::string(kDevices), rotation);
    rotation.adminsLeft = count("SELECT COUNT(*)" + std::string(kAdmins), rotation);
    return rotation;
}

void RotationRepository::start(const GroupId& group, const std::string& keyId, const UserId& by) {
    Query(m_unit, "UPDATE device_group SET next_key_id = :key, started_at = :now, started_by = :by, "
                  "work_total = 0, rev = :rev WHERE tenant_id = :tenant AND id = :group")
        .bind("key", keyId)
        .bind("now", m_now)
        .bind("by", by)
        .bind("rev", recordChange(m_unit, "device_group", group.text(), ChangeOp::Upsert, kConsoles, m_now))
        .bind("tenant", m_unit.tenant())
        .bind("group", group)
        .run();
    const auto rotation = find(group);
    Query(m_unit, "UPDATE device_group SET work_total = :total WHERE tenant_id = :tenant AND id = :group")
        .bind("total", rotation ? rotation->templatesLeft + rotation->devicesLeft + rotation->adminsLeft : 0)
        .bind("tenant", m_unit.tenant())
        .bind("group", group)
        .run();
}

std::vector<wire::WrapTask> RotationRepository::wrapTasks(const wire::KeyRotation& rotation, bool isOwn,
                                                          int limit) {
    std::vector<wire::WrapTask> tasks;
    const std::string from(isOwn ? kOwnTemplates : kSharedTemplates);
    // one wrap of each template is enough to make another
    Query query(m_unit,
                "SELECT t.id, t.user_id, t.version, t.epoch, t.model_id, w.face_key_id, w.wrapped FROM "
                "(SELECT k.user_id, k.template_id, MIN(k.face_key_id) AS face_key_id" +
                    from +
                    " GROUP BY k.user_id, k.template_id ORDER BY k.user_id, k.template_id LIMIT "
                    ":limit) x JOIN face_template t ON t.tenant_id = :tenant AND t.user_id = "
                    "x.user_id AND t.id = x.template_id JOIN template_key w ON w.tenant_id = :tenant "
                    "AND w.user_id = x.user_id AND w.template_id = x.template_id AND w.face_key_id = "
                    "x.face_key_id");
    auto rows = bindRotation(query, m_unit.tenant(), rotation)
                    .bind("limit", limit)
                    .all<TemplateId, UserId, long long, long long, Text, Text, Bytes>();
    for (auto& [id, user, version, epoch, model, keyId, wrapped] : rows) {
        tasks.push_back({.id = id,
                         .user = user,
                         .version = version,
                         .epoch = epoch,
                         .modelId = std::move(model),
                         .faceKeyId = std::move(keyId),
                         .wrapped = std::move(wrapped)});
    }
    return tasks;
}

std::vector<wire::SealTask> RotationRepository::sealTasks(const wire::KeyRotation& rotation, int limit) {
    std::vector<wire::SealTask> tasks;
    Query devices(m_unit,
                  "SELECT d.id, d.certificate" + std::string(kDevices) + " ORDER BY d.id LIMIT :limit");
    for (auto& [id, certificate] :
         bindRotation(devices, m_unit.tenant(), rotation).bind("limit", limit).all<Text, Bytes>()) {
        tasks.push_back({.receiver = std::move(id), .kind = "device", .certificate = std::move(certificate)});
    }
    Query admins(m_unit, "SELECT u.id" + std::string(kAdmins) + " ORDER BY u.id LIMIT :limit");
    const int rest = limit - static_cast<int>(tasks.size());
    for (auto& [id] : bindRotation(admins, m_unit.tenant(), rotation).bind("limit", rest).all<Text>()) {
        tasks.push_back({.receiver = std::move(id), .kind = "admin", .certificate = {}});
    }
    return tasks;
}

wire::RotationWork RotationRepository::work(const wire::KeyRotation& rotation, int limit) {
    wire::RotationWork work{.rotation = rotation, .templates = {}, .receivers = {}};
    if (!rotation.keyId) {
        return work;
    }
    work.receivers = sealTasks(rotation, limit);
    work.templates = wrapTasks(rotation, true, limit);
    if (work.templates.empty()) {
        work.templates = wrapTasks(rotation, false, limit);
    }
    return work;
}

bool RotationRepository::isReceiver(const wire::KeyRotation& rotation, const std::string& receiver) {
    Query query(m_unit, "SELECT id FROM device WHERE tenant_id = :tenant AND group_id = :group AND state IN "
                        "('active', 'suspended') AND id = :receiver UNION ALL SELECT id FROM user_account "
                        "WHERE tenant_id = :tenant AND deleted_at IS NULL AND account_state <> 'disabled' "
                        "AND role IN ('owner', 'user_admin') AND id = :receiver");
    return query.bind("tenant", m_unit.tenant())
        .bind("group", rotation.group)
        .bind("receiver", receiver)
        .first<Text>()
        .has_value();
}

bool RotationRepository::putWrap(const std::string& keyId, const wire::NewWrap& wrap) {
    const auto has = [&](std::string_view sql) {
        Query query(m_unit, sql);
        query.bind("tenant", m_unit.tenant()).bind("user", wrap.user).bind("id", wrap.id);
        if (sql.find(":key") != std::string_view::npos) {
            query.bind("key", keyId);
        }
        return query.first<Text>().has_value();
    };
    if (!has("SELECT id FROM face_template WHERE tenant_id = :tenant AND user_id = :user AND id = :id")) {
        return false;
    }
    if (has("SELECT face_key_id FROM template_key WHERE tenant_id = :tenant AND user_id = :user AND "
            "template_id = :id AND face_key_id = :key")) {
        return true;
    }
    FaceRepository(m_unit).putKey(wrap.user, wrap.id, {keyId, wrap.wrapped});
    Query(m_unit,
          "UPDATE face_template SET rev = :rev WHERE tenant_id = :tenant AND user_id = :user AND id = "
          ":id")
        .bind("rev", recordChange(m_unit, "template", wrap.id.text(), ChangeOp::Upsert, "", m_now))
        .bind("tenant", m_unit.tenant())
        .bind("user", wrap.user)
        .bind("id", wrap.id)
        .run();
    return true;
}

void RotationRepository::retire(const std::string& keyId) {
    auto receivers = Query(m_unit, "SELECT receiver FROM key_seal WHERE tenant_id = :tenant AND kind = 'fk' "
                                   "AND key_id = :key")
                         .bind("tenant", m_unit.tenant())
                         .bind("key", keyId)
                         .all<Text>();
    for (const auto& [receiver] : receivers) {
        (void)recordChange(m_unit, "seal", "fk|" + keyId, ChangeOp::Delete, receiver, m_now);
    }
    for (const std::string_view sql :
         {"DELETE FROM key_seal WHERE tenant_id = :tenant AND kind = 'fk' AND key_id = :key",
          "DELETE FROM former_seal WHERE tenant_id = :tenant AND kind = 'fk' AND key_id = :key",
          "DELETE FROM template_key WHERE tenant_id = :tenant AND face_key_id = :key",
          "UPDATE face_key SET state = 'retired' WHERE tenant_id = :tenant AND id = :key"}) {
        Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("key", keyId).run();
    }
}

void RotationRepository::finish(const wire::KeyRotation& rotation) {
    for (const std::string& keyId : rotation.oldKeyIds) {
        retire(keyId);
    }
    Query(m_unit, "UPDATE face_key SET state = 'current' WHERE tenant_id = :tenant AND id = :key")
        .bind("tenant", m_unit.tenant())
        .bind("key", rotation.keyId.value_or(std::string()))
        .run();
    // a revocation during the rotation is due for another one
    Query(m_unit,
          "UPDATE device_group SET next_key_id = NULL, due_reason = CASE WHEN due_at > started_at THEN "
          "due_reason ELSE '' END, due_at = CASE WHEN due_at > started_at THEN due_at ELSE NULL END, "
          "started_at = NULL, started_by = NULL, work_total = 0, rev = :rev WHERE tenant_id = :tenant "
          "AND id = :group")
        .bind("rev",
              recordChange(m_unit, "device_group", rotation.group.text(), ChangeOp::Upsert, kConsoles, m_now))
        .bind("tenant", m_unit.tenant())
        .bind("group", rotation.group)
        .run();
}

} // namespace kaomon::storage
