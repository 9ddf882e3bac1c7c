// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/session_repository.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kColumns = R"(SELECT s.id, s.access_hash, s.refresh_hash, s.user_id, s.key_id,
    s.key_public, s.device_id, s.created_at, s.access_until, s.refresh_until, s.ends_at, u.role, u.account_state,
    u.password_kind, d.state, d.group_id
    FROM session s JOIN user_account u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
    LEFT JOIN device d ON d.tenant_id = s.tenant_id AND d.id = s.device_id )";

std::optional<SessionView> toView(Query& query) {
    auto row = query.first<std::string, std::string, std::string, UserId, std::string, Bytes, std::optional<DeviceId>,
                           TimePoint, TimePoint, TimePoint, TimePoint, std::string, std::string, std::string,
                           std::optional<std::string>, std::optional<GroupId>>();
    if (!row) {
        return std::nullopt;
    }
    auto& [id, access, refresh, user, keyId, keyPublic, device, created, accessUntil, refreshUntil, ends, role, state,
           kind, deviceState, group] = *row;
    return SessionView{{std::move(id), std::move(access), std::move(refresh), std::move(user), std::move(keyId),
                        std::move(keyPublic), std::move(device), created, accessUntil, refreshUntil, ends},
                       std::move(role),
                       std::move(state),
                       kind != "chosen",
                       std::move(deviceState),
                       std::move(group)};
}

} // namespace

void SessionRepository::insert(const TenantId& tenant, const SessionRow& session) {
    Query(m_work, R"(INSERT INTO session (tenant_id, id, access_hash, refresh_hash, user_id, key_id, key_public,
        device_id, created_at, access_until, refresh_until, ends_at)
        VALUES (:tenant, :id, :access, :refresh, :user_id, :key_id, :key_public, :device, :created_at, :access_until,
        :refresh_until, :ends_at))")
        .bind("tenant", tenant)
        .bind("id", session.id)
        .bind("access", session.accessHash)
        .bind("refresh", session.refreshHash)
        .bind("user_id", session.user)
        .bind("key_id", session.keyId)
        .bind("key_public", session.keyPublic)
        .bind("device", session.device)
        .bind("created_at", session.createdAt)
        .bind("access_until", session.accessUntil)
        .bind("refresh_until", session.refreshUntil)
        .bind("ends_at", session.endsAt)
        .run();
}

std::optional<SessionView> SessionRepository::findByAccess(const TenantId& tenant, const std::string& accessHash) {
    Query query(m_work, std::string(kColumns) + "WHERE s.tenant_id = :tenant AND s.access_hash = :hash");
    query.bind("tenant", tenant).bind("hash", accessHash);
    return toView(query);
}

std::optional<SessionView> SessionRepository::findByRefresh(const TenantId& tenant, const std::string& refreshHash) {
    Query query(m_work, std::string(kColumns) + "WHERE s.tenant_id = :tenant AND s.refresh_hash = :hash");
    query.bind("tenant", tenant).bind("hash", refreshHash);
    return toView(query);
}

bool SessionRepository::rotate(const TenantId& tenant, const std::string& oldRefreshHash, const SessionRow& next) {
    return Query(m_work, R"(UPDATE session SET access_hash = :access, refresh_hash = :refresh,
        spent_refresh_hash = :spent, access_until = :access_until, refresh_until = :refresh_until
        WHERE tenant_id = :tenant AND id = :id AND refresh_hash = :old)")
               .bind("access", next.accessHash)
               .bind("refresh", next.refreshHash)
               .bind("spent", oldRefreshHash)
               .bind("access_until", next.accessUntil)
               .bind("refresh_until", next.refreshUntil)
               .bind("tenant", tenant)
               .bind("id", next.id)
               .bind("old", oldRefreshHash)
               .run() == 1;
}

bool SessionRepository::removeBySpentRefresh(const TenantId& tenant, const std::string& refreshHash) {
    return Query(m_work, "DELETE FROM session WHERE tenant_id = :tenant AND spent_refresh_hash = :hash")
               .bind("tenant", tenant)
               .bind("hash", refreshHash)
               .run() > 0;
}

void SessionRepository::remove(const TenantId& tenant, const std::string& session) {
    Query(m_work, "DELETE FROM session WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", tenant)
        .bind("id", session)
        .run();
}

void SessionRepository::removeAllOf(const TenantId& tenant, const UserId& user, const std::string& keep) {
    Query(m_work, "DELETE FROM session WHERE tenant_id = :tenant AND user_id = :user_id AND id <> :keep")
        .bind("tenant", tenant)
        .bind("user_id", user)
        .bind("keep", keep)
        .run();
}

void SessionRepository::removeAllOn(const TenantId& tenant, const DeviceId& device) {
    Query(m_work, "DELETE FROM session WHERE tenant_id = :tenant AND device_id = :device")
        .bind("tenant", tenant)
        .bind("device", device)
        .run();
}

void SessionRepository::removeEnded(const TenantId& tenant, TimePoint now) {
    Query(m_work, "DELETE FROM session WHERE tenant_id = :tenant AND (ends_at < :now OR refresh_until < :now2)")
        .bind("tenant", tenant)
        .bind("now", now)
        .bind("now2", now)
        .run();
}

TimePoint SessionRepository::lockedUntil(const TenantId& tenant, const std::string& loginKey,
                                         const std::string& source) {
    const auto row = Query(m_work, R"(SELECT locked_until FROM login_guard
        WHERE tenant_id = :tenant AND login_key = :key AND source = :source)")
                         .bind("tenant", tenant)
                         .bind("key", loginKey)
                         .bind("source", source)
                         .first<TimePoint>();
    return row ? std::get<0>(*row) : TimePoint();
}

void SessionRepository::countFailure(const TenantId& tenant, const std::string& loginKey, const std::string& source,
                                     TimePoint now) {
    Query(m_work, R"(INSERT INTO login_guard (tenant_id, login_key, source, failures, locked_until)
        VALUES (:tenant, :key, :source, 1, 0) ON CONFLICT (tenant_id, login_key, source) DO UPDATE SET
        failures = login_guard.failures + 1,
        locked_until = CASE WHEN login_guard.failures + 1 < 5 THEN 0
            WHEN login_guard.failures + 1 >= 34 THEN :now + 900000000
            ELSE :now2 + (login_guard.failures - 3) * 30000000 END)")
        .bind("tenant", tenant)
        .bind("key", loginKey)
        .bind("source", source)
        .bind("now", now)
        .bind("now2", now)
        .run();
}

void SessionRepository::clearFailures(const TenantId& tenant, const std::string& loginKey, const std::string& source) {
    if (source.empty()) {
        Query(m_work, "DELETE FROM login_guard WHERE tenant_id = :tenant AND login_key = :key")
            .bind("tenant", tenant)
            .bind("key", loginKey)
            .run();
        return;
    }
    Query(m_work, "DELETE FROM login_guard WHERE tenant_id = :tenant AND login_key = :key AND source = :source")
        .bind("tenant", tenant)
        .bind("key", loginKey)
        .bind("source", source)
        .run();
}

bool SessionRepository::acceptCounter(const TenantId& tenant, const std::string& keyId, std::uint64_t counter,
                                      TimePoint now) {
    const long long value = static_cast<long long>(counter);
    return value > 0 && Query(m_work, R"(INSERT INTO proof_window (tenant_id, key_id, highest, updated_at)
        VALUES (:tenant, :key_id, :value, :now) ON CONFLICT (tenant_id, key_id)
        DO UPDATE SET highest = excluded.highest, updated_at = excluded.updated_at
        WHERE proof_window.highest < excluded.highest)")
                                .bind("tenant", tenant)
                                .bind("key_id", keyId)
                                .bind("value", value)
                                .bind("now", now)
                                .run() == 1;
}

} // namespace kaomon::storage
