// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/feature_page.h"
#include "ui/prompts.h"
#include "users/account_links_presenter.h"
#include "users/bulk_presenter.h"
#include "users/emergency_presenter.h"
#include "users/filter_bar.h"
#include "users/fitting_users.h"
#include "users/groups_presenter.h"
#include "users/security_presenter.h"
#include "users/user_panel.h"
#include "users/users_presenter.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QTableView;

namespace kaomon::users {

// The page "Users": search, filters, table, detail panel, add, and acts on many at once. GUI thread.
class UsersPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    // `session` and `prompts` outlive the page. `sheetPath`: where password sheets go without a dialog.
    // `agentSocket`: of the agent on this PC.
    UsersPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString sheetPath,
              const std::string& agentSocket, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Users"); }
    void activate() override;
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void buildBulkMenu();
    void connectParts();
    void showSelection();
    void sortBy(int column, Qt::SortOrder order);
    void showOrder();
    void askBulk(BulkPresenter::Action action);
    void askMove();
    void runBulk(BulkPresenter::Action action, const QString& title, const QString& reason,
                 const std::optional<GroupId>& group = {});
    [[nodiscard]] std::vector<wire::User> selectedUsers();
    void refreshCount();

    ui::Prompts& m_prompts;
    QString m_sheetPath;
    UsersPresenter m_users;
    AccountLinksPresenter m_links;
    GroupsPresenter m_groups;
    shell::SavedFiltersPresenter m_saved;
    SecurityPresenter m_security;
    EmergencyPresenter m_emergency;
    BulkPresenter m_bulk;
    FittingUsers m_fitting; // when all who fit the filter are chosen, not only what is loaded
    QLineEdit* m_search;
    QPushButton* m_manageGroups;
    QPushButton* m_add;
    FilterBar* m_filters;
    QTableView* m_table;
    QLabel* m_count;
    QPushButton* m_all;
    QPushButton* m_bulkButton;
    QMenu* m_bulkMenu;
    std::vector<std::pair<BulkPresenter::Action, QAction*>> m_bulkActions;
    QPushButton* m_more;
    UserPanel* m_panel;
};

} // namespace kaomon::users
