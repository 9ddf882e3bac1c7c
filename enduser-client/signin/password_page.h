// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include <QWidget>

#include "signin/password_presenter.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace kaomon::signin {

// New password, twice, with the rules shown as they are met. Asks for the current one unless it was just
// typed.
class PasswordPage final : public QWidget {
    Q_OBJECT

public:
    PasswordPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

signals:
    void done();
    // Only offered when the change is not forced.
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QLineEdit* addField(const char* name, QLabel*& label);
    void submit();
    void updateRules();
    void updateForm();
    void showError(ErrorCode code);
    void clearFields();
    void retranslate();

    agentlink::ClientSession& m_session;
    PasswordPresenter m_presenter;
    QLabel* m_title;
    QLabel* m_hint;
    QLabel* m_currentLabel = nullptr;
    QLabel* m_newLabel = nullptr;
    QLabel* m_againLabel = nullptr;
    QLineEdit* m_current;
    QLineEdit* m_new;
    QLineEdit* m_again;
    std::map<PasswordRequirement, QLabel*> m_rules;
    QLabel* m_message;
    QPushButton* m_change;
    QPushButton* m_cancel;
    std::optional<ErrorCode> m_error;
};

} // namespace kaomon::signin
