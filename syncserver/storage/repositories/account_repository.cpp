// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/account_repository.h"

#include <algorithm>

#include "domain/role.h"
#include "storage/query.h"
#include "storage/repositories/key_renewal_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeTime = std::optional<TimePoint>;

} // namespace

std::optional<AccountRow> AccountRepository::find(const UserId& user) {
    auto row =
        Query(m_unit, "SELECT login_key, role, password_kind, rev, vault_frozen_at, reissued_by, "
                      "reissued_at, "
                      "(SELECT COUNT(*) FROM user_key k WHERE k.tenant_id = u.tenant_id AND "
                      "k.user_id = u.id), "
                      "(SELECT COUNT(*) FROM face_template t WHERE t.tenant_id = u.tenant_id AND "
                      "t.user_id = u.id) FROM user_account u WHERE tenant_id = :tenant AND id = :user AND "
                      "deleted_at IS NULL")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .first<Text, Text, Text, long long, MaybeTime, MaybeText, MaybeTime, int, int>();
    if (!row) {
        return std::nullopt;
    }
    auto& [key, role, kind, rev, frozen, by, reissued, wraps, faces] = *row;
    return AccountRow{.id = user,
                      .loginKey = std::move(key),
                      .role = std::move(role),
                      .passwordKind = kind,
                      .rev = rev,
                      .hasSecrets = kind == "chosen" || wraps > 0 || faces > 0,
                      .vaultFrozenAt = frozen,
                      .reissuedBy = std::move(by),
                      .reissuedAt = reissued};
}

void AccountRepository::touch(const UserId& user, const char* assignments) {
    const long long rev = recordChange(m_unit, "user", user.text(), ChangeOp::Upsert, "", m_now);
    Query(m_unit, std::string("UPDATE user_account SET ") + assignments +
                      ", rev = :rev WHERE tenant_id = :tenant AND id = :user")
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

void AccountRepository::setRole(const UserId& user, const std::string& role) {
    const long long rev = recordChange(m_unit, "user", user.text(), ChangeOp::Upsert, "", m_now);
    Query(m_unit, "UPDATE user_account SET role = :role, rev = :rev WHERE tenant_id = :tenant AND id = :user")
        .bind("role", role)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
    const auto known = domain::roleFromWire(role).value_or(domain::Role::Member);
    KeyRenewalRepository renewals(m_unit, m_now);
    renewals.noteLoss(user, known, "role_lost");
    renewals.forgetForeign(user, known);
    KeyRepository(m_unit).removeForeignSeals(user.text(), known);
    Query(m_unit, "DELETE FROM session WHERE tenant_id = :tenant AND user_id = :user")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

void AccountRepository::freezeVault(const UserId& user, const UserId& reissuedBy) {
    Query(m_unit, "UPDATE user_account SET vault_frozen_at = COALESCE(vault_frozen_at, :now), "
                  "reissued_at = :now, reissued_by = :by WHERE tenant_id = :tenant AND id = :id")
        .bind("now", m_now)
        .bind("by", reissuedBy)
        .bind("tenant", m_unit.tenant())
        .bind("id", user)
        .run();
}

void AccountRepository::thawVault(const UserId& user) {
    touch(user, "vault_frozen_at = NULL, reissued_at = NULL, reissued_by = NULL");
}

void AccountRepository::requireNewPassword(const UserId& user) {
    touch(user, "must_change = 1");
}

bool AccountRepository::hasDeviceSeal(const UserId& user, const DeviceId& device) {
    return Query(m_unit, "SELECT rev FROM user_key WHERE tenant_id = :tenant AND user_id = :user AND "
                         "kind = 'device' AND target = :device")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("device", device)
        .first<long long>()
        .has_value();
}

std::vector<SignInLock> AccountRepository::locks(const std::string& loginKey) {
    std::vector<SignInLock> locks;
    auto rows = Query(m_unit, "SELECT source, failures, locked_until FROM login_guard WHERE "
                              "tenant_id = :tenant AND login_key = :login ORDER BY source")
                    .bind("tenant", m_unit.tenant())
                    .bind("login", loginKey)
                    .all<Text, int, TimePoint>();
    for (auto& [source, failures, until] : rows) {
        locks.push_back({std::move(source), failures, until});
    }
    return locks;
}

std::vector<SignInTry> AccountRepository::lastTries(const std::string& loginKey, int limit) {
    std::vector<SignInTry> tries;
    auto rows = Query(m_unit, "SELECT at, source, address FROM sign_in_try WHERE tenant_id = :tenant AND "
                              "login_key = :login ORDER BY at DESC, id DESC LIMIT :limit")
                    .bind("tenant", m_unit.tenant())
                    .bind("login", loginKey)
                    .bind("limit", limit)
                    .all<TimePoint, Text, Text>();
    for (auto& [at, source, address] : rows) {
        tries.push_back({at, std::move(source), std::move(address)});
    }
    return tries;
}

void AccountRepository::unlock(const std::string& loginKey) {
    Query(m_unit, "DELETE FROM login_guard WHERE tenant_id = :tenant AND login_key = :login")
        .bind("tenant", m_unit.tenant())
        .bind("login", loginKey)
        .run();
}

void AccountRepository::note(AccountAct act) {
    const bool isOfUser = act.user.has_value();
    std::vector<wire::OperationChange> changes;
    if (isOfUser && act.device) {
        changes.push_back({"device", std::nullopt, act.device->text()});
    }
    m_unit.acts().note({.kind = std::move(act.kind),
                        .objectKind = isOfUser ? "user" : (act.device ? "device" : ""),
                        .object = isOfUser ? act.user->text() : (act.device ? act.device->text() : ""),
                        .reason = std::move(act.reason),
                        .detail = std::move(act.detail),
                        .changes = std::move(changes)});
}

// A view of the operation log: the entries that note() made, be they about a person, a PC or neither.
std::vector<AccountAct> AccountRepository::acts(const AccountActFilter& filter) {
    Text sql = "SELECT rec FROM operation_log WHERE tenant_id = :tenant AND kind <> '' AND "
               "action NOT IN ('putPolicy', 'bulkUsers')";
    sql += filter.kind.empty() ? "" : " AND kind = :kind";
    sql += filter.user.empty() ? "" : " AND object_kind = 'user' AND object_id = :user";
    sql += filter.beforeSeq ? " AND seq < :before" : "";
    Query query(m_unit, sql + " ORDER BY seq DESC LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", filter.limit);
    if (!filter.kind.empty()) {
        query.bind("kind", filter.kind);
    }
    if (!filter.user.empty()) {
        query.bind("user", filter.user);
    }
    if (filter.beforeSeq) {
        query.bind("before", *filter.beforeSeq);
    }
    std::vector<AccountAct> acts;
    for (auto& [record] : query.all<Text>()) {
        auto entry = wire::decode<wire::Operation>(record);
        if (!entry) {
            throw StorageFault(StorageFault::Kind::Corrupt, "operation log");
        }
        const bool isOfUser = entry->objectKind == "user";
        const bool isOfDevice = entry->objectKind == "device";
        const auto named = std::ranges::find(entry->changes, Text("device"), &wire::OperationChange::field);
        const Text namedDevice = named == entry->changes.end() ? "" : named->after.value_or("");
        const Text deviceText = isOfDevice ? entry->object : (isOfUser ? namedDevice : "");
        const auto user = UserId::parse(isOfUser ? entry->object : Text());
        const auto device = DeviceId::parse(deviceText);
        acts.push_back({std::to_string(entry->seq), entry->at, std::move(entry->kind),
                        entry->actorKind == "device" ? "device:" + entry->actor : entry->actor,
                        user ? std::optional(*user) : std::nullopt,
                        device ? std::optional(*device) : std::nullopt, std::move(entry->reason),
                        std::move(entry->detail)});
    }
    return acts;
}

void AccountRepository::putEmergencyKey(const DeviceId& device, const Bytes& sealed) {
    Query(m_unit, "INSERT INTO emergency_key (tenant_id, device_id, sealed, created_at) VALUES (:tenant, "
                  ":device, :sealed, :now) ON CONFLICT (tenant_id, device_id) DO UPDATE SET "
                  "sealed = excluded.sealed, created_at = excluded.created_at")
        .bind("tenant", m_unit.tenant())
        .bind("device", device)
        .bind("sealed", sealed)
        .bind("now", m_now)
        .run();
}

std::optional<Bytes> AccountRepository::emergencyKey(const DeviceId& device) {
    auto row =
        Query(m_unit, "SELECT sealed FROM emergency_key WHERE tenant_id = :tenant AND device_id = :device")
            .bind("tenant", m_unit.tenant())
            .bind("device", device)
            .first<Bytes>();
    return row ? std::optional(std::move(std::get<0>(*row))) : std::nullopt;
}

} // namespace kaomon::storage
