// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/password_presenter.h"

#include <algorithm>
#include <utility>

#include "agentlink/background.h"
#include "base/base64.h"
#include "domain/password_form.h"
#include "domain/password_rule.h"
#include "signin/password_split.h"

namespace kaomon::signin {
namespace {

using agentlink::Answer;
using domain::canonicalPassword;
using domain::PasswordFault;
using domain::PasswordRule;

std::optional<PasswordFault> faultOf(const SecretString& password, const PasswordRule& rule,
                                     const std::string& login) {
    return domain::checkNewPassword(password, rule, login, {});
}

} // namespace

PasswordPresenter::PasswordPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                                     QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

std::vector<RequirementState> PasswordPresenter::check(const SecretString& password,
                                                       const SecretString& again) const {
    const std::string login = m_session.status().login.toStdString();
    const auto canonical = canonicalPassword(password);
    const auto canonicalAgain = canonicalPassword(again);
    if (!canonical || !canonicalAgain || canonical->isEmpty()) {
        return {{PasswordRequirement::Length},
                {PasswordRequirement::Kinds},
                {PasswordRequirement::NotObvious},
                {PasswordRequirement::SameTwice}};
    }
    // checkNewPassword() names the first fault only: ask for each rule with the others set to nothing.
    const PasswordRule rule = m_session.status().passwordRule;
    const auto length = faultOf(*canonical, {rule.minimumLength, 0, rule.maximumLength}, login);
    const auto obvious = faultOf(*canonical, {0, 0}, login);
    const auto kinds = faultOf(*canonical, {0, rule.minimumClasses}, login);
    const bool isLong = length != PasswordFault::TooShort && length != PasswordFault::TooLong;
    const bool isObvious = obvious == PasswordFault::SameAsLogin || obvious == PasswordFault::TooCommon ||
                           obvious == PasswordFault::Malformed;
    const bool isVaried = isObvious ? !isObvious : kinds != PasswordFault::TooFewClasses;
    return {{PasswordRequirement::Length, isLong},
            {PasswordRequirement::Kinds, isVaried},
            {PasswordRequirement::NotObvious, !isObvious},
            {PasswordRequirement::SameTwice, canonical->reveal() == canonicalAgain->reveal()}};
}

void PasswordPresenter::change(SecretString current, SecretString password, const SecretString& again) {
    if (m_isBusy) {
        return;
    }
    const auto states = check(password, again);
    if (!std::ranges::all_of(states, &RequirementState::isMet)) {
        emit failed(ErrorCode::PasswordTooWeak);
        return;
    }
    m_current = std::move(current);
    m_password = std::move(password);
    setBusy(true);
    if (m_session.hasOneTimeKeys()) {
        prepareWith(std::nullopt);
        return;
    }
    localipc::Message message{.type = "prelogin", .id = 0, .fields = {}};
    message.set("login", m_session.status().login.toStdString());
    m_link.request(std::move(message)).then(this, [this](const Answer& answer) { prepare(answer); });
}

void PasswordPresenter::prepare(const Answer& prelogin) {
    if (!prelogin) {
        failWith(prelogin.error());
        return;
    }
    auto parameters = parametersOf(*prelogin);
    if (!parameters) {
        failWith(parameters.error());
        return;
    }
    prepareWith(std::move(*parameters));
}

void PasswordPresenter::prepareWith(std::optional<crypto::PasswordParameters> currentParameters) {
    auto known = currentParameters ? std::nullopt : m_session.takeOneTimeKeys();
    if (!currentParameters && !known) {
        failWith(Error(ErrorCode::NotSignedIn, "the session ended in between"));
        return;
    }
    auto work = [current = std::move(m_current), password = std::move(m_password), known = std::move(known),
                 currentParameters = std::move(currentParameters)]() mutable -> Result<Prepared> {
        if (!known) {
            auto split = splitTyped(current, *currentParameters);
            if (!split) {
                return propagate(split.error());
            }
            known = std::move(*split);
        }
        auto parameters = crypto::PasswordParameters::generate();
        auto next = splitTyped(password, parameters);
        if (!next) {
            return propagate(next.error());
        }
        return Prepared{std::move(parameters), std::move(*known), std::move(*next)};
    };
    agentlink::runInBackground(this, std::move(work),
                               [this](Result<Prepared> prepared) { send(std::move(prepared)); });
}

void PasswordPresenter::send(Result<Prepared> prepared) {
    if (!prepared) {
        failWith(prepared.error());
        return;
    }
    localipc::Message message{.type = "changePassword", .id = 0, .fields = {}};
    setKeys(message, "current_", prepared->current);
    setKeys(message, "", prepared->next);
    message.set("salt", toBase64Url(prepared->parameters.salt));
    message.setInteger("iterations", prepared->parameters.iterations);
    message.setInteger("memory_kib", prepared->parameters.memoryKiB);
    if (m_session.status().mustChangePassword) {
        m_session.keepOneTimeKeys(std::move(prepared->current)); // for another try, should this one fail
    }
    m_link.request(std::move(message)).then(this, [this](const Answer& answer) { conclude(answer); });
}

void PasswordPresenter::conclude(const Answer& answer) {
    if (!answer) {
        if (answer.error().code == ErrorCode::LoginFailed) {
            const auto wrong = m_session.takeOneTimeKeys(); // the current password was not the right one
        }
        failWith(answer.error());
        return;
    }
    setBusy(false);
    m_session.passwordWasChanged();
    emit succeeded();
}

void PasswordPresenter::setBusy(bool isBusy) {
    m_isBusy = isBusy;
    emit busyChanged(isBusy);
}

void PasswordPresenter::failWith(const Error& error) {
    m_current.clear();
    m_password.clear();
    setBusy(false);
    emit failed(error.code);
}

} // namespace kaomon::signin
