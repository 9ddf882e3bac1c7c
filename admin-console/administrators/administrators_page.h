// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "administrators/acts_presenter.h"
#include "administrators/administrators_presenter.h"
#include "administrators/key_renewal_presenter.h"
#include "administrators/recovery_presenter.h"
#include "administrators/server_pins_presenter.h"
#include "shell/feature_page.h"
#include "ui/prompts.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTabWidget;
class QTableView;

namespace kaomon::administrators {

class KeyRenewalView;
class ServerPinsView;

// The page "Administrators": roles and keys, the rule about the second factor, acts that take two. GUI
// thread; session and prompts outlive it.
class AdministratorsPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    AdministratorsPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Administrators"); }
    void activate() override;
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void connectParts();
    void askRole();
    void askKeys();
    void askRefusal();
    void askRemoveFactor();
    void finish();
    void showNames();
    [[nodiscard]] const AdministratorRow* selected() const;
    [[nodiscard]] const wire::TwoPersonAct* selectedAct() const;

    ui::Prompts& m_prompts;
    mutable AdministratorsPresenter m_admins;
    mutable ActsPresenter m_acts;
    RecoveryPresenter m_recovery;
    mutable KeyRenewalPresenter m_renewal;
    mutable ServerPinsPresenter m_pins;
    QTabWidget* m_tabs;
    QPushButton* m_add;
    QTableView* m_table;
    QCheckBox* m_required;
    QLabel* m_note;
    QPushButton* m_keys;
    QPushButton* m_role;
    QPushButton* m_sessions;
    QPushButton* m_removeFactor;
    ui::StatePanel* m_actStates;
    QTableView* m_actTable;
    QPushButton* m_ask;
    QPushButton* m_approve;
    QPushButton* m_refuse;
    QPushButton* m_finish;
    KeyRenewalView* m_renewalView;
    ServerPinsView* m_pinsView;
};

} // namespace kaomon::administrators
