// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "applogin/app_template.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "wire/app_documents.h"
#include "wire/groups.h"
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

// Templates that the company's administrators sign for its PCs, and how far each is rolled out. GUI thread;
// the session outlives it.
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
    [[nodiscard]] QString nameOf(const VaultItemId& id) const;
    [[nodiscard]] static QString nameOf(const CompanyTemplate& one);
    // Of PCs, for who may read them.
    [[nodiscard]] const std::vector<wire::DeviceGroup>& groups() const { return m_groups; }

private:
    void put(std::vector<wire::AppTemplateBody> bodies, std::size_t at);
    void loadTemplates();
    [[nodiscard]] long long versionOf(const std::string& scope) const;

    Model m_model;
    std::vector<wire::PolicyDocument> m_documents;
    std::vector<wire::DeviceGroup> m_groups;
};

} // namespace kaomon::appfill
