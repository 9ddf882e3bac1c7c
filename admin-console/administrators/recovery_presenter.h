// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "client/password_work.h"
#include "client/two_person_act_service.h"
#include "shell/feature_presenter.h"
#include "shell/one_time_password.h"

namespace kaomon::administrators {

// Asks for an act about a person that takes two administrators, and ends a recovery of a vault that was
// agreed to: the two halves of the recovery key meet in this program only, and what they open is wrapped
// under a one-time password at once. GUI thread; the session outlives it.
class RecoveryPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit RecoveryPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override {}
    void clear() override;

    // A recovery by owners, who may read the wrap that it opens; likewise a change of an owner's account; a
    // new face after a reissue also by others.
    [[nodiscard]] bool mayAsk(crypto::ActKind kind) const;
    void ask(crypto::ActKind kind, const UserId& subject, const QString& reason);
    [[nodiscard]] bool canFinish(const wire::TwoPersonAct& act) const;
    // Ends with recovered(), or a refusal.
    void finish(const wire::TwoPersonAct& act);

signals:
    void asked();
    void recovered(const kaomon::shell::IssuedPassword& password);

private:
    // Of one recovery; gone when it ends.
    struct Work {
        wire::TwoPersonAct act;
        wire::UserKeys keys;
        wire::User user;
        std::optional<crypto::TenantManifest> manifest;
        std::chrono::hours life{24};
    };

    // The next step gets the value, or the recovery has ended.
    template<class Answer, class Take>
    void step(Answer answer, Take take);
    void askAboutOwner(const UserId& subject, const QString& reason);
    void fetchKeys();
    void fetchManifest();
    void makePassword();
    void store(const SecretString& text, const client::NewPassword& password);

    Work m_work;
};

} // namespace kaomon::administrators
