// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "vault/vault_presenter.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace kaomon::vaultpage {

// "Applications": the sign-ins that the person has taught, which of them are used, and a way in and out as a
// file. Teaching itself is a window of its own. GUI thread; `presenter` outlives it.
class ApplicationsPane final : public QWidget {
    Q_OBJECT
public:
    explicit ApplicationsPane(VaultPresenter& presenter, QWidget* parent = nullptr);

    // Follows the presenter.
    void refresh();
    // The registration's own window is open: no second one meanwhile.
    void setRegistering(bool isRegistering);

signals:
    // Empty: a new one.
    void registrationRequested(const QString& id);
    void importRequested();
    // The chosen one; all of them where none is.
    void exportRequested(const QStringList& ids);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeButtons();
    void wire();
    void retranslate();
    [[nodiscard]] const Application* chosen() const;
    [[nodiscard]] QString stateOf(const Application& application) const;
    [[nodiscard]] QString messageText() const;

    VaultPresenter& m_presenter;
    QTableWidget* m_table;
    QLabel* m_message;
    QPushButton* m_register;
    QPushButton* m_change;
    QPushButton* m_duplicate;
    QPushButton* m_toggle;
    QPushButton* m_import;
    QPushButton* m_export;
    QPushButton* m_delete;
    QPushButton* m_reallyDelete;
    std::vector<Application> m_shown; // in the order of the table
    bool m_isAsking = false;
    bool m_isRegistering = false;
};

} // namespace kaomon::vaultpage
