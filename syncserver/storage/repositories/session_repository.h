// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/query.h"

namespace kaomon::storage {

struct SessionRow {
    std::string id;
    std::string accessHash;
    std::string refreshHash;
    UserId user;
    std::string keyId;
    Bytes keyPublic;
    std::optional<DeviceId> device;
    TimePoint createdAt;
    TimePoint accessUntil;
    TimePoint refreshUntil;
    TimePoint endsAt;
};

// A session with what decides whether it still counts.
struct SessionView {
    SessionRow session;
    std::string role;
    std::string accountState;
    bool isOneTime = false;
    std::optional<std::string> deviceState;
    std::optional<GroupId> deviceGroup;
};

// Sessions, and the two counters beside them: failed sign-ins and the proof counters of each key.
class SessionRepository {
public:
    explicit SessionRepository(UnitOfWork& work) : m_work(work) {}

    void insert(const TenantId& tenant, const SessionRow& session);
    [[nodiscard]] std::optional<SessionView> findByAccess(const TenantId& tenant, const std::string& accessHash);
    [[nodiscard]] std::optional<SessionView> findByRefresh(const TenantId& tenant, const std::string& refreshHash);
    // Replaces both tokens; remembers the spent refresh token. False when another refresh was faster.
    [[nodiscard]] bool rotate(const TenantId& tenant, const std::string& oldRefreshHash, const SessionRow& next);
    // Ends the session whose refresh token was used twice; true when there was one.
    bool removeBySpentRefresh(const TenantId& tenant, const std::string& refreshHash);
    void remove(const TenantId& tenant, const std::string& session);
    // All of a user but `keep` (empty: all).
    void removeAllOf(const TenantId& tenant, const UserId& user, const std::string& keep);
    void removeAllOn(const TenantId& tenant, const DeviceId& device);
    void removeEnded(const TenantId& tenant, TimePoint now);

    // Locked until then; the epoch when not.
    [[nodiscard]] TimePoint lockedUntil(const TenantId& tenant, const std::string& loginKey,
                                        const std::string& source);
    // One atomic step: counts a failure and locks from the fifth on, 30 s more each time, up to 15 min.
    void countFailure(const TenantId& tenant, const std::string& loginKey, const std::string& source, TimePoint now);
    // `source` empty: every source of the login.
    void clearFailures(const TenantId& tenant, const std::string& loginKey, const std::string& source);

    // False when the counter of this key is not above the last one accepted: a replay.
    [[nodiscard]] bool acceptCounter(const TenantId& tenant, const std::string& keyId, std::uint64_t counter,
                                     TimePoint now);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage
