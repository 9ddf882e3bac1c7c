// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/logon_handlers.h"

#include <algorithm>

#include "agent/os_accounts.h"
#include "domain/logon_factors.h"

namespace kaomon::agent {

namespace {

localipc::Message resultMessage(const LogonAnswer& answer) {
    localipc::Message message{"authResult", 0, {}};
    message.set("outcome", answer.outcome);
    if (answer.code) {
        message.set("code", wireName(*answer.code));
    }
    if (!answer.ticket.empty()) {
        message.set("ticket", answer.ticket);
    }
    if (!answer.osUser.empty()) {
        message.set("user", answer.osUser);
    }
    if (answer.needsPassword || answer.needsPin) {
        message.set("second", answer.needsPin ? "pin" : "password");
    }
    if (answer.code) {
        message.set("instead", domain::toWire(answer.instead));
    }
    if (answer.isRemoteLookedAt) {
        message.setFlag("remote_looked_at", true);
    }
    message.set("attempt_id", answer.attempt.text());
    message.setInteger("elapsed_ms", answer.result.elapsed.count());
    message.set("camera_id", answer.result.camera.id);
    return message;
}

bool isRoot(const Caller& caller) {
    return caller.uid == 0 || caller.uid == ownUid();
}

// Screen lockers run as the person: he may have his own session opened again. Root may do it for anybody.
bool isOwnUnlock(const Caller& caller, domain::Scenario scenario, const std::string& osUser) {
    return isRoot(caller) || (scenario == domain::Scenario::Unlock && osUser == nameOfUid(caller.uid));
}

std::string thresholdName(domain::MatchLevel level) {
    switch (level) {
    case domain::MatchLevel::Fmr1e4:
        return "1e-4";
    case domain::MatchLevel::Fmr1e5:
        return "1e-5";
    case domain::MatchLevel::Fmr1e6:
        return "1e-6";
    }
    return {};
}

} // namespace

void LogonHandlers::addTo(Router& router) {
    router.add("authenticate", [this](const Caller& c, const localipc::Message& m) { authenticate(c, m); });
    router.add("testFace", [this](const Caller& c, const localipc::Message&) { testFace(c); });
    router.add("takeOsSecret", [this](const Caller& c, const localipc::Message& m) { takeOsSecret(c, m); });
    router.add("passwordUsed", [this](const Caller& c, const localipc::Message& m) { passwordUsed(c, m); });
    router.add("keepOsSecret", [this](const Caller& c, const localipc::Message& m) { keepOsSecret(c, m); });
    router.add("emergencyBegin",
               [this](const Caller& c, const localipc::Message& m) { emergencyBegin(c, m); });
    router.add("emergencyAnswer",
               [this](const Caller& c, const localipc::Message& m) { emergencyAnswer(c, m); });
    router.add("setPin", [this](const Caller& c, const localipc::Message& m) { setPin(c, m); });
    router.add("checkPin", [this](const Caller& c, const localipc::Message& m) { checkPin(c, m); });
    router.add("cancel", [this](const Caller& c, const localipc::Message&) { cancel(c.connection.data()); });
}

void LogonHandlers::run(const Caller& caller, const LogonRequest& request,
                        LogonService::Callbacks callbacks) {
    callbacks.progress = [this, caller](std::string_view state) {
        localipc::Message message{"authProgress", 0, {}};
        message.set("state", state);
        if (state == wireName(ErrorCode::FaceTooDark) && m_parts.logon.lightsUpInTheDark()) {
            message.set("assist", "bright_screen");
        }
        caller.reply(std::move(message));
    };
    const AttemptId attempt = m_parts.logon.begin(request, std::move(callbacks));
    if (m_parts.runner.isRunning(attempt)) {
        m_owner = caller.connection.data();
    }
}

void LogonHandlers::authenticate(const Caller& caller, const localipc::Message& message) {
    const auto scenario = domain::scenarioFromWire(message.text("scenario"));
    if (!scenario || *scenario == domain::Scenario::EnrolTest) {
        caller.fail(Error(ErrorCode::ValidationFailed, "scenario is missing or wrong"));
        return;
    }
    const LogonRequest request{*scenario, message.text("user"),       message.text("service"),
                               {},        message.flag("intended"),   message.flag("remote"),
                               {},        message.flag("remote_host")};
    if (!isOwnUnlock(caller, *scenario, request.osUser)) {
        caller.fail(Error(ErrorCode::PeerDenied, "not the lock screen of this person's own session"));
        return;
    }
    if (!isRoot(caller) && needsRoot(request.osUser)) {
        caller.fail(Error(ErrorCode::PeerDenied, "the policy asks for what only root may check"));
        return;
    }
    run(caller, request,
        {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [caller](LogonAnswer answer) {
             if (!isRoot(caller)) {
                 answer.ticket.clear(); // of no use to him
             }
             caller.reply(resultMessage(answer));
         }});
}

// Whether the policy may want something at this account's lock screen that is only root's to check: a PIN, an
// administrator's code.
bool LogonHandlers::needsRoot(const std::string& osUser) const {
    const DeviceIdentity* device = m_parts.state.device();
    const PolicyStore& policies = m_parts.state.policies();
    const auto people = device != nullptr ? policies.linkedUsers(accountOf(osUser, device->id.text()))
                                          : std::vector<UserId>();
    return std::ranges::any_of(people, [&](const UserId& user) {
        const domain::Policy policy = policies.policyFor(user);
        const auto leadsToCode = [&](ErrorCode why) {
            return domain::insteadOfFace(policy, domain::Scenario::Unlock, why) ==
                   domain::InsteadOfFace::EmergencyCode;
        };
        return domain::secondFactor(policy.factors(domain::Scenario::Unlock)) == domain::SecondFactor::Pin ||
               leadsToCode(ErrorCode::FaceNoMatch) || leadsToCode(ErrorCode::CameraMissing);
    });
}

void LogonHandlers::testFace(const Caller& caller) {
    const auto person = m_parts.sessions.session(caller.uid);
    if (!person) {
        caller.fail(person.error());
        return;
    }
    if (m_parts.runner.isCameraTaken()) {
        caller.fail(Error(ErrorCode::AgentBusy, "another attempt or an enrolment is under way"));
        return;
    }
    m_parts.preview.begin(caller.uid);
    const LogonRequest request{domain::Scenario::EnrolTest, {}, {}, person->user, false};
    run(caller, request,
        {.progress = {},
         .looked = [this](const Look& look) { m_parts.preview.deliver(look); },
         .wantsJpeg = [this] { return m_parts.preview.wanted(); },
         .done =
             [this, caller](const LogonAnswer& answer) {
                 m_parts.preview.end();
                 auto message = resultMessage(answer);
                 message.set("score_band", answer.result.scoreBand);
                 message.set("threshold_name", thresholdName(answer.result.matchLevel));
                 caller.reply(std::move(message));
             }});
}

void LogonHandlers::takeOsSecret(const Caller& caller, const localipc::Message& message) {
    const auto account = m_parts.tickets.redeem(message.text("ticket"));
    if (!account) {
        caller.fail(account.error());
        return;
    }
    localipc::Message reply{"osSecret", 0, {}};
    const auto secret = m_parts.secrets.take(*account);
    reply.set("secret", secret ? std::string_view(secret->reveal()) : std::string_view());
    if (!secret && secret.error().code != ErrorCode::NotFound) {
        reply.set("code", wireName(secret.error().code));
    }
    caller.reply(std::move(reply));
}

// Whoever sends this has let somebody in by his password, behind an attempt at his face.
void LogonHandlers::passwordUsed(const Caller& caller, const localipc::Message& message) {
    const auto scenario = domain::scenarioFromWire(message.text("scenario"));
    const auto attempt = AttemptId::parse(message.text("attempt_id"));
    const auto why = errorCodeFromWire(message.text("code"));
    if (!scenario || !attempt || !why) {
        caller.fail(Error(ErrorCode::ValidationFailed, "scenario, attempt_id or code is missing or wrong"));
        return;
    }
    if (!isOwnUnlock(caller, *scenario, message.text("user"))) {
        caller.fail(Error(ErrorCode::PeerDenied, "not the lock screen of this person's own session"));
        return;
    }
    const auto noted = m_parts.logon.notePasswordUse(
        {*scenario, message.text("user"), message.text("service"), *attempt, *why});
    if (!noted) {
        caller.fail(noted.error());
        return;
    }
    caller.reply("passwordNoted");
}

// Whoever sends this has had the password accepted by the system.
void LogonHandlers::keepOsSecret(const Caller& caller, const localipc::Message& message) {
    const SecretString secret(message.text("secret"));
    const auto kept = m_parts.secrets.keep(message.text("user"), secret);
    if (!kept) {
        caller.fail(kept.error());
        return;
    }
    if (const auto noted = m_parts.logon.passwordAccepted(message.text("user")); !noted) {
        caller.fail(noted.error());
        return;
    }
    caller.reply("osSecretKept");
}

void LogonHandlers::emergencyBegin(const Caller& caller, const localipc::Message& message) {
    const auto question = m_parts.emergency.begin(message.text("user"));
    if (!question) {
        caller.fail(question.error());
        return;
    }
    localipc::Message reply{"emergencyRequest", 0, {}};
    reply.set("request", question->text);
    reply.setInteger("hours", question->hours);
    reply.setInteger("tries", question->tries);
    caller.reply(std::move(reply));
}

void LogonHandlers::emergencyAnswer(const Caller& caller, const localipc::Message& message) {
    const auto user = m_parts.emergency.answer(message.text("user"), message.text("code"));
    if (!user) {
        caller.fail(user.error());
        return;
    }
    if (const auto forgiven = m_parts.logon.forgiveMisses(*user, "emergency_code"); !forgiven) {
        caller.fail(forgiven.error());
        return;
    }
    caller.reply("emergencyAccepted");
}

void LogonHandlers::cancel(const Connection* connection) {
    if (m_parts.runner.isRunning() && connection == m_owner) {
        m_parts.runner.cancel();
    }
}

void LogonHandlers::onDisconnected(const Connection* connection) {
    cancel(connection);
}

} // namespace kaomon::agent
