// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ospassword/os_password_presenter.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace kaomon::ui {
class StatePanel;
}

namespace kaomon::ospassword {

// "PC password": the person changes the password of his account on this PC. What the system asks of it stands
// there before he types; what it says stands there in its own words. GUI thread.
class OsPasswordPage final : public QWidget {
    Q_OBJECT
public:
    OsPasswordPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

    [[nodiscard]] OsPasswordPresenter& presenter() { return m_presenter; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QLineEdit* addField(const char* name, QLabel*& label);
    QWidget* makeForm();
    void refresh();
    void refreshForm();
    void submit();
    void clearFields();
    void retranslate();
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] QString messageText() const;

    OsPasswordPresenter m_presenter;
    OsPasswordPresenter::Phase m_shown = OsPasswordPresenter::Phase::Loading;
    ui::StatePanel* m_panel;
    QLabel* m_title;
    QLabel* m_about;
    QLabel* m_currentLabel = nullptr;
    QLineEdit* m_current;
    QLabel* m_rulesTitle;
    QLabel* m_rules;
    QLabel* m_newLabel = nullptr;
    QLineEdit* m_new;
    QLabel* m_againLabel = nullptr;
    QLineEdit* m_again;
    QLabel* m_message;
    QLabel* m_words;
    QPushButton* m_change;
};

} // namespace kaomon::ospassword
