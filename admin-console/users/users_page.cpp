// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/users_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/one_time_password_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"
#include "users/bulk_dialog.h"
#include "users/bulk_questions.h"
#include "users/groups_dialog.h"
#include "users/new_user_dialog.h"

namespace kaomon::users {

using Action = BulkPresenter::Action;

UsersPage::UsersPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString sheetPath,
                     const std::string& agentSocket, QWidget* parent)
    : FeaturePage("users", parent)
    , m_prompts(prompts)
    , m_sheetPath(std::move(sheetPath))
    , m_users(session)
    , m_links(session)
    , m_groups(session)
    , m_saved(session, "users")
    , m_security(session)
    , m_emergency(session)
    , m_bulk(session)
    , m_fitting(session)
    , m_search(new QLineEdit(this))
    , m_manageGroups(new QPushButton(this))
    , m_add(new QPushButton(this))
    , m_filters(new FilterBar(m_users, m_groups, m_saved, this))
    , m_table(new QTableView(this))
    , m_count(shell::makeLabel("hint", this))
    , m_all(new QPushButton(this))
    , m_bulkButton(new QPushButton(this))
    , m_bulkMenu(new QMenu(this))
    , m_more(new QPushButton(this))
    , m_panel(
          new UserPanel({m_users, m_links, m_groups, m_security, m_emergency, prompts, agentSocket}, this)) {
    setPresenter(m_users);
    build();
    buildBulkMenu();
    connectParts();
    m_panel->showUser(std::nullopt);
    retranslate();
}

void UsersPage::build() {
    ui::setPart(*m_add, "primary");
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(320);
    head()->insertWidget(1, m_search, 1);
    head()->addWidget(m_manageGroups);
    head()->addWidget(m_add);
    shell::setUpTable(*m_table, &m_users.model());
    m_table->setObjectName(QStringLiteral("usersTable"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setSortIndicator(models::UserListModel::Login, Qt::AscendingOrder);
    // Login name, name, mail, role, account, face; the panel has them all.
    new shell::ColumnFitter(*m_table, {{.width = 120},
                                       {.width = 140, .takesRest = true},
                                       {.width = 190, .rank = 2, .takesRest = true},
                                       {.width = 120, .rank = 1},
                                       {.width = 160},
                                       {.width = 130}});
    column()->addWidget(m_filters);
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_table, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    ui::setPart(*m_all, "link");
    foot->addWidget(m_all);
    foot->addWidget(m_bulkButton);
    foot->addWidget(m_more);
    list->addLayout(foot);
    states().setContent(content);
    auto* body = new QHBoxLayout;
    body->setSpacing(16);
    body->addWidget(&states(), 1);
    body->addWidget(m_panel);
    column()->addLayout(body, 1);
    m_bulkButton->setMenu(m_bulkMenu);
    shell::lockWrites(m_users.session(), {m_add, m_bulkButton});
}

void UsersPage::buildBulkMenu() {
    for (const Action action : {Action::Enable, Action::Disable, Action::Unlock, Action::Reissue,
                                Action::ReEnrol, Action::Move, Action::Delete, Action::Restore}) {
        auto* item = m_bulkMenu->addAction(
            {}, this, [this, action] { action == Action::Move ? askMove() : askBulk(action); });
        m_bulkActions.emplace_back(action, item);
    }
}

void UsersPage::connectParts() {
    for (shell::FeaturePresenter* part :
         std::initializer_list<shell::FeaturePresenter*>{&m_groups, &m_saved, &m_security, &m_emergency}) {
        follow(*part);
    }
    connect(&m_users.session(), &shell::ConsoleSession::closed, this, [this] {
        m_bulk.clear();
        m_fitting.clear();
        m_links.show({});
        m_search->clear();
    });
    connect(m_search, &QLineEdit::textChanged, &m_users, &UsersPresenter::setQuery);
    connect(m_more, &QPushButton::clicked, &m_users, &UsersPresenter::loadMore);
    // Near the end of what is there the next page is fetched, so that nobody has to ask for it.
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const auto* bar = m_table->verticalScrollBar();
        if (bar->maximum() > 0 && value > bar->maximum() - bar->pageStep()) {
            m_users.loadMore();
        }
    });
    const auto add = [this] { (new NewUserDialog(m_users, this))->open(); };
    connect(m_add, &QPushButton::clicked, this, add);
    connect(&states(), &ui::StatePanel::emptyActionTriggered, this, add);
    connect(m_manageGroups, &QPushButton::clicked, this,
            [this] { (new GroupsDialog(m_groups, this))->open(); });
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &UsersPage::sortBy);
    connect(&m_users, &UsersPresenter::passwordIssued, this, [this](const IssuedPassword& password) {
        (new shell::OneTimePasswordDialog(password, m_prompts, m_sheetPath, this))->open();
    });
    connect(&m_groups, &GroupsPresenter::membershipsChanged, &m_users, &UsersPresenter::reload);
    connect(&m_security, &SecurityPresenter::unlocked, &m_users, &UsersPresenter::reload);
    connect(&m_bulk, &BulkPresenter::finishedAll, &m_users, &UsersPresenter::reload);
    connect(m_all, &QPushButton::clicked, this, [this] { m_fitting.collect(m_users.query()); });
    connect(&m_fitting, &FittingUsers::changed, this, &UsersPage::refresh);
    connect(&m_fitting, &FittingUsers::failed, this, &UsersPage::say);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_fitting.clear(); // others are chosen now
        refresh();
    });
    connect(m_panel, &UserPanel::linkRequested, this, &UsersPage::linkActivated);
}

void UsersPage::activate() {
    FeaturePage::activate();
    m_groups.reload();
    m_saved.reload();
}

void UsersPage::openQuery(const QString& query) {
    const QString role = QUrlQuery(query).queryItemValue(QStringLiteral("add"));
    if (!role.isEmpty()) {
        (new NewUserDialog(m_users, this, role))->open();
        return;
    }
    m_users.setFilter(UserFilter::decode(query));
}

void UsersPage::sortBy(int column, Qt::SortOrder order) {
    client::UserQuery query = m_users.query();
    query.sort = column == models::UserListModel::Name    ? "name"
                 : column == models::UserListModel::Login ? "login"
                                                          : "";
    if (query.sort.empty()) {
        showOrder(); // the server sorts by these two only: the arrow goes back to where it is true
        return;
    }
    if (order == Qt::DescendingOrder) {
        query.sort.insert(0, "-");
    }
    m_users.setFilter(query);
}

void UsersPage::showOrder() {
    const std::string& sort = m_users.query().sort;
    const bool isDescending = sort.starts_with('-');
    const std::string_view name = std::string_view(sort).substr(isDescending ? 1 : 0);
    // By their last change nothing in the table is in order.
    const int column = name == "name"                    ? models::UserListModel::Name
                       : name.empty() || name == "login" ? models::UserListModel::Login
                                                         : -1;
    const QSignalBlocker blocker(m_table->horizontalHeader());
    m_table->horizontalHeader()->setSortIndicator(column,
                                                  isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

std::vector<wire::User> UsersPage::selectedUsers() {
    if (m_fitting.isComplete()) {
        return m_fitting.users();
    }
    std::vector<wire::User> users;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        if (const wire::User* user = m_users.model().row(index.row())) {
            users.push_back(*user);
        }
    }
    return users;
}

void UsersPage::showSelection() {
    const auto rows = m_table->selectionModel()->selectedRows();
    const wire::User* user = rows.size() == 1 ? m_users.model().row(rows.first().row()) : nullptr;
    m_panel->showUser(user != nullptr ? std::optional(*user) : std::nullopt);
}

void UsersPage::askBulk(Action action) {
    const int count = static_cast<int>(selectedUsers().size());
    const ui::Question question = BulkQuestions::question(action, count);
    const auto typed =
        action == Action::Delete
            ? shell::ReasonDialog::Typed{tr("Number of people, to be sure"), QString::number(count)}
            : shell::ReasonDialog::Typed{};
    auto* dialog = new shell::ReasonDialog(question, typed, this);
    connect(
        dialog, &shell::ReasonDialog::confirmed, this,
        [this, action, title = question.title](const QString& reason) { runBulk(action, title, reason); });
    dialog->open();
}

void UsersPage::askMove() {
    auto* dialog = new MoveDialog(m_groups, static_cast<int>(selectedUsers().size()), this);
    connect(dialog, &MoveDialog::chosen, this, [this](const QString& group, const QString& reason) {
        const auto id = GroupId::parse(ui::toUtf8(group));
        runBulk(Action::Move, tr("Move to a group"), reason, id ? std::optional(*id) : std::nullopt);
    });
    dialog->open();
}

void UsersPage::runBulk(Action action, const QString& title, const QString& reason,
                        const std::optional<GroupId>& group) {
    m_bulk.start(action, selectedUsers(), reason, group);
    if (m_fitting.isComplete()) {
        m_fitting.clear(); // they are others after it
        m_table->clearSelection();
    }
    (new BulkDialog(m_bulk, title, m_prompts, this))->open();
}

void UsersPage::refreshCount() {
    if (UserFilter::encode(m_fitting.query()) != UserFilter::encode(m_users.query())) {
        m_fitting.clear(); // of a filter that is no longer shown
    }
    const auto rows = m_table->selectionModel()->selectedRows().size();
    const long long chosen = m_fitting.isComplete() ? static_cast<long long>(m_fitting.users().size()) : rows;
    m_count->setText(m_fitting.isRunning() ? tr("Looking up everybody who fits: %1 of %2")
                                                 .arg(m_fitting.users().size())
                                                 .arg(m_fitting.total())
                     : chosen > 1 ? tr("Selected: %1 of %2").arg(chosen).arg(m_users.total())
                                  : tr("Users: %1").arg(m_users.total()));
    shell::setNamedText(m_all, tr("Select all %1 that fit").arg(m_users.total()));
    m_all->setVisible(rows > 1 && m_users.total() > rows && !m_fitting.isRunning() &&
                      !m_fitting.isComplete());
    m_bulkButton->setVisible(chosen > 1 && !m_fitting.isRunning());
}

void UsersPage::refresh() {
    refreshCount();
    m_add->setEnabled(m_users.mayManage() && !m_users.isBusy());
    m_manageGroups->setEnabled(m_users.mayManage());
    m_more->setVisible(m_users.hasMore());
    m_bulkButton->setEnabled(m_users.mayResetPasswords() && !m_bulk.isRunning());
    for (const auto& [action, item] : m_bulkActions) {
        const bool isHelp = action == Action::Unlock || action == Action::Reissue;
        item->setEnabled(isHelp ? m_users.mayResetPasswords() : m_users.mayManage());
    }
    m_filters->refresh();
    showOrder();
    if (const QString text = ui::toQString(m_users.query().search);
        !m_search->hasFocus() && m_search->text().trimmed() != text) {
        const QSignalBlocker blocker(m_search);
        m_search->setText(text); // of a saved filter or a link
    }
    if (m_users.isFiltered()) {
        showState({tr("Nobody found"), tr("Nobody fits the search and the filters above.")});
    } else {
        showState({tr("No users yet"), tr("Add the people who will log on with their face."),
                   m_users.mayManage() ? tr("Add user") : QString()});
    }
    showSelection();
}

void UsersPage::retranslate() {
    m_search->setPlaceholderText(tr("Search login name, name or mail"));
    m_search->setAccessibleName(tr("Search users"));
    shell::setNamedText(m_add, tr("Add user"));
    shell::setNamedText(m_manageGroups, tr("Manage groups"));
    shell::setNamedText(m_more, tr("Show more"));
    shell::setNamedText(m_bulkButton, tr("Selected users"));
    for (const auto& [action, item] : m_bulkActions) {
        item->setText(BulkQuestions::menuText(action));
    }
    m_table->setAccessibleName(tr("List of users"));
    m_users.model().retranslate();
    m_filters->retranslate();
    m_panel->retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::users
