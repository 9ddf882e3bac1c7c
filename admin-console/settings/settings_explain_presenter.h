// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/settings_service.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::settings {

// "What applies to this person on this PC, and where does it come from?" GUI thread; the session outlives it.
class SettingsExplainPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::ExplainedSetting>;

    explicit SettingsExplainPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    // Empty ids: anybody, any PC.
    void ask(const std::string& user, const std::string& device);
    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    // Only settings whose title or name contains the text.
    void setFilter(const QString& text);

private:
    void show();

    client::SettingsQuestion m_question;
    std::vector<wire::ExplainedSetting> m_all;
    QString m_filter;
    Model m_model;
};

} // namespace kaomon::settings
