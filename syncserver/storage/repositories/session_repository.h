// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

struct SessionTimes {
    TimePoint accessUntil;
    TimePoint refreshUntil;
    TimePoint endsAt;
};

struct NewSession {
    std::string id;
    std::string accessHash;
    std::string refreshHash;
    UserId user;
    std::string keyId;
    Bytes keyPublic;
    std::optional<DeviceId> device;
    TimePoint createdAt;
    SessionTimes times;
    TimePoint strongAuthAt = createdAt; // last proof of the password, with the second factor where one is set
    bool isLimited = false;             // an administrator without his second factor: acts as a member
    bool needsSecondFactor = false;     // nothing but setting one up
    std::string address;                // network of the sign-in, for the list of sessions
};

// A session with what the gate must know of its person and PC.
struct SessionRow {
    std::string id;
    UserId user;
    std::string keyId;
    Bytes keyPublic;
    std::optional<DeviceId> device;
    SessionTimes times;
    TimePoint strongAuthAt;
    bool isLimited = false;
    bool needsSecondFactor = false;
    bool mustChange = false;
    std::string role;
    std::string accountState;
    std::string passwordKind;
    std::optional<std::string> deviceState; // with device
    std::optional<std::string> deviceGroup;
};

// A session as its person sees it.
struct SessionSummary {
    std::string id;
    UserId user;
    TimePoint createdAt;
    TimePoint accessUntil;
    TimePoint endsAt;
    std::optional<DeviceId> device;
    std::optional<std::string> deviceName;
    std::string address;
};

struct DeviceKeyRow {
    Bytes signPublic;
    std::string state;
    GroupId group;
};

// Sessions and the keys of those who call. Tokens are known by their hashes only. Used inside one job of the
// tenant. Throws StorageFault.
class SessionRepository {
public:
    explicit SessionRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void add(const NewSession& session);
    [[nodiscard]] std::optional<SessionRow> findByAccess(const std::string& accessHash);
    [[nodiscard]] std::optional<SessionRow> findByRefresh(const std::string& refreshHash);
    // The session whose last refresh token, already replaced, this was.
    [[nodiscard]] std::optional<SessionRow> findBySpentRefresh(const std::string& refreshHash);
    // New tokens in place of those with `oldRefreshHash`; false when somebody else was faster.
    [[nodiscard]] bool rotate(const std::string& id, const std::string& oldRefreshHash,
                              const std::string& accessHash, const std::string& refreshHash,
                              const SessionTimes& times);
    void extend(const std::string& id, TimePoint accessUntil, TimePoint refreshUntil);
    void noteStrongAuth(const std::string& id, TimePoint at);
    void remove(const std::string& id);
    void removeOthersOf(const UserId& user, const std::string& keptId);
    // Of the whole tenant.
    void removeEnded(TimePoint now);

    // Those that have not ended, newest first.
    [[nodiscard]] std::vector<SessionSummary> listOf(const UserId& user, TimePoint now);
    [[nodiscard]] std::optional<UserId> userOf(const std::string& id);

    [[nodiscard]] std::optional<DeviceKeyRow> deviceKey(const DeviceId& device);

private:
    [[nodiscard]] std::optional<SessionRow> findWhere(const char* column, const std::string& hash);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
