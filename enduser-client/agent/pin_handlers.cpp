// SPDX-License-Identifier: GPL-3.0-or-later
// The PIN of a person: set in the client after a look at his face, asked for by the PAM module.
#include "agent/logon_handlers.h"

#include "agent/os_accounts.h"
#include "base/log.h"
#include "domain/pin_rule.h"

namespace kaomon::agent {

// Whoever sits at an open session must not give himself a PIN: the face is looked at first.
void LogonHandlers::setPin(const Caller& caller, const localipc::Message& message) {
    const auto person = m_parts.sessions.session(caller.uid);
    if (!person) {
        caller.fail(person.error());
        return;
    }
    const auto pin = std::make_shared<const SecretString>(message.text("pin"));
    const domain::Policy policy = m_parts.state.policies().policyFor(person->user);
    if (const auto form = domain::checkPinForm(pin->reveal(), policy.pinLength); !form) {
        caller.fail(form.error());
        return;
    }
    if (m_parts.runner.isCameraTaken()) {
        caller.fail(Error(ErrorCode::AgentBusy, "another attempt or an enrolment is under way"));
        return;
    }
    m_parts.preview.begin(caller.uid);
    const LogonRequest request{domain::Scenario::EnrolTest, {}, {}, person->user, false, false};
    run(caller, request,
        {.progress = {},
         .looked = [this](const Look& look) { m_parts.preview.deliver(look); },
         .wantsJpeg = [this] { return m_parts.preview.wanted(); },
         .done =
             [this, caller, user = person->user, pin](const LogonAnswer& answer) {
                 m_parts.preview.end();
                 if (answer.code) {
                     caller.fail(Error(*answer.code, answer.result.detail));
                     return;
                 }
                 storePin(caller, user, *pin);
             }});
}

void LogonHandlers::storePin(const Caller& caller, const UserId& user, const SecretString& pin) {
    const bool wasLockedOut = m_parts.pins.isLockedOut(user);
    m_parts.pins.set(user, pin, [this, caller, user, wasLockedOut](const Status& kept) {
        if (!kept) {
            caller.fail(kept.error());
            return;
        }
        notePin("password", "PIN_SET", "ok", user, std::nullopt);
        if (wasLockedOut) {
            notePin("auth", "UNLOCKED", "ok", user, std::nullopt);
        }
        caller.reply("pinSet");
    });
}

// Behind an accepted face, an accepted code, or before the password of somebody at another machine. What
// opens with the session opens only now.
void LogonHandlers::checkPin(const Caller& caller, const localipc::Message& message) {
    const std::string account = message.text("user");
    const std::string typed = message.text("pin");
    const DeviceIdentity* device = m_parts.state.device();
    const auto user = device == nullptr
                          ? Result<UserId>(fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant"))
                          : m_parts.state.policies().linkedUser(accountOf(account, device->id.text()));
    if (!user || typed.empty() || typed.size() > PinStore::kLongest) {
        caller.fail(user ? Error(ErrorCode::SecondFactorWrong, "no PIN, or one that is too long")
                         : user.error());
        return;
    }
    const bool wasLockedOut = m_parts.pins.isLockedOut(*user);
    m_parts.pins.check(*user, SecretString(typed),
                       [this, caller, account, who = *user, wasLockedOut](const Status& checked) {
                           if (!checked) {
                               notePin("auth", "PIN_NG", "ng", who, checked.error().code);
                               if (!wasLockedOut && m_parts.pins.isLockedOut(who)) {
                                   notePin("auth", "LOCKOUT", "ng", who, checked.error().code);
                               }
                               caller.fail(checked.error());
                               return;
                           }
                           localipc::Message reply{"pinAccepted", 0, {}};
                           reply.set("ticket", m_parts.tickets.issue(account));
                           caller.reply(std::move(reply));
                       });
}

void LogonHandlers::notePin(std::string_view kind, std::string_view code, std::string_view result,
                            const UserId& user, const std::optional<ErrorCode>& reason) {
    wire::Event event;
    event.kind = kind;
    event.code = code;
    event.result = result;
    event.severity = reason ? "warning" : "info";
    event.user = user;
    event.detail.factors = "pin";
    if (reason) {
        event.detail.reason = wireName(*reason);
    }
    if (const auto added = m_parts.events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", code}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace kaomon::agent
