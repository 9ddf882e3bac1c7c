// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/users_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/theme.h"
#include "users/new_user_dialog.h"
#include "users/one_time_password_dialog.h"

namespace kaomon::users {

using models::ListState;

UsersPage::UsersPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString sheetPath, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_prompts(prompts)
    , m_sheetPath(std::move(sheetPath))
    , m_users(session)
    , m_links(session)
    , m_title(shell::makeLabel("title", this))
    , m_search(new QLineEdit(this))
    , m_add(new QPushButton(this))
    , m_refresh(new QPushButton(this))
    , m_error(new ui::Banner(this))
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_count(shell::makeLabel("hint", this))
    , m_more(new QPushButton(this))
    , m_panel(new UserPanel(m_users, m_links, prompts, this)) {
    build();
    connect(m_search, &QLineEdit::textChanged, &m_users, &UsersPresenter::setQuery);
    connect(m_refresh, &QPushButton::clicked, &m_users, &UsersPresenter::reload);
    connect(m_more, &QPushButton::clicked, &m_users, &UsersPresenter::loadMore);
    connect(m_states, &ui::StatePanel::retryRequested, &m_users, &UsersPresenter::reload);
    const auto add = [this] { (new NewUserDialog(m_users, this))->open(); };
    connect(m_add, &QPushButton::clicked, this, add);
    connect(m_states, &ui::StatePanel::emptyActionTriggered, this, add);
    connect(&m_users, &UsersPresenter::changed, this, &UsersPage::refresh);
    connect(&m_users, &UsersPresenter::commandDone, m_error, &ui::Banner::clear);
    connect(&m_users, &UsersPresenter::commandFailed, this,
            [this](ErrorCode code) { m_error->say(ui::Tone::Bad, ui::errorText(code).joined()); });
    connect(&m_users, &UsersPresenter::passwordIssued, this, [this](const IssuedPassword& password) {
        (new OneTimePasswordDialog(password, m_prompts, m_sheetPath, this))->open();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &UsersPage::showSelection);
    connect(&session, &shell::ConsoleSession::closed, &m_users, &UsersPresenter::clear);
    m_panel->showUser(std::nullopt);
    retranslate();
}

void UsersPage::build() {
    ui::setPart(*m_add, "primary");
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(320);
    shell::setUpTable(*m_table, &m_users.model());
    m_table->setObjectName(QStringLiteral("usersTable"));
    // Login name, name, mail, role, account, face; the panel has them all.
    new shell::ColumnFitter(*m_table, {{.width = 120},
                                       {.width = 140, .takesRest = true},
                                       {.width = 190, .rank = 2, .takesRest = true},
                                       {.width = 120, .rank = 1},
                                       {.width = 135},
                                       {.width = 130}});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_search, 1);
    head->addWidget(m_refresh);
    head->addWidget(m_add);
    column->addLayout(head);
    column->addWidget(m_error);
    auto* content = new QWidget(this);
    auto* listColumn = new QVBoxLayout(content);
    listColumn->setContentsMargins(0, 0, 0, 0);
    listColumn->addWidget(m_table, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    foot->addWidget(m_more);
    listColumn->addLayout(foot);
    m_states->setContent(content);
    auto* body = new QHBoxLayout;
    body->setSpacing(16);
    body->addWidget(m_states, 1);
    body->addWidget(m_panel);
    column->addLayout(body, 1);
}

void UsersPage::activate() {
    m_users.reload();
}

void UsersPage::deactivate() {
    m_error->clear();
}

void UsersPage::showSelection() {
    const auto rows = m_table->selectionModel()->selectedRows();
    const wire::User* user = rows.isEmpty() ? nullptr : m_users.model().row(rows.first().row());
    m_panel->showUser(user != nullptr ? std::optional(*user) : std::nullopt);
}

void UsersPage::refresh() {
    m_add->setEnabled(m_users.mayManage() && !m_users.isBusy());
    m_count->setText(tr("Users: %1").arg(m_users.total()));
    m_more->setVisible(m_users.hasMore());
    switch (m_users.state()) {
    case ListState::Loading:
        m_states->showLoading();
        break;
    case ListState::Failed:
        m_states->showError(m_users.listError().value_or(ErrorCode::Internal));
        break;
    case ListState::Empty:
        if (m_users.query().isEmpty()) {
            m_states->showEmpty(tr("No users yet"), tr("Add the people who will log on with their face."),
                                m_users.mayManage() ? tr("Add user") : QString());
        } else {
            m_states->showEmpty(tr("Nobody found"), tr("No login name, name or mail contains this text."));
        }
        break;
    case ListState::Content:
        m_states->showContent();
        break;
    }
    showSelection();
}

void UsersPage::retranslate() {
    m_title->setText(title());
    m_search->setPlaceholderText(tr("Search login name, name or mail"));
    m_search->setAccessibleName(tr("Search users"));
    shell::setNamedText(m_add, tr("Add user"));
    shell::setNamedText(m_refresh, tr("Refresh"));
    shell::setNamedText(m_more, tr("Show more"));
    m_table->setAccessibleName(tr("List of users"));
    m_users.model().retranslate();
    m_panel->retranslate();
    refresh();
}

void UsersPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::users
