// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/logon_service.h"

#include <algorithm>

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

} // namespace

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

Result<UserId> LogonService::findUser(const Attempt& attempt) const {
    const LogonRequest& request = attempt.request;
    if (request.scenario == domain::Scenario::EnrolTest || !request.user.isEmpty()) {
        return request.user;
    }
    if (const auto allowed = checkSuperuser(request.osUser, m_parts.superuserFile); !allowed) {
        return propagate(allowed.error());
    }
    if (attempt.isSearch) {
        return attempt.user;
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
    if (!isRemote(attempt.request) &&
        policy.factors(attempt.request.scenario) == domain::FactorSet::Password) {
        return fail(ErrorCode::ScenarioDenied, "the policy asks for the password only");
    }
    if (isRemote(attempt.request)) {
        return fail(ErrorCode::RemoteSession, "the person is at another machine");
    }
    if (m_parts.isAsleep && m_parts.isAsleep()) {
        return fail(ErrorCode::Cancelled, "the PC goes to sleep");
    }
    if (policy.refusesClosedLid && m_parts.power.isLidClosed()) {
        return fail(ErrorCode::LidClosed, "the lid is closed");
    }
    if (mustAsk(attempt, policy.consentMode)) {
        return fail(ErrorCode::SecondStepRequired, "the person was not asked yet");
    }
    return {};
}

Status LogonService::passwordAccepted(const std::string& account) {
    if (const auto confirmed = m_photos.passwordAccepted(account); !confirmed) {
        return confirmed;
    }
    const DeviceIdentity* device = m_parts.state.device();
    const auto user = device != nullptr
                          ? m_parts.state.policies().linkedUser(accountOf(account, device->id.text()))
                          : Result<UserId>(fail(ErrorCode::DeviceNotEnrolled));
    const auto cooldown =
        user ? m_cooldowns.load(*user) : Result<domain::FaceCooldown>(fail(user.error().code));
    // While the face still counts, the password may be the one that it had handed on.
    const int mostMisses = m_parts.state.policies().policy().faceCooldown.missesBeforeOff;
    return cooldown && cooldown->totalMisses() >= mostMisses ? forgiveMisses(*user, "password") : Status();
}

Status LogonService::forgiveMisses(const UserId& user, std::string_view factor) {
    const auto before = m_cooldowns.load(user);
    if (const auto saved = m_cooldowns.save(user, domain::FaceCooldown()); !saved) {
        return saved;
    }
    if (!before || before->totalMisses() < m_parts.state.policies().policy().faceCooldown.missesBeforeOff) {
        return {};
    }
    wire::Event event;
    event.kind = "auth";
    event.code = "UNLOCKED";
    event.result = "ok";
    event.severity = "info";
    event.user = user;
    event.detail.factors = std::string(factor);
    event.detail.attempts = before->totalMisses();
    return m_parts.events.add(std::move(event));
}

Result<std::vector<vision::Template>> LogonService::prepare(Attempt& attempt) {
    if (isExcluded(attempt.request.osUser)) {
        return fail(ErrorCode::ScenarioDenied, "the account is left alone");
    }
    if (const auto ready = checkDevice(); !ready) {
        return propagate(ready.error());
    }
    const auto user = findUser(attempt);
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
        if (const auto noted = noteConsent(attempt); !noted) {
            return propagate(noted.error());
        }
    }
    std::vector<std::string> ids;
    auto templates = attempt.request.facesBefore
                         ? m_parts.state.templates().templatesBefore(*user, *attempt.request.facesBefore, ids)
                         : m_parts.state.templates().templatesOf(*user);
    if (templates.empty() && !attempt.request.facesBefore &&
        !m_parts.state.templates().waitingOf(*user).empty()) {
        return fail(ErrorCode::ApprovalRequired, "the face of this user waits for an administrator");
    }
    if (templates.empty()) {
        return fail(ErrorCode::NotEnrolled, "no face of this user can be used here");
    }
    if (const vision::ModelPack* models = m_parts.runner.models()) {
        const auto isOfOther = [models](const vision::Template& one) {
            return one.modelId() != models->modelId();
        };
        if (std::ranges::all_of(templates, isOfOther)) {
            return fail(ErrorCode::ModelMismatch, "every face of this user was made with another model pack");
        }
        attempt.raise = m_parts.state.templates().raiseOf(*user, models->modelId(), models->thresholds());
    }
    if (attempt.request.scenario != domain::Scenario::EnrolTest) {
        if (const auto allowed = checkCooldown(*user); !allowed) {
            return propagate(allowed.error());
        }
    }
    return templates;
}

UserId LogonService::thisPc() const {
    const DeviceIdentity* device = m_parts.state.device();
    return device == nullptr ? UserId() : UserId::parse(device->id.text()).value_or(UserId());
}

std::map<UserId, std::string> LogonService::candidates(const LogonRequest& request) const {
    const DeviceId& device = m_parts.state.device()->id;
    if (request.osUser.empty()) {
        auto here = m_parts.state.policies().accountsHere(device);
        std::erase_if(here, [this](const auto& candidate) { return isExcluded(candidate.second); });
        return here;
    }
    std::map<UserId, std::string> sharing;
    for (const UserId& user :
         m_parts.state.policies().linkedUsers(accountOf(request.osUser, device.text()))) {
        sharing.emplace(user, request.osUser);
    }
    return sharing;
}

// A mark in the environment may be left over from another time; the policy says whether it counts.
bool LogonService::isRemote(const LogonRequest& request) const {
    return request.isRemoteHost || (request.isRemote && m_parts.state.policies().policy().refusesRemote);
}

bool LogonService::isExcluded(const std::string& osUser) const {
    return !osUser.empty() && m_parts.state.policies().policy().excludes(osUser);
}

bool LogonService::mustSearch(const LogonRequest& request) const {
    return !isExcluded(request.osUser) && request.scenario != domain::Scenario::EnrolTest &&
           request.user.isEmpty() && m_parts.state.device() != nullptr &&
           m_parts.state.policies().policy().isSharedPc &&
           (request.osUser.empty() || candidates(request).size() > 1);
}

Result<AttemptRequest> LogonService::prepareSearch(const Attempt& attempt) {
    if (const auto ready = checkDevice(); !ready) {
        return propagate(ready.error());
    }
    if (const auto wanted = checkScenario(attempt); !wanted) {
        return propagate(wanted.error());
    }
    if (const auto fresh = m_parts.state.checkOffline(); !fresh) {
        return propagate(fresh.error());
    }
    if (const auto allowed = checkCooldown(thisPc()); !allowed) {
        return propagate(allowed.error());
    }
    std::vector<UserId> among;
    for (const auto& [user, account] : candidates(attempt.request)) {
        among.push_back(user);
    }
    const vision::ModelPack* models = m_parts.runner.models();
    const domain::Policy policy = m_parts.state.policies().policy();
    AttemptRequest request{attempt.id, attempt.request.scenario, policy, {}};
    std::vector<UserId> people;
    const auto index = among.empty() || models == nullptr
                           ? nullptr
                           : m_parts.state.templates().indexOf(among, models->modelId(), people);
    if (models != nullptr && (index == nullptr || index->size() == 0)) {
        return fail(ErrorCode::NotEnrolled, "nobody who may use this PC has a face here");
    }
    request.identify = [index, people, preset = vision::presetOf(policy.matchLevel),
                        thresholds = models != nullptr ? models->thresholds() : vision::ThresholdTable()](
                           const vision::Embedding& embedding) -> Result<std::optional<UserId>> {
        const auto found = index->find(embedding, thresholds, preset);
        if (!found) {
            return propagate(found.error());
        }
        return found->isAccepted ? std::optional(people.at(found->person)) : std::nullopt;
    };
    return request;
}

void LogonService::search(const Shared& attempt) {
    attempt->isSearch = true;
    auto request = prepareSearch(*attempt);
    if (!request) {
        refuse(*attempt, request.error());
        return;
    }
    run(attempt, std::move(*request), [this, attempt](const AttemptResult& found) {
        if (!found.isAccepted) {
            finish(*attempt, found);
            return;
        }
        attempt->user = *found.identified;
        attempt->request.osUser = candidates(attempt->request)[attempt->user];
        recognise(attempt);
    });
}

void LogonService::recognise(const Shared& attempt) {
    auto templates = prepare(*attempt);
    if (!templates) {
        refuse(*attempt, templates.error());
        return;
    }
    run(attempt,
        {attempt->id, attempt->request.scenario, m_parts.state.policies().policyFor(attempt->user),
         std::move(*templates), attempt->raise},
        [this, attempt](const AttemptResult& result) { finish(*attempt, result); });
}

void LogonService::run(const Shared& attempt, AttemptRequest request,
                       std::function<void(const AttemptResult&)> done) {
    const bool isTest = request.scenario == domain::Scenario::EnrolTest;
    attempt->pictures =
        isTest || m_parts.pictures == nullptr ? domain::PictureStore::Off : request.policy.refusedPictures;
    auto watching = watched(attempt);
    watching.done = std::move(done);
    const auto started = m_parts.runner.start(std::move(request), std::move(watching));
    if (!started) {
        refuse(*attempt, started.error());
    }
}

void LogonService::refuse(const Attempt& attempt, const Error& reason) {
    AttemptResult result;
    result.code = reason.code;
    result.detail = reason.detail;
    finish(attempt, std::move(result));
}

AttemptId LogonService::begin(const LogonRequest& request, Callbacks callbacks) {
    const auto attempt =
        std::make_shared<Attempt>(Attempt{AttemptId::generate(), request, {}, std::move(callbacks)});
    mustSearch(request) ? search(attempt) : recognise(attempt);
    return attempt->id;
}

AttemptRunner::Callbacks LogonService::watched(const std::shared_ptr<Attempt>& attempt) {
    AttemptRunner::Callbacks callbacks{.progress = attempt->callbacks.progress,
                                       .looked = attempt->callbacks.looked,
                                       .wantsJpeg = attempt->callbacks.wantsJpeg,
                                       .done = {}};
    if (attempt->pictures != domain::PictureStore::Off) {
        callbacks.wantsJpeg = [] { return true; };
        callbacks.looked = [attempt](const Look& look) {
            if (!look.jpeg.isEmpty()) {
                attempt->lastPicture = look.jpeg.clone();
            }
            if (attempt->callbacks.looked) {
                attempt->callbacks.looked(look);
            }
        };
    }
    return callbacks;
}

void LogonService::finish(const Attempt& attempt, AttemptResult result) {
    std::optional<std::string> photo;
    restrict(attempt, result, photo);
    // What was not tried leaves no event: sudo with a password only is nobody's failed face.
    const bool isTried = result.code != ErrorCode::ScenarioDenied &&
                         result.code != ErrorCode::SecondStepRequired &&
                         result.code != ErrorCode::RemoteSession &&
                         !(result.isAccepted && attempt.request.scenario == domain::Scenario::AppFill);
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
    AttemptResult seen = result; // with the face, which no answer carries
    result.clearest.reset();
    LogonAnswer answer;
    answer.outcome = outcomeOf(result.code);
    answer.code = result.code;
    answer.attempt = attempt.id;
    answer.result = result;
    answer.isRemoteLookedAt = attempt.request.isRemote && !isRemote(attempt.request);
    addWayOn(attempt, answer);
    if (photo && result.isAccepted) {
        answer.needsPassword = true;
        m_photos.expect(attempt.request.osUser, *photo);
    }
    const bool opensAccount = attempt.request.scenario != domain::Scenario::EnrolTest &&
                              attempt.request.scenario != domain::Scenario::AppFill;
    if (result.isAccepted && opensAccount) {
        answer.osUser = attempt.request.osUser;
        answer.ticket = m_parts.tickets.issue(attempt.request.osUser);
        if (m_parts.opened && attempt.request.scenario != domain::Scenario::Elevation) {
            m_parts.opened(attempt.request.osUser, attempt.user);
        }
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
    // After the answer, which nobody waits longer for.
    if (seen.isAccepted && opensAccount && !photo) {
        m_refresher.consider(attempt.user, seen, m_parts.runner.models()->thresholds(), attempt.raise);
    }
}

Status LogonService::count(const Attempt& attempt, const AttemptResult& result) {
    const bool isMiss = isOfSomebodyElse(result.code);
    const UserId counted = countedOn(attempt);
    if (counted.isEmpty() || attempt.request.scenario == domain::Scenario::EnrolTest ||
        (!isMiss && !result.isAccepted)) {
        return {};
    }
    if (result.isAccepted) {
        if (const auto noted = m_parts.state.noteUse(); !noted) {
            return noted;
        }
    }
    auto cooldown = m_cooldowns.load(counted);
    if (!cooldown) {
        return propagate(cooldown.error());
    }
    if (result.isAccepted) {
        cooldown->recordMatch();
        return m_cooldowns.save(counted, *cooldown);
    }
    const domain::FaceCooldownRule rule = m_parts.state.policies().policy().faceCooldown;
    cooldown->recordMiss(isAttack(result.code) ? domain::FaceMiss::Spoof : domain::FaceMiss::NoMatch,
                         m_parts.clock.now(), rule);
    if (const auto saved = m_cooldowns.save(counted, *cooldown); !saved) {
        return saved;
    }
    // No attempt gets as far as a miss while the face is off, so that this is the miss that put it off.
    return cooldown->totalMisses() < rule.missesBeforeOff
               ? Status()
               : noteLockout(attempt, result, cooldown->totalMisses());
}

} // namespace kaomon::agent
