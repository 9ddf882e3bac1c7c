// SPDX-License-Identifier: GPL-3.0-or-later
// How an attempt ended: what gets in now, and what is left of it in the log.
#include "agent/logon_service.h"

#include <algorithm>

#include "agent/os_accounts.h"
#include "base/log.h"

namespace kaomon::agent {

namespace {

std::string eventCode(domain::Scenario scenario, const AttemptResult& result) {
    if (scenario == domain::Scenario::EnrolTest) {
        return result.isAccepted ? "TEST_OK" : "TEST_NG";
    }
    if (result.code == ErrorCode::FaceCooldown || result.code == ErrorCode::FaceDisabled) {
        return "COOLDOWN";
    }
    if (scenario == domain::Scenario::AppFill) {
        return "FILL_NG"; // what an accepted face opens says so itself
    }
    if (scenario == domain::Scenario::Unlock) {
        return result.isAccepted ? "UNLOCK_OK" : "UNLOCK_NG";
    }
    return result.isAccepted ? "LOGON_OK" : "LOGON_NG";
}

} // namespace

bool LogonService::isAttack(const std::optional<ErrorCode>& code) {
    return code == ErrorCode::SpoofSuspected || code == ErrorCode::StreamSuspect;
}

bool LogonService::isOfSomebodyElse(const std::optional<ErrorCode>& code) {
    return code == ErrorCode::FaceNoMatch || code == ErrorCode::FaceInconsistent ||
           code == ErrorCode::ChallengeFailed || isAttack(code);
}

std::string_view outcomeOf(const std::optional<ErrorCode>& code) {
    if (!code) {
        return "accepted";
    }
    switch (*code) {
    case ErrorCode::NoFace:
    case ErrorCode::SeveralFaces:
    case ErrorCode::FaceTooSmall:
    case ErrorCode::FaceTooDark:
    case ErrorCode::FaceTooBright:
    case ErrorCode::FaceBlurred:
    case ErrorCode::FaceTurned:
    case ErrorCode::FaceOffCentre:
    case ErrorCode::FaceMasked:
    case ErrorCode::FaceCovered:
    case ErrorCode::EyesClosed:
    case ErrorCode::FaceNoMatch:
    case ErrorCode::FaceInconsistent:
    case ErrorCode::SpoofSuspected:
    case ErrorCode::ChallengeFailed:
    case ErrorCode::StreamSuspect:
    case ErrorCode::FaceCooldown:
    case ErrorCode::FaceDisabled:
    case ErrorCode::UserDisabled:
    case ErrorCode::UserLocked:
    case ErrorCode::SuperuserDenied:
    case ErrorCode::ScenarioDenied:
    case ErrorCode::SecondStepRequired:
    case ErrorCode::LidClosed:
    case ErrorCode::OfflineExpired:
    case ErrorCode::Timeout:
    case ErrorCode::Cancelled:
        return "refused";
    default:
        return "unavailable";
    }
}

bool LogonService::hasPin(const Attempt& attempt) const {
    const DeviceIdentity* device = m_parts.state.device();
    if (m_parts.pins == nullptr || device == nullptr || attempt.request.osUser.empty()) {
        return false;
    }
    const auto only =
        m_parts.state.policies().linkedUser(accountOf(attempt.request.osUser, device->id.text()));
    return only && *only == attempt.user && m_parts.pins->isSet(attempt.user);
}

void LogonService::addWayOn(const Attempt& attempt, LogonAnswer& answer) const {
    if (attempt.request.scenario == domain::Scenario::EnrolTest || attempt.user.isEmpty()) {
        return;
    }
    const domain::Policy policy = m_parts.state.policies().policyFor(attempt.user);
    const bool isAway = isRemote(attempt.request);
    const auto second =
        domain::secondFactor(isAway ? policy.factorsRemote : policy.factors(attempt.request.scenario));
    const bool isPin = second == domain::SecondFactor::Pin && hasPin(attempt);
    // Who has no PIN here yet is asked for the password: less than two factors it is never.
    const bool isPassword =
        second == domain::SecondFactor::Password || (second == domain::SecondFactor::Pin && !isPin);
    if (answer.code) {
        answer.instead = isAway ? domain::insteadOfRemoteFace(policy, *answer.code, isPin)
                                : domain::insteadOfFace(policy, attempt.request.scenario, *answer.code);
    }
    const bool isCode = answer.code && answer.instead == domain::InsteadOfFace::EmergencyCode;
    const bool isPinBeforePassword =
        answer.code == ErrorCode::RemoteSession && isPin && answer.instead == domain::InsteadOfFace::Password;
    answer.needsPassword = isPassword && (!answer.code || isCode);
    answer.needsPin = isPin && (!answer.code || isCode || isPinBeforePassword);
    const bool isHelped = m_parts.emergency != nullptr && m_parts.emergency->isInForce(attempt.user);
    if (isCode && isHelped) {
        answer.instead = domain::InsteadOfFace::Password;
    }
}

void LogonService::restrict(const Attempt& attempt, AttemptResult& result,
                            std::optional<std::string>& photo) const {
    if (!result.isAccepted || attempt.request.scenario == domain::Scenario::EnrolTest) {
        return;
    }
    photo = m_photos.unconfirmed(attempt.user, result.clearest);
    if (photo && attempt.request.scenario == domain::Scenario::AppFill) {
        result.isAccepted = false;
        result.code = ErrorCode::SecondStepRequired;
        result.detail = "a photograph that was not confirmed by the password here";
    }
}

// A picture that cannot be kept is no reason to answer otherwise.
BlobId LogonService::keepPicture(const Attempt& attempt, const AttemptResult& result, const EventId& event) {
    if (attempt.pictures == domain::PictureStore::Off || attempt.lastPicture.isEmpty() ||
        !isOfSomebodyElse(result.code)) {
        return {};
    }
    const PictureOrder order{BlobId::generate(), event,
                             attempt.user.isEmpty() ? std::nullopt : std::optional(attempt.user),
                             m_parts.clock.now()};
    if (const auto kept = m_parts.pictures->keep(order, attempt.lastPicture.reveal(), attempt.pictures);
        !kept) {
        log::warning("agent.picture_lost", {{"attempt", attempt.id.text()},
                                            {"code", wireName(kept.error().code)},
                                            {"detail", kept.error().detail}});
        return {};
    }
    return order.id;
}

Status LogonService::notePasswordUse(const PasswordUse& use) {
    constexpr std::size_t kRemembered = 64;
    if (m_parts.opened && use.scenario != domain::Scenario::Elevation) {
        m_parts.opened(use.osUser, UserId());
    }
    const DeviceIdentity* device = m_parts.state.device();
    if (device == nullptr || !domain::isFallback(use.why) || isExcluded(use.osUser) ||
        std::ranges::find(m_told, use.attempt) != m_told.end()) {
        return {};
    }
    const PolicyStore& policies = m_parts.state.policies();
    auto users = policies.linkedUsers(accountOf(use.osUser, device->id.text()));
    std::erase_if(users, [&](const UserId& user) {
        return policies.policyFor(user).factors(use.scenario) == domain::FactorSet::Password ||
               m_parts.state.templates().templatesOf(user).empty();
    });
    if (users.empty()) {
        return {}; // there was no face that could have done
    }
    wire::Event event;
    event.kind = "auth";
    event.code = "FALLBACK_PW";
    event.result = "ok";
    event.severity = "info";
    event.user = users.size() == 1 ? std::optional(users.front()) : std::nullopt;
    event.osAccount = use.osUser;
    event.attempt = use.attempt;
    event.detail.scenario = domain::toWire(use.scenario);
    event.detail.reason = wireName(use.why);
    event.detail.factors = "password";
    if (!use.service.empty()) {
        event.detail.service = use.service;
    }
    if (const auto added = m_parts.events.add(std::move(event)); !added) {
        return added;
    }
    m_told.push_back(use.attempt);
    if (m_told.size() > kRemembered) {
        m_told.pop_front();
    }
    return {};
}

Status LogonService::noteLockout(const Attempt& attempt, const AttemptResult& result, int misses) {
    wire::Event event;
    event.kind = "auth";
    event.code = "LOCKOUT";
    event.result = "ng";
    event.severity = "critical";
    if (!attempt.user.isEmpty()) {
        event.user = attempt.user;
    }
    if (!attempt.request.osUser.empty()) {
        event.osAccount = attempt.request.osUser;
    }
    event.attempt = attempt.id;
    event.detail.scenario = domain::toWire(attempt.request.scenario);
    event.detail.reason = wireName(ErrorCode::FaceDisabled);
    event.detail.factors = "face";
    event.detail.attempts = misses;
    if (!result.camera.id.empty()) {
        event.detail.cameraId = result.camera.id;
        event.detail.cameraName = result.camera.description;
    }
    return m_parts.events.add(std::move(event));
}

Status LogonService::record(const Attempt& attempt, const AttemptResult& result, std::string_view outcome) {
    wire::Event event;
    event.id = EventId::generate();
    event.kind = attempt.request.scenario == domain::Scenario::EnrolTest ? "face"
                 : attempt.request.scenario == domain::Scenario::AppFill ? "appfill"
                                                                         : "auth";
    event.code = eventCode(attempt.request.scenario, result);
    event.result = outcome == "accepted" ? "ok" : outcome == "refused" ? "ng" : "err";
    event.severity = result.isAccepted ? "info" : isAttack(result.code) ? "critical" : "warning";
    if (!attempt.user.isEmpty()) {
        event.user = attempt.user;
    }
    if (!attempt.request.osUser.empty()) {
        event.osAccount = attempt.request.osUser;
    }
    event.attempt = attempt.id;
    wire::EventDetail& detail = event.detail;
    detail.scenario = domain::toWire(attempt.request.scenario);
    if (result.code) {
        detail.reason = wireName(*result.code);
    }
    detail.factors = "face";
    detail.elapsedMs = static_cast<int>(result.elapsed.count());
    detail.frames = result.frames;
    detail.livenessLevel = result.livenessLevel;
    if (!result.camera.id.empty()) {
        detail.cameraId = result.camera.id;
        detail.cameraName = result.camera.description;
    }
    if (!result.scoreBand.empty()) {
        detail.scoreBand = result.scoreBand;
    }
    if (!result.modelId.empty()) {
        detail.modelId = result.modelId;
    }
    if (!attempt.request.service.empty()) {
        detail.service = attempt.request.service;
    }
    if (isOfSomebodyElse(result.code) && !countedOn(attempt).isEmpty()) {
        if (const auto counted = m_cooldowns.load(countedOn(attempt))) {
            detail.attempts = counted->recentMisses(); // in a row, this one among them; a spoof is two
        }
    }
    if (const BlobId picture = keepPicture(attempt, result, event.id); !picture.isEmpty()) {
        detail.ticket = picture.text();
    }
    return m_parts.events.add(std::move(event));
}

} // namespace kaomon::agent
