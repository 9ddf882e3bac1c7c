// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/scope_bar.h"
#include "settings/settings_explain_presenter.h"
#include "settings/settings_form.h"
#include "settings/settings_history_presenter.h"
#include "settings/settings_presenter.h"
#include "shell/feature_page.h"

class QLineEdit;
class QTabWidget;
class QTableView;

namespace kaomon::settings {

// The page "Settings": the settings of a place, their history, and what applies to whom. GUI thread; the
// session outlives it.
class SettingsPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit SettingsPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Settings"); }
    void activate() override;
    // "user=<id>" shows what applies to that person.
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    enum Tab { Edit, History, Explain };
    void build();
    [[nodiscard]] QWidget* makeEditTab();
    [[nodiscard]] QWidget* makeHistoryTab();
    [[nodiscard]] QWidget* makeExplainTab();
    void takeScope();
    void stageSample(const std::string& size);
    void askRevert();
    void askMerge(const std::vector<SettingsPresenter::Collision>& collisions);
    void askExplain();
    [[nodiscard]] long long selectedVersion() const;

    SettingsPresenter m_settings;
    SettingsHistoryPresenter m_history;
    SettingsExplainPresenter m_explain;
    ScopeBar* m_scope;
    QTabWidget* m_tabs;
    QLineEdit* m_search;
    SettingsForm* m_form;
    QPushButton* m_samples;
    QLabel* m_staged;
    std::string m_wantedSample; // of a link, until the settings are there
    QPushButton* m_discard;
    QPushButton* m_apply;
    ui::StatePanel* m_historyStates;
    QTableView* m_versions;
    QTableView* m_changes;
    QPushButton* m_revert;
    shell::LookUpEdit* m_person;
    shell::LookUpEdit* m_device;
    QLineEdit* m_explainSearch;
    ui::StatePanel* m_explainStates;
    QTableView* m_explained;
};

} // namespace kaomon::settings
