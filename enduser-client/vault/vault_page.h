// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "vault/vault_presenter.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;
class QTableWidget;

namespace kaomon::ui {
class StatePanel;
}

namespace kaomon::vaultpage {

class ApplicationsPane;
class EntryForm;
class VaultFiles;

// "Passwords": the person's vault. Closed it asks for the face; open it lists the entries with a search, lets
// one be added, changed, imported and deleted, and shows a secret where the policy lets it; and the
// applications that are filled with them. GUI thread.
class VaultPage final : public QWidget {
    Q_OBJECT
public:
    VaultPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

    [[nodiscard]] VaultPresenter& presenter() { return m_presenter; }
    [[nodiscard]] VaultFiles& files() { return *m_files; }
    // The wizard that registrationRequested() asked for is over: what is new is shown.
    void registrationEnded();

signals:
    // Empty: a new application; else the one that is to be changed.
    void registrationRequested(const QString& id);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeContent();
    QWidget* makeList();
    void wire();
    void wireFiles();
    void refresh();
    void refreshList();
    void retranslate();
    void edit(bool isNew);
    void askDelete(bool isAsking);
    [[nodiscard]] const wire::VaultEntrySummary* chosen() const;
    [[nodiscard]] QString stateOf(const wire::VaultEntrySummary& entry) const;
    [[nodiscard]] QString messageText() const;

    VaultPresenter m_presenter;
    VaultFiles* m_files;
    QLabel* m_title;
    QLabel* m_about;
    ui::StatePanel* m_panel;
    QLineEdit* m_search;
    QTableWidget* m_table;
    QLabel* m_message;
    QLabel* m_secret;
    QPushButton* m_lock;
    QPushButton* m_add;
    QPushButton* m_change;
    QPushButton* m_show;
    QPushButton* m_delete;
    QPushButton* m_reallyDelete;
    QPushButton* m_import;
    EntryForm* m_form;
    QTabWidget* m_tabs;
    ApplicationsPane* m_applications;
    QLabel* m_said;                               // of files
    std::vector<wire::VaultEntrySummary> m_shown; // in the order of the table
    bool m_isAsking = false;
};

} // namespace kaomon::vaultpage
