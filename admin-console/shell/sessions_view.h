// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/form_dialog.h"
#include "shell/sessions_presenter.h"
#include "ui/state_panel.h"

class QPushButton;
class QTableView;

namespace kaomon::shell {

// The list of sessions with the buttons that end them. GUI thread; the presenter outlives it.
class SessionsView final : public QWidget {
    Q_OBJECT
public:
    SessionsView(SessionsPresenter& presenter, QWidget* parent);

    void retranslate();

private:
    void refresh();
    [[nodiscard]] const wire::SessionInfo* selected() const;

    SessionsPresenter& m_sessions;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QPushButton* m_end;
    QPushButton* m_endAll;
};

// The sessions of another person, in a dialog of its own.
class SessionsDialog final : public FormDialog {
    Q_OBJECT
public:
    SessionsDialog(ConsoleSession& session, const UserId& user, const QString& person, QWidget* parent);

private:
    SessionsPresenter m_sessions;
};

} // namespace kaomon::shell
