// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "agent/device_identity.h"
#include "agent/policy_store.h"
#include "agent/template_store.h"
#include "base/clock.h"
#include "localstore/local_store.h"

namespace kaomon::agent {

// What the agent knows, on disk and in memory. Two stores: `identity` holds who this PC is and is written at
// enrolment only; `cache` holds what came from the server, counters and the outbox. A cache that is damaged
// or was put back from an older copy is set aside and filled again from the server, since the identity is
// still there. Main thread.
class AgentState {
public:
    // Errors: KeyUnavailable, StorageTooNew, Conflict (another agent runs), StorageFailed, DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<AgentState>> open(const std::string& folder,
                                                                  const Clock& clock);

    [[nodiscard]] localstore::LocalStore& cache() { return *m_cache; }
    // The PC's own keys and what must outlive a cache that was made anew.
    [[nodiscard]] localstore::LocalStore& identity() { return *m_identity; }
    // Null before the enrolment.
    [[nodiscard]] const DeviceIdentity* device() const { return m_device ? &*m_device : nullptr; }
    [[nodiscard]] const PolicyStore& policies() const { return m_policies; }
    [[nodiscard]] const TemplateStore& templates() const { return m_templates; }

    // Whether the tenant wants the programs to stay here.
    [[nodiscard]] bool isRemovalLocked() const {
        const std::string state = deviceState();
        return m_device && state != "revoked" && state != "wiped" && m_policies.policy().isRemovalLocked;
    }

    // Begins a new life under this identity: everything of an earlier one is erased.
    [[nodiscard]] Status adopt(DeviceIdentity device);
    // Verifies and decrypts again what the cache holds.
    [[nodiscard]] Status reload();
    // What an enrolled face has become: kept beside it, and used from now on.
    [[nodiscard]] Status keepRefreshed(const wire::FaceTemplate& sealed, const vision::Template& refreshed);

    // What this PC made of an enrolled face's pictures: likewise.
    [[nodiscard]] Status keepDerived(const wire::FaceTemplate& sealed, const vision::Template& derived);

    // not_enrolled, or a wire name of domain::DeviceState.
    [[nodiscard]] std::string deviceState() const;
    [[nodiscard]] Status setDeviceState(std::string_view state);
    // The group that a verified certificate names; empty before the approval.
    [[nodiscard]] Status setGroup(const std::string& group);
    // Revoked: faces, keys of faces, people, policy and events go. Who this PC was stays, so that it can be
    // told to erase that too and can say that it has.
    [[nodiscard]] Status revoke();
    // Everything but the fact that it happened goes.
    [[nodiscard]] Status wipe();

    [[nodiscard]] std::optional<TimePoint> lastSync() const { return m_lastSync; }
    [[nodiscard]] Status setLastSync(TimePoint time);
    // Whether everything should be fetched anew rather than what has changed; see offline_refresh_days. A
    // clock that was set back makes it due.
    [[nodiscard]] bool isRefreshDue() const;
    // It was fetched. Errors of the store.
    [[nodiscard]] Status noteRefresh();
    // ErrorCode::OfflineExpired when the server was not heard for longer than the policy allows, or the day
    // has come on which the tenant's faces are erased, with or without a network.
    [[nodiscard]] Status checkOffline() const;
    [[nodiscard]] std::optional<TimePoint> offlineUntil() const;
    // Writes down that a face was accepted while the server was away, for offline_max_count; before it
    // counts.
    [[nodiscard]] Status noteUse();
    // Whether every face of the person is older than the policy likes. Such faces go on working.
    [[nodiscard]] bool areFacesOld(const UserId& user) const;
    // Drops the faces of one person until the server gives them again.
    [[nodiscard]] Status dropFacesOf(const UserId& user);
    // What dropExpiredFaces() took away.
    struct DroppedFaces {
        int count = 0;          // 0: nothing
        bool haveEnded = false; // their day has come; else they were too old
        bool isToldOf = false;  // of that day: an event says so already
    };
    // Drops the faces when they are older than the policy lets them be kept, or their day has come.
    [[nodiscard]] Result<DroppedFaces> dropExpiredFaces();
    // That day is in an event now. Errors of the store.
    [[nodiscard]] Status noteEndTold();
    // Whether the day on which the tenant's faces are erased has come.
    [[nodiscard]] bool haveFacesEnded() const;

    // True when the cache had to be set aside at this start.
    [[nodiscard]] bool wasReset() const { return m_wasReset; }
    // Added to the numbers of the outbox, so that they go on after a reset. Nullopt: ask the server.
    [[nodiscard]] std::optional<std::uint64_t> sequenceBase() const;
    [[nodiscard]] Status setSequenceBase(std::uint64_t base);

private:
    explicit AgentState(const Clock& clock)
        : m_clock(clock) {}
    [[nodiscard]] Status openCache(const std::string& folder, const std::string& keyPath);
    [[nodiscard]] Status eraseCache();
    // The end that the server gave, of the licence or of the tenant.
    [[nodiscard]] Result<std::optional<TimePoint>> readFacesUntil() const;
    [[nodiscard]] bool isServerAway() const;
    [[nodiscard]] Result<std::uint64_t> uses() const;
    [[nodiscard]] Status setUses(std::uint64_t count);
    [[nodiscard]] bool isEndTold() const;
    [[nodiscard]] Result<int> removeFaces(const std::optional<UserId>& user);
    [[nodiscard]] Status openIdentity(const std::string& folder, const std::string& keyPath);

    const Clock& m_clock;
    std::unique_ptr<localstore::LocalStore> m_identity;
    std::unique_ptr<localstore::LocalStore> m_cache;
    std::optional<DeviceIdentity> m_device;
    PolicyStore m_policies;
    TemplateStore m_templates;
    std::optional<TimePoint> m_lastSync;
    std::optional<TimePoint> m_facesUntil;
    bool m_hasRefreshed = false; // since the start
    bool m_wasReset = false;
};

} // namespace kaomon::agent
