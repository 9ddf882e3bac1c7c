// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sessions_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/feature_page.h"
#include "shell/form_field.h"
#include "ui/theme.h"

namespace kaomon::shell {

SessionsView::SessionsView(SessionsPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_sessions(presenter)
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_end(new QPushButton(this))
    , m_endAll(new QPushButton(this)) {
    setUpTable(*m_table, &presenter.model());
    new ColumnFitter(
        *m_table,
        {{.width = 180, .takesRest = true}, {.width = 140, .rank = 1}, {.width = 160}, {.width = 160}});
    m_states->setContent(m_table);
    ui::setPart(*m_endAll, "danger");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_states, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_end);
    buttons->addWidget(m_endAll);
    column->addLayout(buttons);
    connect(m_states, &ui::StatePanel::retryRequested, &presenter, &SessionsPresenter::reload);
    connect(m_end, &QPushButton::clicked, this, [this] {
        if (const auto* session = selected()) {
            m_sessions.end(*session);
        }
    });
    connect(m_endAll, &QPushButton::clicked, &presenter, &SessionsPresenter::endAll);
    connect(&presenter, &SessionsPresenter::changed, this, &SessionsView::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SessionsView::refresh);
    retranslate();
}

const wire::SessionInfo* SessionsView::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_sessions.model().row(rows.first().row());
}

void SessionsView::refresh() {
    const auto* session = selected();
    m_end->setEnabled(session != nullptr && !session->isCurrent && !m_sessions.isBusy());
    m_endAll->setEnabled(m_sessions.state() == models::ListState::Content && !m_sessions.isBusy());
    showListState(*m_states, m_sessions.state(), m_sessions.error(), {tr("Signed in nowhere"), {}});
}

void SessionsView::retranslate() {
    m_table->setAccessibleName(tr("Sessions"));
    setNamedText(m_end, tr("End session"));
    setNamedText(m_endAll, tr("End all others"));
    m_sessions.model().retranslate();
    refresh();
}

SessionsDialog::SessionsDialog(ConsoleSession& session, const UserId& user, const QString& person,
                               QWidget* parent)
    : FormDialog(
          {tr("Sessions of %1").arg(person), tr("Whoever is signed out here has to sign in again."), {}},
          parent)
    , m_sessions(session) {
    resize(700, 420);
    body()->addWidget(new SessionsView(m_sessions, this), 1);
    connect(&m_sessions, &SessionsPresenter::commandFailed, this, &FormDialog::say);
    connect(&session, &ConsoleSession::closed, this, &QDialog::reject);
    m_sessions.show(user);
}

} // namespace kaomon::shell
