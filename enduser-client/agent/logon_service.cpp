// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/logon_service.h"

#include "agent/os_accounts.h"
#include "agent/superusers.h"
#include "base/log.h"
#include "domain/account.h"
#include "domain/device_state.h"

namespace kaomon::agent {

namespace {

bool isOutside(const std::optional<std::string>& text, TimePoint now, bool isEnd) {
    if (!text) {
        return false;
    }
    const auto time = fromRfc3339(*text);
    return !time || (isEnd ? now > *time : now < *time);
}

// Somebody shows the camera something that is not a living person.
bool isAttack(const std::optional<ErrorCode>& code) {
    return code == ErrorCode::SpoofSuspected || code == ErrorCode::StreamSuspect;
}

std::string eventCode(domain::Scenario scenario, const AttemptResult& result) {
    if (scenario == domain::Scenario::EnrolTest) {
        return result.isAccepted ? "TEST_OK" : "TEST_NG";
    }
    if (result.code == ErrorCode::FaceCooldown || result.code == ErrorCode::FaceDisabled) {
        return "COOLDOWN";
    }
    const std::string base = scenario == domain::Scenario::Unlock ? "UNLOCK" : "LOGON";
    return base + (result.isAccepted ? "_OK" : "_NG");
}

} // namespace

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

Status LogonService::checkDevice() const {
    if (m_parts.state.device() == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto state = domain::deviceStateFromWire(m_parts.state.deviceState());
    switch (state.value_or(domain::DeviceState::Pending)) {
    case domain::DeviceState::Active:
        return {};
    case domain::DeviceState::Pending:
        return fail(ErrorCode::DevicePending, "this PC waits for approval");
    case domain::DeviceState::Suspended:
        return fail(ErrorCode::DeviceSuspended, "this PC is suspended");
    case domain::DeviceState::Revoked:
        return fail(ErrorCode::DeviceRevoked, "this PC is revoked");
    }
    return fail(ErrorCode::Internal, "unknown device state");
}

Result<UserId> LogonService::findUser(const LogonRequest& request) const {
    if (request.scenario == domain::Scenario::EnrolTest) {
        return request.user;
    }
    if (const auto allowed = checkSuperuser(request.osUser, m_parts.superuserFile); !allowed) {
        return propagate(allowed.error());
    }
    return m_parts.state.policies().linkedUser(accountOf(request.osUser, m_parts.state.device()->id.text()));
}

Status LogonService::checkUser(const UserId& id) const {
    const wire::SyncedUser* user = m_parts.state.policies().user(id);
    if (user == nullptr) {
        return fail(ErrorCode::AccountNotLinked, "the linked user is not known");
    }
    const auto state = domain::accountStateFromWire(user->accountState);
    if (state == domain::AccountState::Provisional) {
        return fail(ErrorCode::PasswordChangeRequired, "the one-time password must be changed first");
    }
    if (state == domain::AccountState::Locked) {
        return fail(ErrorCode::UserLocked, "the account is locked");
    }
    const TimePoint now = m_parts.clock.now();
    if (state != domain::AccountState::Active || isOutside(user->validFrom, now, false) ||
        isOutside(user->validTo, now, true)) {
        return fail(ErrorCode::UserDisabled, "the account is not valid now");
    }
    return {};
}

Status LogonService::checkCooldown(const UserId& user) {
    return m_cooldowns.admit(user, m_parts.clock.now(), m_parts.state.policies().policy().faceCooldown);
}

Status LogonService::checkScenario(const Attempt& attempt) const {
    const domain::Policy policy = m_parts.state.policies().policyFor(attempt.user);
    if (policy.factors(attempt.request.scenario) == domain::FactorSet::Password) {
        return fail(ErrorCode::ScenarioDenied, "the policy asks for the password only");
    }
    if (m_parts.isAsleep && m_parts.isAsleep()) {
        return fail(ErrorCode::Cancelled, "the PC goes to sleep");
    }
    if (policy.refusesClosedLid && m_parts.power.isLidClosed()) {
        return fail(ErrorCode::LidClosed, "the lid is closed");
    }
    if (attempt.request.scenario == domain::Scenario::Elevation && !attempt.request.isIntended) {
        return fail(ErrorCode::SecondStepRequired, "the person was not asked yet");
    }
    return {};
}

Status LogonService::forgiveMisses(const UserId& user) {
    return m_cooldowns.save(user, domain::FaceCooldown());
}

Result<std::vector<vision::Template>> LogonService::prepare(Attempt& attempt) {
    if (const auto ready = checkDevice(); !ready) {
        return propagate(ready.error());
    }
    const auto user = findUser(attempt.request);
    if (!user) {
        return propagate(user.error());
    }
    attempt.user = *user;
    if (const auto valid = checkUser(*user); !valid) {
        return propagate(valid.error());
    }
    if (const auto fresh = m_parts.state.checkOffline(); !fresh) {
        return propagate(fresh.error());
    }
    if (attempt.request.scenario != domain::Scenario::EnrolTest) {
        if (const auto wanted = checkScenario(attempt); !wanted) {
            return propagate(wanted.error());
        }
    }
    auto templates = m_parts.state.templates().templatesOf(*user);
    if (templates.empty()) {
        return fail(ErrorCode::NotEnrolled, "no face of this user can be used here");
    }
    if (attempt.request.scenario != domain::Scenario::EnrolTest) {
        if (const auto allowed = checkCooldown(*user); !allowed) {
            return propagate(allowed.error());
        }
    }
    return templates;
}

AttemptId LogonService::begin(const LogonRequest& request, Callbacks callbacks) {
    Attempt attempt{AttemptId::generate(), request, {}, std::move(callbacks)};
    const AttemptId id = attempt.id;
    auto templates = prepare(attempt);
    if (!templates) {
        AttemptResult result;
        result.code = templates.error().code;
        result.detail = templates.error().detail;
        finish(attempt, std::move(result));
        return id;
    }
    const auto shared = std::make_shared<Attempt>(std::move(attempt));
    const auto started = m_parts.runner.start(
        {id, request.scenario, m_parts.state.policies().policyFor(shared->user), std::move(*templates)},
        {.progress = shared->callbacks.progress,
         .looked = shared->callbacks.looked,
         .wantsJpeg = shared->callbacks.wantsJpeg,
         .done = [this, shared](const AttemptResult& result) { finish(*shared, result); }});
    if (!started) {
        AttemptResult result;
        result.code = started.error().code;
        result.detail = started.error().detail;
        finish(*shared, std::move(result));
    }
    return id;
}

void LogonService::finish(const Attempt& attempt, AttemptResult result) {
    // What was not tried leaves no event: sudo with a password only is nobody's failed face.
    const bool isTried =
        result.code != ErrorCode::ScenarioDenied && result.code != ErrorCode::SecondStepRequired;
    Status written = count(attempt, result);
    if (written && isTried) {
        written = record(attempt, result, outcomeOf(result.code));
    }
    if (!written) {
        log::error("agent.event_lost",
                   {{"attempt", attempt.id.text()}, {"reason", wireName(written.error().code)}});
        result.isAccepted = false;
        result.code = written.error().code;
    }
    LogonAnswer answer;
    answer.outcome = outcomeOf(result.code);
    answer.code = result.code;
    answer.attempt = attempt.id;
    answer.result = result;
    addWayOn(attempt, answer);
    if (result.isAccepted && attempt.request.scenario != domain::Scenario::EnrolTest) {
        answer.ticket = m_parts.tickets.issue(attempt.request.osUser);
    }
    log::info("agent.attempt", {{"attempt", attempt.id.text()},
                                {"scenario", domain::toWire(attempt.request.scenario)},
                                {"user", attempt.user.text()},
                                {"service", attempt.request.service},
                                {"outcome", answer.outcome},
                                {"code", result.code ? wireName(*result.code) : std::string_view()},
                                {"detail", result.detail},
                                {"camera_id", result.camera.id},
                                {"frames", result.frames},
                                {"warm", result.wasWarm ? 1 : 0},
                                {"elapsed_ms", result.elapsed.count()}});
    if (attempt.callbacks.done) {
        attempt.callbacks.done(answer);
    }
}

void LogonService::addWayOn(const Attempt& attempt, LogonAnswer& answer) const {
    if (attempt.request.scenario == domain::Scenario::EnrolTest || attempt.user.isEmpty()) {
        return;
    }
    const domain::Policy policy = m_parts.state.policies().policyFor(attempt.user);
    if (!answer.code) {
        answer.needsPassword = domain::needsPasswordToo(policy, attempt.request.scenario);
        return;
    }
    answer.instead = domain::insteadOfFace(policy, attempt.request.scenario, *answer.code);
    const bool isHelped = m_parts.emergency != nullptr && m_parts.emergency->isInForce(attempt.user);
    if (answer.instead == domain::InsteadOfFace::EmergencyCode && isHelped) {
        answer.instead = domain::InsteadOfFace::Password;
    }
}

Status LogonService::count(const Attempt& attempt, const AttemptResult& result) {
    const bool isMiss = result.code == ErrorCode::FaceNoMatch || result.code == ErrorCode::ChallengeFailed ||
                        result.code == ErrorCode::FaceInconsistent || isAttack(result.code);
    if (attempt.user.isEmpty() || attempt.request.scenario == domain::Scenario::EnrolTest ||
        (!isMiss && !result.isAccepted)) {
        return {};
    }
    auto cooldown = m_cooldowns.load(attempt.user);
    if (!cooldown) {
        return propagate(cooldown.error());
    }
    if (result.isAccepted) {
        cooldown->recordMatch();
    } else {
        cooldown->recordMiss(isAttack(result.code) ? domain::FaceMiss::Spoof : domain::FaceMiss::NoMatch,
                             m_parts.clock.now(), m_parts.state.policies().policy().faceCooldown);
    }
    return m_cooldowns.save(attempt.user, *cooldown);
}

Status LogonService::record(const Attempt& attempt, const AttemptResult& result, std::string_view outcome) {
    wire::Event event;
    event.kind = attempt.request.scenario == domain::Scenario::EnrolTest ? "face" : "auth";
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
    return m_parts.events.add(std::move(event));
}

} // namespace kaomon::agent
