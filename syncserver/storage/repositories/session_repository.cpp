// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/session_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kSelect =
    "SELECT s.id, s.user_id, s.key_id, s.key_public, s.device_id, s.access_until, s.refresh_until, "
    "s.ends_at, s.strong_auth_at, s.is_limited, s.needs_second_factor, u.must_change, "
    "u.role, u.account_state, u.password_kind, d.state, d.group_id FROM session s "
    "JOIN user_account u ON u.tenant_id = s.tenant_id AND u.id = s.user_id "
    "LEFT JOIN device d ON d.tenant_id = s.tenant_id AND d.id = s.device_id "
    "WHERE s.tenant_id = :tenant AND s.";

} // namespace

void SessionRepository::add(const NewSession& session) {
    Query(m_unit,
          "INSERT INTO session (tenant_id, id, access_hash, refresh_hash, user_id, key_id, key_public, "
          "device_id, created_at, access_until, refresh_until, ends_at, strong_auth_at, is_limited, "
          "needs_second_factor, address) VALUES (:tenant, :id, "
          ":access, :refresh, :user, :key, :public, :device, :created, :access_until, :refresh_until, :ends, "
          ":strong, :limited, :factor, :address)")
        .bind("tenant", m_unit.tenant())
        .bind("id", session.id)
        .bind("access", session.accessHash)
        .bind("refresh", session.refreshHash)
        .bind("user", session.user)
        .bind("key", session.keyId)
        .bind("public", session.keyPublic)
        .bind("device", session.device)
        .bind("created", session.createdAt)
        .bind("access_until", session.times.accessUntil)
        .bind("refresh_until", session.times.refreshUntil)
        .bind("ends", session.times.endsAt)
        .bind("strong", session.strongAuthAt)
        .bind("limited", session.isLimited ? 1 : 0)
        .bind("factor", session.needsSecondFactor ? 1 : 0)
        .bind("address", session.address)
        .run();
}

std::optional<SessionRow> SessionRepository::findWhere(const char* column, const std::string& hash) {
    auto row = Query(m_unit, std::string(kSelect) + column + " = :hash")
                   .bind("tenant", m_unit.tenant())
                   .bind("hash", hash)
                   .first<std::string, UserId, std::string, Bytes, std::optional<DeviceId>, TimePoint,
                          TimePoint, TimePoint, TimePoint, int, int, int, std::string, std::string,
                          std::string, std::optional<std::string>, std::optional<std::string>>();
    if (!row) {
        return std::nullopt;
    }
    auto& [id, user, keyId, keyPublic, device, access, refresh, ends, strong, limited, needsFactor,
           mustChange, role, state, kind, deviceState, group] = *row;
    return SessionRow{.id = std::move(id),
                      .user = std::move(user),
                      .keyId = std::move(keyId),
                      .keyPublic = std::move(keyPublic),
                      .device = std::move(device),
                      .times = {access, refresh, ends},
                      .strongAuthAt = strong,
                      .isLimited = limited == 1,
                      .needsSecondFactor = needsFactor == 1,
                      .mustChange = mustChange == 1,
                      .role = std::move(role),
                      .accountState = std::move(state),
                      .passwordKind = std::move(kind),
                      .deviceState = std::move(deviceState),
                      .deviceGroup = std::move(group)};
}

std::optional<SessionRow> SessionRepository::findByAccess(const std::string& accessHash) {
    return findWhere("access_hash", accessHash);
}

std::optional<SessionRow> SessionRepository::findByRefresh(const std::string& refreshHash) {
    return findWhere("refresh_hash", refreshHash);
}

std::optional<SessionRow> SessionRepository::findBySpentRefresh(const std::string& refreshHash) {
    return findWhere("spent_refresh_hash", refreshHash);
}

bool SessionRepository::rotate(const std::string& id, const std::string& oldRefreshHash,
                               const std::string& accessHash, const std::string& refreshHash,
                               const SessionTimes& times) {
    return Query(m_unit, "UPDATE session SET access_hash = :access, refresh_hash = :refresh, "
                         "spent_refresh_hash = :old, access_until = :access_until, "
                         "refresh_until = :refresh_until "
                         "WHERE tenant_id = :tenant AND id = :id AND refresh_hash = :old")
               .bind("access", accessHash)
               .bind("refresh", refreshHash)
               .bind("old", oldRefreshHash)
               .bind("access_until", times.accessUntil)
               .bind("refresh_until", times.refreshUntil)
               .bind("tenant", m_unit.tenant())
               .bind("id", id)
               .run() == 1;
}

void SessionRepository::extend(const std::string& id, TimePoint accessUntil, TimePoint refreshUntil) {
    Query(m_unit, "UPDATE session SET access_until = :access_until, refresh_until = :refresh_until "
                  "WHERE tenant_id = :tenant AND id = :id")
        .bind("access_until", accessUntil)
        .bind("refresh_until", refreshUntil)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void SessionRepository::noteStrongAuth(const std::string& id, TimePoint at) {
    Query(m_unit, "UPDATE session SET strong_auth_at = :at WHERE tenant_id = :tenant AND id = :id")
        .bind("at", at)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void SessionRepository::remove(const std::string& id) {
    Query(m_unit, "DELETE FROM session WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void SessionRepository::removeOthersOf(const UserId& user, const std::string& keptId) {
    Query(m_unit, "DELETE FROM session WHERE tenant_id = :tenant AND user_id = :user AND id <> :id")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", keptId)
        .run();
}

void SessionRepository::removeEnded(TimePoint now) {
    Query(m_unit,
          "DELETE FROM session WHERE tenant_id = :tenant AND (ends_at <= :now OR refresh_until <= :now)")
        .bind("tenant", m_unit.tenant())
        .bind("now", now)
        .run();
}

std::vector<SessionSummary> SessionRepository::listOf(const UserId& user, TimePoint now) {
    std::vector<SessionSummary> sessions;
    auto rows = Query(m_unit, "SELECT s.id, s.created_at, s.access_until, s.ends_at, s.device_id, d.name, "
                              "s.address FROM session s LEFT JOIN device d ON d.tenant_id = s.tenant_id AND "
                              "d.id = s.device_id WHERE s.tenant_id = :tenant AND s.user_id = :user AND "
                              "s.ends_at > :now AND s.refresh_until > :now ORDER BY s.created_at DESC, s.id")
                    .bind("tenant", m_unit.tenant())
                    .bind("user", user)
                    .bind("now", now)
                    .all<std::string, TimePoint, TimePoint, TimePoint, std::optional<DeviceId>,
                         std::optional<std::string>, std::string>();
    for (auto& [id, created, access, ends, device, name, address] : rows) {
        sessions.push_back({std::move(id), user, created, access, ends, std::move(device), std::move(name),
                            std::move(address)});
    }
    return sessions;
}

std::optional<UserId> SessionRepository::userOf(const std::string& id) {
    auto row = Query(m_unit, "SELECT user_id FROM session WHERE tenant_id = :tenant AND id = :id")
                   .bind("tenant", m_unit.tenant())
                   .bind("id", id)
                   .first<UserId>();
    return row ? std::optional(std::move(std::get<0>(*row))) : std::nullopt;
}

std::optional<DeviceKeyRow> SessionRepository::deviceKey(const DeviceId& device) {
    auto row = Query(m_unit, "SELECT sign_public, state, group_id FROM device "
                             "WHERE tenant_id = :tenant AND id = :id")
                   .bind("tenant", m_unit.tenant())
                   .bind("id", device)
                   .first<Bytes, std::string, GroupId>();
    if (!row) {
        return std::nullopt;
    }
    auto& [signPublic, state, group] = *row;
    return DeviceKeyRow{std::move(signPublic), std::move(state), std::move(group)};
}

} // namespace kaomon::storage
