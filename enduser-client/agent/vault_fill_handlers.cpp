// SPDX-License-Identifier: GPL-3.0-or-later
// The part of VaultHandlers that gives out what fills a sign-in, and hears what came of it.
#include <algorithm>

#include "agent/vault_handlers.h"
#include "applogin/app_template.h"
#include "applogin/fill_problem.h"
#include "vault/one_time_code.h"

namespace kaomon::agent {

namespace {

using localipc::Message;
using vault::EntryKind;
using vault::VaultEntry;

constexpr std::size_t kLongestApp = 200;

} // namespace

Result<VaultItemId> VaultHandlers::idField(const localipc::Message& message, std::string_view key) {
    auto id = VaultItemId::parse(message.text(key));
    if (!id) {
        return fail(ErrorCode::ValidationFailed, "not an id", '/' + std::string(key));
    }
    return id;
}

// The template that fills the entry, whoever has set the two up. ErrorCode::NotFound.
Result<applogin::AppTemplate> VaultHandlers::formOf(uid_t uid, const VaultItemId& id) const {
    const auto* vault = m_keeper.vaultOf(uid);
    const VaultEntry* entry = vault != nullptr ? vault->find(id) : nullptr;
    std::optional<VaultItemId> wanted = entry != nullptr ? entry->appTemplate : std::nullopt;
    const auto blind = m_keeper.blindEntries(uid);
    if (const auto one = std::ranges::find(blind, id, &wire::BlindEntry::id); one != blind.end()) {
        wanted = one->appTemplate;
    }
    if (!wanted) {
        return fail(ErrorCode::NotFound, "the entry has no template");
    }
    for (const CompanyTemplate& one : m_keeper.companyTemplates()) {
        if (one.id == *wanted) {
            return one.form;
        }
    }
    const VaultEntry* form = entry != nullptr ? vault->find(*wanted) : nullptr;
    return form != nullptr ? applogin::AppTemplate::parse(form->notes.reveal())
                           : Result<applogin::AppTemplate>(fail(ErrorCode::NotFound, "no such template"));
}

// What the entry's own template asks for, but never less than the policy.
FaceAge VaultHandlers::ageFor(uid_t uid, const VaultItemId& id) const {
    using applogin::ReauthMode;
    const std::chrono::minutes limit = m_keeper.ruleOf(uid).reauth;
    const auto parsed = formOf(uid, id);
    if (!parsed || parsed->reauth == ReauthMode::Always) {
        return std::chrono::minutes(0);
    }
    if (parsed->reauth == ReauthMode::WhilePresent) {
        return m_keeper.isPresent(uid) ? FaceAge() : FaceAge(std::chrono::minutes(0));
    }
    return std::min(parsed->reauthAfter, limit);
}

void VaultHandlers::fillSecret(const Caller& caller, const Message& message) {
    const auto id = idField(message);
    const std::string app = message.text("app").substr(0, kLongestApp);
    if (!id) {
        caller.fail(id.error());
        return;
    }
    FaceAge age = ageFor(caller.uid, *id);
    if (m_seen.erase(caller.connection.data()) > 0 && age) {
        age = std::max(*age, std::chrono::minutes(1));
    }
    withVault(caller, age, [this, caller, id = *id, app] { giveOut(caller, id, app); });
}

void VaultHandlers::giveOut(const Caller& caller, const VaultItemId& id, const std::string& app) {
    const VaultEntry* entry = m_keeper.vaultOf(caller.uid)->find(id);
    const auto blind = m_keeper.blindEntries(caller.uid);
    const auto set = std::ranges::find(blind, id, &wire::BlindEntry::id);
    if (set == blind.end() && (entry == nullptr || entry->kind != EntryKind::Login)) {
        caller.fail(Error(ErrorCode::NotFound, "no such entry"));
        return;
    }
    if (m_keeper.isSuspended(caller.uid, id)) {
        caller.fail(Error(ErrorCode::SecretStale, "the program refused it; it waits for a new one"));
        return;
    }
    Message reply{"fillValues", 0, {}};
    vault::BlindSecret values;
    if (set != blind.end()) {
        auto opened = m_keeper.openBlind(caller.uid, *set);
        if (!opened) {
            caller.fail(opened.error());
            return;
        }
        values = std::move(*opened);
    } else {
        values = {entry->userName, entry->secret.clone(), entry->totp.clone()};
    }
    reply.set("user_name", values.userName);
    reply.set("secret", values.secret.reveal());
    if (const auto seed = vault::OneTimeSeed::parse(values.totp)) {
        reply.set("code", seed->code(m_clock.now()).reveal());
    }
    reply.set("app", app);
    caller.reply(std::move(reply));
}

// One try: what a program refused is not given out again until the person has put a new one in.
void VaultHandlers::fillDone(const Caller& caller, const Message& message) {
    const auto id = idField(message);
    const auto problem = applogin::fillProblemFromWire(message.text("problem"));
    const std::string app = message.text("app").substr(0, kLongestApp);
    if (!id || (!message.text("problem").empty() && !problem)) {
        caller.fail(!id ? id.error() : Error(ErrorCode::ValidationFailed, "an unknown problem", "/problem"));
        return;
    }
    wire::EventDetail detail;
    detail.app = app;
    detail.method = message.flag("keys") ? "keys" : "accessibility";
    if (problem) {
        detail.reason = applogin::wireName(*problem);
    }
    const Status noted =
        m_keeper.note(caller.uid, problem ? "FILL_NG" : "FILL_OK", problem ? "ng" : "ok", detail);
    if (!noted) {
        caller.fail(noted.error());
        return;
    }
    if (problem == applogin::FillProblem::AppRejected) {
        detail.reason = wireName(ErrorCode::SecretStale);
        static_cast<void>(m_keeper.note(caller.uid, "SUSPEND", "ng", detail));
        if (const Status suspended = m_keeper.suspend(caller.uid, *id); !suspended) {
            caller.fail(suspended.error());
            return;
        }
    }
    caller.reply("fillNoted");
}

} // namespace kaomon::agent
