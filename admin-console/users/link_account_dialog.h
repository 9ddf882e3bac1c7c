// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "users/account_links_presenter.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

// "Link account": which account of which PC this user's face opens. Closes itself when the signed document is
// stored. Opened with open(); deletes itself when closed. The presenter outlives it.
class LinkAccountDialog final : public QDialog {
    Q_OBJECT
public:
    LinkAccountDialog(AccountLinksPresenter& presenter, const QString& suggestedName, QWidget* parent);

private:
    void update();
    void showDevice();

    AccountLinksPresenter& m_presenter;
    QLabel* m_error;
    QComboBox* m_device;
    QLabel* m_about;
    shell::FormField* m_account;
    QPushButton* m_link;
};

} // namespace kaomon::users
