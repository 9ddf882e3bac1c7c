// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "applogin/app_template.h"
#include "base/secret.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "wire/app_documents.h"
#include "wire/policies.h"

namespace kaomon::appfill {

// A template of the company as it is in force; how to fill is read for its name and whether it is a good one.
struct CompanyTemplate {
    wire::AppTemplateBody body;
    long long version = 0; // of the document
    std::optional<applogin::AppTemplate> form;
    // Signed by nobody whom the manifest names any more: no PC believes it until it is signed again.
    bool isVoid = false;
};

// What an administrator sets for one person: he can use it and not see it.
struct BlindOrder {
    std::string login; // of the person
    VaultItemId appTemplate;
    std::string title;
    std::string userName;
    SecretString secret;
};

// Templates that the company's administrators sign for its PCs, how far each is rolled out, and entries that
// people can use and not see. GUI thread; the session outlives it.
class AppTemplatesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<CompanyTemplate>;

    explicit AppTemplatesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }

    // Those of a file that `kaomon-client` has written (applogin/template_file.h), rolled out to nobody yet.
    // ErrorCode::MalformedRequest, StorageTooNew, ValidationFailed for what is none: nothing is stored then.
    void import(const QByteArray& file);
    void rollOut(const CompanyTemplate& one, int percent, const std::vector<std::string>& deviceGroups);
    void withdraw(const CompanyTemplate& one);
    // Sealed here to a key that one of the tenant's PCs vouches for. commandFailed(): NotFound (no such
    // person), KeyUnavailable (he has not signed in on a PC yet), SignatureInvalid.
    void setBlind(BlindOrder order);

private:
    void put(std::vector<wire::AppTemplateBody> bodies, std::size_t at);
    void seal(const std::shared_ptr<BlindOrder>& order, const UserId& user, const wire::UserKeys& keys);
    void writeBlind(const std::shared_ptr<BlindOrder>& order, const UserId& user, const Bytes& boxPublic,
                    const wire::PolicyDocumentList& known);
    [[nodiscard]] long long versionOf(const std::string& scope) const;

    Model m_model;
    std::vector<wire::PolicyDocument> m_documents;
};

} // namespace kaomon::appfill
