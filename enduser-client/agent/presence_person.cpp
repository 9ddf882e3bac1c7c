// SPDX-License-Identifier: GPL-3.0-or-later
// Whom to expect at the followed session.
#include <algorithm>

#include "agent/attempt_runner.h"
#include "agent/os_accounts.h"
#include "agent/presence_service.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

// A check must come at least twice before somebody counts as gone; on a battery it comes half as often.
domain::PresenceRules rulesOf(const domain::Policy& policy, bool isOnBattery) {
    domain::PresenceRules rules = policy.presence;
    if (isOnBattery) {
        rules.interval *= 2;
    }
    rules.interval = std::min<std::chrono::milliseconds>(rules.interval, rules.absentAfter / 2);
    return rules;
}

} // namespace

Result<UserId> PresenceService::linkedPerson() const {
    if (m_parts.seats != nullptr) {
        return m_parts.seats->personAt(m_session->osUser);
    }
    const DeviceIdentity* device = m_parts.state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    return m_parts.state.policies().linkedUser(accountOf(m_session->osUser, device->id.text()));
}

Result<UserId> PresenceService::findPerson() const {
    if (m_parts.state.device() == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    if (m_parts.state.policies().policy().excludes(m_session->osUser)) {
        return fail(ErrorCode::ScenarioDenied, "the account is left alone");
    }
    if (m_parts.state.deviceState() != "active") {
        return fail(ErrorCode::DevicePending, "this PC may not be used now");
    }
    if (const auto fresh = m_parts.state.checkOffline(); !fresh) {
        return propagate(fresh.error());
    }
    if (m_parts.camera.models() == nullptr) {
        return fail(ErrorCode::ModelMissing, "no usable model pack");
    }
    auto user = linkedPerson();
    if (user && m_parts.state.templates().templatesOf(*user).empty()) {
        return fail(ErrorCode::NotEnrolled, "no face of this user can be used here");
    }
    return user;
}

std::optional<UserId> PresenceService::perhapsHere() const {
    auto user = m_parts.seats != nullptr ? m_parts.seats->perhapsAt(m_session->osUser) : std::nullopt;
    const bool canBeLookedFor = user && m_parts.camera.models() != nullptr &&
                                m_parts.state.deviceState() == "active" && m_parts.state.checkOffline() &&
                                !m_parts.state.templates().templatesOf(*user).empty();
    return canBeLookedFor ? user : std::nullopt;
}

void PresenceService::lookFor(const UserId& user, Certainty certainty) {
    const domain::Policy policy = m_parts.state.policies().policyFor(user);
    if (!policy.watchesPresence) {
        m_reason = certainty == Certainty::Certain ? "disabled" : m_reason;
        return;
    }
    auto templates = m_parts.state.templates().templatesOf(user);
    const std::size_t count = templates.size();
    const vision::PresenceWatcher::Options options{vision::presetOf(policy.matchLevel),
                                                   policy.livenessContinuous > 0, policy.livenessStrictness};
    auto person = std::make_shared<FollowedPerson>(FollowedPerson{templates, options, nullptr});
    m_followed.emplace(
        Followed{user, policy, m_parts.state.policies().valuesFor(user), count,
                 domain::PresenceMachine(rulesOf(policy, m_parts.power.isOnBattery())),
                 MatchingEye(std::move(templates), m_parts.camera.models()->thresholds(), policy.matchLevel),
                 std::move(person), now() - 1h, now(), false, certainty == Certainty::Perhaps});
}

// From the event loop: what it sets off ends this look.
void PresenceService::onLookOfPerhaps(const domain::PresenceLook& seen) {
    if (seen.face == domain::PresenceLook::Face::Match) {
        QMetaObject::invokeMethod(
            this,
            [this, uid = m_session->uid, user = m_followed->user] {
                if (m_session && m_session->uid == uid && perhapsHere() == user) {
                    emit recognised(uid, user);
                }
            },
            Qt::QueuedConnection);
    }
}

} // namespace kaomon::agent
