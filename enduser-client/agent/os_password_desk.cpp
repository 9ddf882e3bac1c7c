// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_password_desk.h"

#include <algorithm>

#include "agent/os_password_rules.h"
#include "agent/worker.h"
#include "base/log.h"

namespace kaomon::agent {

namespace {

using Kind = OsPasswordOutcome::Kind;
using Sealed = OsPasswordChange::Sealed;

// PAM_MAX_RESP_SIZE with its end.
constexpr std::size_t kLongestPassword = 511;

bool isTypable(const SecretString& password) {
    const std::string& text = password.reveal();
    return !text.empty() && text.size() <= kLongestPassword &&
           text.find_first_of(std::string_view("\0\n\r", 3)) == std::string::npos;
}

// A module behind the one that changed it may have refused, and a helper that broke off may have been done:
// where the system's own records tell, they have the last word.
OsPasswordOutcome settle(OsPasswordOutcome outcome, const OsPasswordOrder& order,
                         const OsPasswordCheck& check) {
    const bool isSame = order.next.reveal() == order.current.reveal();
    if (outcome.kind == Kind::Changed || isSame || outcome.code == ErrorCode::LoginFailed) {
        return outcome;
    }
    if (check(order.account, order.next) == true) {
        outcome.kind = Kind::Changed;
    } else if (outcome.kind == Kind::InDoubt && outcome.code != ErrorCode::Timeout &&
               check(order.account, order.current) == true) {
        outcome.kind = Kind::Refused; // the helper is gone and nothing has changed
    }
    return outcome;
}

std::string_view toWire(Sealed sealed) {
    return sealed == Sealed::Yes ? "yes" : sealed == Sealed::Pending ? "pending" : "not_kept";
}

localipc::Message replyFor(const OsPasswordChange& change) {
    const bool isChanged = change.outcome.kind == Kind::Changed;
    localipc::Message reply{isChanged ? "osPasswordChanged" : "osPasswordRefused", 0, {}};
    if (!isChanged) {
        reply.set("code", wireName(change.outcome.code));
        reply.setFlag("in_doubt", change.outcome.kind == Kind::InDoubt);
    }
    reply.set("sealed", toWire(change.sealed));
    reply.setInteger("said", static_cast<std::int64_t>(change.outcome.words.size()));
    for (std::size_t i = 0; i < change.outcome.words.size(); ++i) {
        const std::string said = "said" + std::to_string(i);
        reply.set(said + ".style", change.outcome.words[i].isError ? "error" : "info");
        reply.set(said + ".text", change.outcome.words[i].text);
    }
    return reply;
}

} // namespace

void OsPasswordDesk::addTo(Router& router) {
    router.add("osPassword", [this](const Caller& c, const localipc::Message&) { describe(c); });
    router.add("changeOsPassword", [this](const Caller& c, const localipc::Message& m) { change(c, m); });
}

std::optional<std::string> OsPasswordDesk::nameOf(uid_t uid) {
    constexpr std::size_t kMostNames = 256;
    if (const auto known = m_names.find(uid); known != m_names.end()) {
        return known->second;
    }
    auto name = m_parts.nameOf(uid);
    if (name) {
        if (m_names.size() == kMostNames) {
            m_names.clear();
        }
        m_names.emplace(uid, *name);
    }
    return name;
}

OsPasswordAge OsPasswordDesk::ageNow(const std::optional<ShadowFacts>& facts) const {
    const auto today = std::chrono::floor<std::chrono::days>(m_parts.clock.now()).time_since_epoch();
    return ageOf(facts, static_cast<long>(today.count()));
}

void OsPasswordDesk::describe(const Caller& caller) {
    const auto account = nameOf(caller.uid);
    if (!account) {
        caller.fail(Error(ErrorCode::AccountNotLinked, "the system knows no such account"));
        return;
    }
    if (*account == "root") {
        caller.fail(Error(ErrorCode::SuperuserDenied, "root uses passwd"));
        return;
    }
    const OsPasswordAge age = ageNow(m_parts.shadow(*account));
    const PasswordStack stack = readPasswordStack(m_parts.root);
    localipc::Message reply{"osPassword", 0, {}};
    reply.set("account", *account);
    reply.set("state", toWire(age.state));
    if (age.daysLeft) {
        reply.setInteger("days", *age.daysLeft);
    }
    reply.setInteger("wait_days", age.daysToWait);
    reply.setFlag("available", stack.isThere && isPasswordHelperThere(m_parts.helperSocket));
    reply.set("rules", toWire(stack.rules));
    reply.setFlag("key_ring", stack.changesKeyRing);
    reply.setFlag("kept", m_parts.secrets.isKept(*account));
    caller.reply(std::move(reply));
}

void OsPasswordDesk::change(const Caller& caller, const localipc::Message& message) {
    const auto account = nameOf(caller.uid);
    if (!account) {
        caller.fail(Error(ErrorCode::AccountNotLinked, "the system knows no such account"));
        return;
    }
    OsPasswordOrder order{*account, SecretString(message.text("current")), SecretString(message.text("new")),
                          message.text("language")};
    change(std::move(order), [caller](const Result<OsPasswordChange>& changed) {
        if (!changed) {
            caller.fail(changed.error());
            return;
        }
        caller.reply(replyFor(*changed));
    });
}

void OsPasswordDesk::change(OsPasswordOrder given, Done done) {
    if (!isTypable(given.current) || !isTypable(given.next)) {
        done(fail(ErrorCode::ValidationFailed, "a password is empty, too long or has a line break"));
        return;
    }
    if (m_isChanging) {
        done(fail(ErrorCode::AgentBusy, "another password is being changed"));
        return;
    }
    const bool isKept = m_parts.secrets.isKept(given.account);
    if (const auto begun = isKept ? m_parts.secrets.beginChange(given.account) : Status(); !begun) {
        done(propagate(begun.error()));
        return;
    }
    m_isChanging = true;
    const auto order = std::make_shared<const OsPasswordOrder>(std::move(given));
    onWorker(
        this,
        [order, socket = m_parts.helperSocket, patience = m_parts.patience, check = m_parts.check] {
            return settle(changeThroughHelper(socket, *order, patience), *order, check);
        },
        [this, order, isKept, done = std::move(done)](const OsPasswordOutcome& outcome) {
            m_isChanging = false;
            finish(*order, isKept, outcome, done);
        });
}

void OsPasswordDesk::finish(const OsPasswordOrder& order, bool isKept, OsPasswordOutcome outcome,
                            const Done& done) {
    const std::string& account = order.account;
    log::info("os_password.change", {{"account", account},
                                     {"outcome", outcome.kind == Kind::Changed   ? "changed"
                                                 : outcome.kind == Kind::Refused ? "refused"
                                                                                 : "in doubt"},
                                     {"code", outcome.kind == Kind::Changed ? "" : wireName(outcome.code)}});
    OsPasswordChange result{std::move(outcome), Sealed::NotKept};
    wire::EventDetail detail;
    detail.service = "kaomon-passwd";
    switch (result.outcome.kind) {
    case Kind::Changed: {
        note("CHANGE_OK", "ok", account, detail);
        const auto kept = isKept ? m_parts.secrets.keep(account, order.next) : Status();
        result.sealed = !isKept ? Sealed::NotKept : kept ? Sealed::Yes : Sealed::Pending;
        if (!kept) {
            notePending(account, kept.error().code);
        }
        break;
    }
    case Kind::Refused:
        detail.reason = wireName(result.outcome.code);
        note("CHANGE_NG", "ng", account, detail);
        if (const auto ended = isKept ? m_parts.secrets.endChange(account) : Status(); !ended) {
            notePending(account, ended.error().code);
        }
        break;
    case Kind::InDoubt:
        detail.reason = wireName(result.outcome.code);
        note("CHANGE_NG", "err", account, detail);
        if (isKept) {
            notePending(account, result.outcome.code);
            result.sealed = Sealed::Pending;
        }
        break;
    }
    done(std::move(result));
}

void OsPasswordDesk::addStatus(localipc::Message& status, uid_t uid) {
    const auto account = nameOf(uid);
    if (!account) {
        return;
    }
    const auto facts = m_parts.shadow(*account);
    const OsPasswordAge age = ageNow(facts);
    status.set("os_password", toWire(age.state));
    if (age.daysLeft) {
        status.setInteger("os_password_days", *age.daysLeft);
    }
    status.setFlag("os_reseal_pending", m_parts.secrets.isChangeOpen(*account) && !m_isChanging);
    if (facts && (age.state == OsPasswordState::Expired || age.state == OsPasswordState::MustChange)) {
        noteExpiry(*account, *facts, age);
    }
}

// Once for each password that ran out.
void OsPasswordDesk::noteExpiry(const std::string& account, const ShadowFacts& facts,
                                const OsPasswordAge& age) {
    const std::string name = "os_password_expired." + account;
    const std::string mark = std::to_string(facts.lastChange);
    const auto told = m_parts.state.cache().state(name);
    if (told && std::string(told->reveal().begin(), told->reveal().end()) == mark) {
        return;
    }
    if (!m_parts.state.cache().setState(name, Bytes(mark.begin(), mark.end()))) {
        return; // rather late than with every status
    }
    wire::EventDetail detail;
    detail.reason = wireName(ErrorCode::PasswordChangeRequired);
    if (age.daysLeft) {
        detail.daysLeft = static_cast<int>(*age.daysLeft);
    }
    note("EXPIRED", "info", account, detail);
}

void OsPasswordDesk::tellInterrupted() {
    for (const std::string& account : m_parts.secrets.untoldChanges()) {
        notePending(account, ErrorCode::Cancelled);
    }
}

void OsPasswordDesk::notePending(const std::string& account, ErrorCode reason) {
    wire::EventDetail detail;
    detail.reason = wireName(reason);
    note("RESEAL_PENDING", "err", account, detail);
    if (const auto told = m_parts.secrets.markTold(account); !told) {
        log::error("os_password.mark", {{"code", wireName(told.error().code)}});
    }
}

void OsPasswordDesk::note(std::string_view code, std::string_view result, const std::string& account,
                          wire::EventDetail detail) {
    wire::Event event;
    event.kind = "password";
    event.code = code;
    event.result = result;
    event.severity = result == "ok" ? "info" : "warning";
    event.osAccount = account;
    if (const DeviceIdentity* device = m_parts.state.device()) {
        const auto user = m_parts.state.policies().linkedUser(accountOf(account, device->id.text()));
        event.user = user ? std::optional(*user) : std::nullopt;
    }
    event.detail = std::move(detail);
    if (const auto added = m_parts.events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", code}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace kaomon::agent
