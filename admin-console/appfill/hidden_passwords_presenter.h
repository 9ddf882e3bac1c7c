// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/secret.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "wire/accounts.h"
#include "wire/app_documents.h"
#include "wire/policies.h"

namespace kaomon::appfill {

class AppTemplatesPresenter;

// One of a person's, as an administrator has signed it; what is sealed in it nobody here can open.
struct HiddenPassword {
    UserId user;
    wire::BlindEntry entry;
    bool isVoid = false; // the signer may not any more: no PC believes it
};

// What an administrator sets for one person: he can use it and not see it.
struct BlindOrder {
    std::string login; // of the person
    VaultItemId appTemplate;
    std::string title;
    std::string userName;
    SecretString secret;
};

// Passwords that people can use and not see. GUI thread; session and templates outlive it.
class HiddenPasswordsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<HiddenPassword>;

    HiddenPasswordsPresenter(shell::ConsoleSession& session, const AppTemplatesPresenter& templates,
                             QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] QString personOf(const HiddenPassword& one) const;

    // Sealed here to a key that one of the tenant's PCs vouches for. The same application and title once more
    // is a new password for it. commandFailed(): NotFound (no such person), KeyUnavailable (he has not signed
    // in on a PC yet), SignatureInvalid.
    void set(BlindOrder order);
    void remove(const HiddenPassword& one);

private:
    using Change = std::function<Status(wire::BlindEntriesBody&)>;

    void seal(const std::shared_ptr<BlindOrder>& order, const UserId& user, const wire::UserKeys& keys);
    // The next version of what a person has; a command that has begun.
    void write(const UserId& user, Change change);
    void sign(const UserId& user, const Change& change, const wire::PolicyDocumentList& known);
    void learnNames();

    const AppTemplatesPresenter& m_templates;
    Model m_model;
    std::map<std::string, QString> m_names; // by the person's id
};

} // namespace kaomon::appfill
