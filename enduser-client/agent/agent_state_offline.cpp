// SPDX-License-Identifier: GPL-3.0-or-later
// How long and how often faces count while the server is away, and when they go.
#include <algorithm>

#include "agent/agent_state.h"
#include "base/log.h"
#include "crypto/bytes_io.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

// The server counts as away when no round came through for so long; PCs make one every five minutes.
constexpr std::chrono::minutes kAway{15};
constexpr std::string_view kRefreshed = "last_refresh";
constexpr std::string_view kEndTold = "faces_end_told"; // the day that an event names

} // namespace

// Beside the device's keys: an older copy of the cache must not give uses back.
Result<std::uint64_t> AgentState::uses() const {
    const auto stored = m_identity->state("offline_uses");
    if (!stored) {
        return stored.error().code == ErrorCode::NotFound ? Result<std::uint64_t>(0)
                                                          : propagate(stored.error());
    }
    crypto::BytesReader reader(stored->reveal());
    const std::uint64_t count = reader.number();
    const auto read = reader.finish();
    return read ? Result<std::uint64_t>(count) : propagate(read.error());
}

Status AgentState::setUses(std::uint64_t count) {
    crypto::BytesWriter writer;
    writer.number(count);
    return m_identity->setState("offline_uses", writer.result());
}

bool AgentState::isServerAway() const {
    return !m_lastSync || m_clock.now() > *m_lastSync + kAway;
}

Status AgentState::noteUse() {
    if (m_policies.policy().offlineUses == 0 || !isServerAway()) {
        return {};
    }
    const auto counted = uses();
    return counted ? setUses(*counted + 1) : propagate(counted.error());
}

bool AgentState::isRefreshDue() const {
    const auto every = m_policies.policy().offlineRefresh;
    if (every.count() == 0) {
        return !m_hasRefreshed;
    }
    const auto stored = m_cache->state(kRefreshed);
    if (!stored) {
        return true;
    }
    crypto::BytesReader reader(stored->reveal());
    const TimePoint last = reader.time();
    const TimePoint now = m_clock.now();
    return !reader.finish() || last > now || now >= last + every;
}

Status AgentState::noteRefresh() {
    m_hasRefreshed = true;
    crypto::BytesWriter writer;
    writer.time(m_clock.now());
    return m_cache->setState(kRefreshed, writer.result());
}

bool AgentState::areFacesOld(const UserId& user) const {
    const auto age = m_policies.policyFor(user).templateAge;
    const auto faces = m_templates.enrolledOf(user);
    return age.count() > 0 && !faces.empty() && std::ranges::all_of(faces, [&](const auto* face) {
               return face->createdAt && *face->createdAt + age <= m_clock.now();
           });
}

std::optional<TimePoint> AgentState::offlineUntil() const {
    if (!m_lastSync) {
        return std::nullopt;
    }
    const domain::Policy& policy = m_policies.policy();
    const TimePoint byPolicy =
        policy.offlineAllowed ? *m_lastSync + policy.offlineUsable : *m_lastSync + kAway;
    return m_facesUntil ? std::min(byPolicy, *m_facesUntil) : byPolicy;
}

// A clock that was set back behind the last word of the server does not bring the faces back.
bool AgentState::haveFacesEnded() const {
    return m_facesUntil && std::max(m_clock.now(), m_lastSync.value_or(TimePoint())) >= *m_facesUntil;
}

Status AgentState::checkOffline() const {
    const auto until = offlineUntil();
    if (haveFacesEnded()) {
        return fail(ErrorCode::OfflineExpired, "the tenant's faces have ended");
    }
    if (!until || m_clock.now() > *until) {
        return fail(ErrorCode::OfflineExpired, "the server was not heard for too long");
    }
    if (const int most = m_policies.policy().offlineUses; most > 0 && isServerAway()) {
        const auto counted = uses();
        if (!counted || *counted >= static_cast<std::uint64_t>(most)) {
            return fail(ErrorCode::OfflineExpired, "as many faces as may be accepted without the server");
        }
    }
    return {};
}

Result<AgentState::DroppedFaces> AgentState::dropExpiredFaces() {
    const bool isTooOld = m_lastSync && m_clock.now() > *m_lastSync + m_policies.policy().offlineDeleted;
    if (!isTooOld && !haveFacesEnded()) {
        return DroppedFaces();
    }
    const auto dropped = removeFaces(std::nullopt);
    if (!dropped || *dropped == 0) {
        return dropped ? Result<DroppedFaces>(DroppedFaces()) : propagate(dropped.error());
    }
    m_templates.clear();
    // What was dropped must come again when the server is heard: begin the sync from the start.
    if (const auto anew = m_cache->applyPage({}, {}); !anew) {
        return propagate(anew.error());
    }
    return DroppedFaces{*dropped, haveFacesEnded(), haveFacesEnded() && isEndTold()};
}

// Until the server has erased them itself it gives the faces out again, and they are dropped again.
bool AgentState::isEndTold() const {
    const auto stored = m_cache->state(kEndTold);
    if (!stored) {
        return false;
    }
    crypto::BytesReader reader(stored->reveal());
    const TimePoint told = reader.time();
    return reader.finish() && told == m_facesUntil;
}

Status AgentState::noteEndTold() {
    if (!m_facesUntil) {
        return {};
    }
    crypto::BytesWriter writer;
    writer.time(*m_facesUntil);
    return m_cache->setState(kEndTold, writer.result());
}

// Of one person or of everybody; how many there were.
Result<int> AgentState::removeFaces(const std::optional<UserId>& user) {
    int removedFaces = 0;
    for (const std::string_view kind :
         {std::string_view("template"), kPendingTemplate, kRefreshedTemplate, kDerivedTemplate}) {
        const auto objects = m_cache->list(kind);
        if (!objects) {
            return propagate(objects.error());
        }
        for (const auto& object : *objects) {
            const auto face =
                wire::decode<wire::FaceTemplate>(std::string(object.bytes.begin(), object.bytes.end()));
            if (user && face && face->user != *user) {
                continue;
            }
            // the others stand beside a face that is counted
            removedFaces += kind == kRefreshedTemplate || kind == kDerivedTemplate ? 0 : 1;
            if (const auto removed = m_cache->remove(kind, object.id); !removed) {
                return propagate(removed.error());
            }
        }
    }
    return removedFaces;
}

Status AgentState::dropFacesOf(const UserId& user) {
    const auto dropped = removeFaces(user);
    if (!dropped || *dropped == 0) {
        return dropped ? Status() : propagate(dropped.error());
    }
    log::warning("agent.faces_dropped", {{"user", user.text()}});
    if (const auto anew = m_cache->applyPage({}, {}); !anew) {
        return anew;
    }
    return reload();
}

} // namespace kaomon::agent
