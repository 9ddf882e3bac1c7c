// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "client/account_rule_calls.h"
#include "client/services.h"
#include "crypto/trust.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "wire/key_renewals.h"

namespace kaomon::administrators {

// Whether somebody holds the keys that his role needs. Unconfirmed: an owner who has not signed in since the
// root key was sealed to him, or cannot open it. The tenant is not to count on him until then.
enum class KeyState { NotNeeded, Held, Waiting, Unconfirmed, Outdated };

struct AdministratorRow {
    wire::User user;
    KeyState keys = KeyState::NotNeeded;
    bool isLastOwner = false;
};

// The administrators, their roles and keys. Handing keys over: his public keys come from the server and are
// compared with what he reads out; then the manifest names him and the tenant's keys are sealed to him. A
// change of owners in a tenant with several administrators needs another one's agreement first: the signed
// manifest waits on this PC until it is there. GUI thread; the session outlives it.
class AdministratorsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<AdministratorRow>;

    explicit AdministratorsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] const wire::AccountRules& rules() const { return m_rules.rules; }
    [[nodiscard]] bool mayHandOver() const; // owners who hold the root

    void changeRole(const wire::User& user, const std::string& role, const QString& reason);
    void removeSecondFactor(const wire::User& user);
    void setSecondFactorRequired(bool isRequired);

    // Ends with identityFound(), or a refusal: KeyUnavailable when he has not signed in yet.
    void findIdentity(const wire::User& user);
    // After the comparison. `reason` is signed where an agreement is needed.
    void handOver(const wire::User& user, const QString& reason);
    // Takes somebody whose role holds no keys any more out of the manifest, or notes another role.
    void updateManifest(const wire::User& user, const QString& reason);
    // The agreement is there: what waited is put in force.
    void finish(const wire::TwoPersonAct& act);
    [[nodiscard]] bool canFinish(const wire::TwoPersonAct& act) const;

signals:
    void identityFound(const kaomon::wire::User& user, const QString& fingerprint);
    void handedOver();
    void agreementRequested();

private:
    void collect(const std::vector<wire::User>& found);
    void fetchRole(std::size_t role, std::shared_ptr<std::vector<wire::User>> found);
    void fetchFormer(std::shared_ptr<std::vector<wire::User>> found);
    [[nodiscard]] KeyState keysOf(const wire::User& user) const;
    [[nodiscard]] bool lacksKeys(const wire::User& user, domain::Role role) const;
    void putAdmin(const crypto::ManifestAdmin& admin, const QString& reason);
    [[nodiscard]] QFuture<Status> announce(const crypto::ManifestAdmin& admin, const std::string& reason,
                                           const wire::ManifestDocument& stored);
    [[nodiscard]] QFuture<Status> askAgreement(const crypto::ManifestAdmin& admin, const std::string& reason,
                                               const wire::ManifestDocument& next);
    [[nodiscard]] QFuture<Status> putInForce(const wire::ManifestDocument& next,
                                             const crypto::ManifestAdmin& admin);

    Model m_model;
    client::AccountRulesAt m_rules;
    std::optional<crypto::TenantManifest> m_manifest;
    std::vector<wire::KeyHolder> m_holders;
    std::optional<crypto::ManifestAdmin> m_found; // whose identity was compared
    bool m_isAgreementWanted = false;
};

} // namespace kaomon::administrators
