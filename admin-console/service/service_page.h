// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "service/service_presenter.h"
#include "shell/fact_panel.h"
#include "shell/feature_page.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;
class QTabWidget;

namespace kaomon::service {

// The page "Maintenance": planned windows, emergencies with their clock, mails. GUI thread; the session
// outlives it.
class ServicePage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit ServicePage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Maintenance and emergencies"); }
    void activate() override;
    void deactivate() override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    [[nodiscard]] QWidget* mailsTab();
    void connectParts();
    void showPanel();
    [[nodiscard]] shell::Facts factsOf(const wire::Maintenance& window) const;
    [[nodiscard]] shell::Facts factsOf(const wire::IncidentStatus& incident) const;
    [[nodiscard]] QString clockText(const wire::IncidentStatus& incident) const;

    mutable ServicePresenter m_service;
    MailsPresenter m_mails;
    QTimer m_second;
    QTabWidget* m_tabs;
    QLabel* m_now;
    QTableView* m_table;
    shell::FactPanel* m_panel;
    QComboBox* m_mailState;
    ui::StatePanel* m_mailStates;
    QTableView* m_mailTable;
    QPushButton* m_more;
};

} // namespace kaomon::service
