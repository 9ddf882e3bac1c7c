// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alerts_presenter.h"
#include "shell/fact_panel.h"
#include "shell/feature_page.h"
#include "ui/prompts.h"

class QPushButton;
class QTableView;
class QTabWidget;

namespace kaomon::alerts {

// The page "Alerts": what was raised, the rules, where events are sent to. GUI thread; session and prompts
// outlive it.
class AlertsPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    AlertsPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Alerts"); }
    void activate() override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    enum Tab { Alerts, Rules, Targets };

    void build();
    [[nodiscard]] QWidget* rulesTab();
    [[nodiscard]] QWidget* targetsTab();
    void connectParts();
    void connectTargets();
    void openEvents();
    void openRule(const wire::AlertRule* rule);
    void openWebhook(const wire::Webhook* webhook);
    void askRemoveRule();
    void askRemoveWebhook();
    void showSecret(const QString& name, const QString& secret);
    void refreshTargets();
    [[nodiscard]] QString lettersText() const;
    [[nodiscard]] const wire::AlertRule* selectedRule() const;
    [[nodiscard]] const Target* selectedTarget() const;

    mutable AlertsPresenter m_alerts;
    mutable TargetsPresenter m_targets;
    ui::Prompts& m_prompts;
    QTabWidget* m_tabs;
    QTableView* m_alertTable;
    QPushButton* m_events;
    QPushButton* m_more;
    ui::StatePanel* m_ruleStates;
    QTableView* m_ruleTable;
    QPushButton* m_addRule;
    QPushButton* m_changeRule;
    QPushButton* m_toggleRule;
    QPushButton* m_removeRule;
    ui::StatePanel* m_targetStates;
    QTableView* m_targetTable;
    shell::FactPanel* m_panel;
    QPushButton* m_addWebhook;
    QPushButton* m_changeWebhook;
    QPushButton* m_toggleWebhook;
    QPushButton* m_resume;
    QPushButton* m_removeWebhook;
};

} // namespace kaomon::alerts
