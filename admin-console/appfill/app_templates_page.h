// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appfill/app_templates_presenter.h"
#include "appfill/hidden_passwords_presenter.h"
#include "shell/feature_page.h"
#include "ui/prompts.h"

class QPushButton;
class QTabWidget;
class QTableView;

namespace kaomon::appfill {

// The page "App logins": sign-ins of programs that the company fills in for its people, how far each is
// rolled out, and passwords that people can use and not see. GUI thread; session and prompts outlive it.
class AppTemplatesPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    AppTemplatesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("App logins"); }

    void activate() override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void connectParts();
    [[nodiscard]] QWidget* templatesTab();
    [[nodiscard]] QWidget* hiddenTab();
    void askFile();
    void askRollout();
    void askBlind();
    void askWithdraw();
    void askRemove();
    [[nodiscard]] const CompanyTemplate* selected() const;
    [[nodiscard]] const HiddenPassword* selectedHidden() const;

    mutable AppTemplatesPresenter m_templates;
    mutable HiddenPasswordsPresenter m_hidden;
    ui::Prompts& m_prompts;
    QTabWidget* m_tabs;
    QTableView* m_table;
    QPushButton* m_import;
    QPushButton* m_rollOut;
    QPushButton* m_blind;
    QPushButton* m_withdraw;
    ui::StatePanel* m_hiddenStates;
    QTableView* m_hiddenTable;
    QPushButton* m_remove;
};

} // namespace kaomon::appfill
