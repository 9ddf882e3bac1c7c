// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/recovery_presenter.h"

#include "crypto/password.h"
#include "crypto/two_person_act.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::administrators {

RecoveryPresenter::RecoveryPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {}

void RecoveryPresenter::clear() {
    m_work = {};
    FeaturePresenter::clear();
}

bool RecoveryPresenter::mayAsk(crypto::ActKind kind) const {
    if (isBusy() || !session().isOpen() || session().keyring() == nullptr) {
        return false;
    }
    return kind == crypto::ActKind::FaceAfterReissue ? session().mayResetPasswords() : isOwner();
}

void RecoveryPresenter::ask(crypto::ActKind kind, const UserId& subject, const QString& reason) {
    if (!mayAsk(kind)) {
        return;
    }
    if (kind == crypto::ActKind::OwnerChange) {
        askAboutOwner(subject, reason);
        return;
    }
    const auto act =
        session().keyring()->requestAct({kind, subject, {}, ui::toUtf8(reason)}, session().clock().now());
    command([this, act] { return client::TwoPersonActService(api()).request(act); },
            [this](const wire::TwoPersonAct&) { emit asked(); });
}

// An agreement over the manifest in force: the account changes, the list of owners does not.
void RecoveryPresenter::askAboutOwner(const UserId& subject, const QString& reason) {
    using Asked = Result<wire::TwoPersonAct>;
    command(
        [this, subject, text = ui::toUtf8(reason)] {
            return client::KeyService(api())
                .manifest()
                .then(this,
                      [this, subject, text](const Result<wire::ManifestDocument>& stored) -> QFuture<Asked> {
                          const auto keyring = session().sharedKeyring();
                          const auto record = stored
                                                  ? crypto::SignedRecord::decode(stored->record)
                                                  : Result<crypto::SignedRecord>(propagate(stored.error()));
                          if (!record || !keyring) {
                              return QtFuture::makeReadyFuture(Asked(record ? fail(ErrorCode::KeyUnavailable)
                                                                            : propagate(record.error())));
                          }
                          const auto act = keyring->requestAct(
                              {crypto::ActKind::OwnerChange, subject, crypto::manifestDigest(*record), text},
                              session().clock().now());
                          return client::TwoPersonActService(api()).request(act);
                      })
                .unwrap();
        },
        [this](const wire::TwoPersonAct&) { emit asked(); });
}

bool RecoveryPresenter::canFinish(const wire::TwoPersonAct& act) const {
    return mayAsk(crypto::ActKind::VaultRecovery) && act.kind == "vault_recovery" &&
           act.state == "approved" && act.requester == session().user().id;
}

template<class Answer, class Take>
void RecoveryPresenter::step(Answer answer, Take take) {
    using Value = std::remove_cvref_t<decltype(answer.result())>;
    answer.then(this, [this, take = std::move(take)](const Value& reply) mutable {
        if (!isBusy()) {
            return; // the session has ended
        }
        if (!reply) {
            m_work = {};
            endCommand(propagate(reply.error()));
            return;
        }
        take(*reply);
    });
}

void RecoveryPresenter::finish(const wire::TwoPersonAct& act) {
    if (!canFinish(act)) {
        return;
    }
    beginCommand();
    m_work = {};
    step(client::TwoPersonActService(api()).get(act.id), [this](const wire::TwoPersonAct& stored) {
        m_work.act = stored; // with the other half, which lists may leave out
        step(client::UserService(api()).get(stored.subject), [this](const wire::User& user) {
            m_work.user = user;
            fetchKeys();
        });
    });
}

void RecoveryPresenter::fetchKeys() {
    step(client::UserService(api()).keys(m_work.act.subject), [this](const wire::UserKeys& keys) {
        m_work.keys = keys;
        fetchManifest();
    });
}

void RecoveryPresenter::fetchManifest() {
    step(client::KeyService(api()).manifest(), [this](const wire::ManifestDocument& document) {
        auto manifest = session().keyring() != nullptr
                            ? session().keyring()->readManifest(document)
                            : Result<crypto::TenantManifest>(fail(ErrorCode::KeyUnavailable));
        if (!manifest) {
            endCommand(propagate(manifest.error()));
            return;
        }
        m_work.manifest = std::move(*manifest);
        shell::oneTimePasswordLife(session()).then(this, [this](std::chrono::hours life) {
            m_work.life = life;
            makePassword();
        });
    });
}

void RecoveryPresenter::makePassword() {
    if (!isBusy()) {
        return;
    }
    const auto text = std::make_shared<SecretString>(crypto::makeOneTimePassword());
    client::prepareNewPasswordAsync(SecretString(std::string(text->reveal())))
        .then(this, [this, text](Result<client::NewPassword> password) {
            if (!isBusy()) {
                return;
            }
            if (!password) {
                endCommand(propagate(password.error()));
                return;
            }
            store(*text, *password);
        });
}

void RecoveryPresenter::store(const SecretString& text, const client::NewPassword& password) {
    const auto keyring = session().sharedKeyring();
    const auto wrap =
        keyring ? keyring->recoverVault(m_work.act, m_work.keys, password.keys.wrap, *m_work.manifest)
                : Result<wire::VaultKeyWrap>(fail(ErrorCode::KeyUnavailable));
    if (!wrap) {
        endCommand(propagate(wrap.error()));
        return;
    }
    const wire::VaultRecovery recovery{password.record, session().clock().now() + m_work.life, {*wrap}};
    const shell::IssuedPassword issued{m_work.user.id, ui::toQString(m_work.user.login),
                                       ui::toQString(m_work.user.displayName), ui::toQString(text.reveal()),
                                       shell::toDateTime(recovery.expiresAt)};
    endCommandQuietly();
    command([this, id = m_work.act.id,
             recovery] { return client::TwoPersonActService(api()).recover(id, recovery); },
            [this, issued] {
                m_work = {};
                emit recovered(issued);
            });
}

} // namespace kaomon::administrators
