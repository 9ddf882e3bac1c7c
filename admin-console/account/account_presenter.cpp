// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/account_presenter.h"

#include <memory>

#include "client/user_onboarding.h"
#include "domain/password_form.h"
#include "ui/qt_text.h"

namespace kaomon::account {

// What one change of the password has gathered so far; secrets go with it.
struct AccountPresenter::PasswordJob {
    SecretString present;
    SecretString next;
    crypto::PasswordKeys presentKeys;
    client::NewPassword prepared;
};

AccountPresenter::AccountPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {}

void AccountPresenter::reload() {
    if (!beginLoading(state() == models::ListState::Content)) {
        return;
    }
    load(client::SecondFactorService(api()).state(), [this](const wire::SecondFactorState& state) {
        m_secondFactor = state;
        return models::ListState::Content;
    });
}

void AccountPresenter::clear() {
    m_secondFactor = {};
    FeaturePresenter::clear();
}

shell::SecondFactorSetup::Calls AccountPresenter::setupCalls() {
    return {[this] {
                return shell::proven(session(),
                                     [this] { return client::SecondFactorService(api()).begin(); });
            },
            [this](const std::string& code) {
                return shell::proven(
                    session(), [this, code] { return client::SecondFactorService(api()).confirm(code); });
            }};
}

void AccountPresenter::removeSecondFactor() {
    command([this] { return client::SecondFactorService(api()).remove(); }, [this] { reload(); });
}

void AccountPresenter::makeRecoveryCodes() {
    command([this] { return client::SecondFactorService(api()).makeRecoveryCodes(); },
            [this](const wire::RecoveryCodes& codes) {
                emit recoveryCodesMade(codes.codes);
                reload();
            });
}

std::optional<domain::PasswordFault> AccountPresenter::checkNewPassword(const SecretString& password) const {
    const auto canonical = domain::canonicalPassword(password);
    if (!canonical || !session().isOpen()) {
        return domain::PasswordFault::Malformed;
    }
    return domain::checkNewPassword(*canonical, {}, session().user().login, {});
}

void AccountPresenter::changePassword(SecretString present, SecretString next) {
    if (isBusy() || !session().isOpen()) {
        return;
    }
    beginCommand();
    auto job = std::make_shared<PasswordJob>();
    job->present = std::move(present);
    job->next = std::move(next);
    fetchSalt(job);
}

void AccountPresenter::fetchSalt(const std::shared_ptr<PasswordJob>& job) {
    client::SessionService(api())
        .prelogin({session().tenant().tenant, session().user().login})
        .then(this, [this, job](const Result<wire::PreloginReply>& salt) {
            salt&& session().isOpen() ? splitPresent(job, *salt)
                                      : endCommand(fail(salt ? ErrorCode::NotSignedIn : salt.error().code));
        });
}

void AccountPresenter::splitPresent(const std::shared_ptr<PasswordJob>& job,
                                    const wire::PreloginReply& salt) {
    auto parameters = client::parametersOf(salt);
    if (!parameters) {
        endCommand(propagate(parameters.error()));
        return;
    }
    client::splitTypedPasswordAsync(std::move(job->present), std::move(*parameters))
        .then(this, [this, job](Result<crypto::PasswordKeys> keys) {
            if (!keys) {
                endCommand(propagate(keys.error()));
                return;
            }
            job->presentKeys = std::move(*keys);
            client::prepareNewPasswordAsync(std::move(job->next))
                .then(this, [this, job](Result<client::NewPassword> prepared) {
                    if (!prepared || !session().isOpen()) {
                        endCommand(prepared ? Status(fail(ErrorCode::NotSignedIn))
                                            : Status(propagate(prepared.error())));
                        return;
                    }
                    job->prepared = std::move(*prepared);
                    fetchKeys(job);
                });
        });
}

void AccountPresenter::fetchKeys(const std::shared_ptr<PasswordJob>& job) {
    client::UserService(api())
        .keys(session().user().id)
        .then(this, [this, job](const Result<wire::UserKeys>& keys) {
            keys&& session().isOpen() ? store(job, *keys)
                                      : endCommand(fail(keys ? ErrorCode::NotSignedIn : keys.error().code));
        });
}

void AccountPresenter::store(const std::shared_ptr<PasswordJob>& job, const wire::UserKeys& keys) {
    wire::SessionReply known;
    known.tenant = session().tenant().tenant;
    known.user = session().user();
    known.identity = keys.identity;
    known.vaultKeys = keys.vaultKeys;
    const auto change = client::prepareOwnPasswordChange(known, job->presentKeys, job->prepared.record,
                                                         job->prepared.keys.wrap);
    if (!change) {
        // The identity does not open: what was typed is not the present password.
        const bool isWrong = change.error().code == ErrorCode::DecryptionFailed;
        endCommand(fail(isWrong ? ErrorCode::LoginFailed : change.error().code));
        return;
    }
    client::SessionService(api()).changePassword(*change).then(this, [this](const Status& stored) {
        endCommand(stored);
        if (stored) {
            emit passwordChanged();
        }
    });
}

} // namespace kaomon::account
