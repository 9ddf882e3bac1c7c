// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notices/notices_presenter.h"
#include "shell/fact_panel.h"
#include "shell/feature_page.h"
#include "ui/prompts.h"

class QPushButton;
class QTableView;

namespace kaomon::notices {

// The page "Notices": all of them, the text of one with who has read it, writing the organisation's own. GUI
// thread; session and prompts outlive it.
class NoticesPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    NoticesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Notices"); }
    // "id=": this one is selected.
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void connectParts();
    void select();
    void openDialog(const wire::Notice* notice);
    void askWithdraw();
    void showPanel();
    [[nodiscard]] const wire::Notice* selected() const;

    mutable NoticesPresenter m_notices;
    ui::Prompts& m_prompts;
    QTableView* m_table;
    QPushButton* m_more;
    QPushButton* m_add;
    shell::FactPanel* m_panel;
    QPushButton* m_acknowledge;
    QPushButton* m_change;
    QPushButton* m_withdraw;
    std::string m_wanted; // of a link, until the list is there
};

} // namespace kaomon::notices
