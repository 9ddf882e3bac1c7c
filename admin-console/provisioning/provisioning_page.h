// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provisioning/proposals_presenter.h"
#include "provisioning/scim_tokens_presenter.h"
#include "shell/feature_page.h"
#include "ui/prompts.h"

class QLabel;
class QPushButton;
class QTabWidget;
class QTableView;

namespace kaomon::provisioning {

// The page "Identity provider": who may write users by SCIM, and the groups that it asks for. GUI thread;
// session and prompts outlive it.
class ProvisioningPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    ProvisioningPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Identity provider"); }
    void activate() override;
    // tab=tokens
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    [[nodiscard]] QWidget* makeProposals();
    [[nodiscard]] QWidget* makeTokens();
    void askToken();
    void showToken(const QString& text);
    void askRevoke();
    [[nodiscard]] std::vector<wire::GroupProposal> chosen() const;
    [[nodiscard]] const wire::ScimToken* selectedToken() const;

    ui::Prompts& m_prompts;
    mutable ProposalsPresenter m_proposals;
    mutable ScimTokensPresenter m_tokens;
    QTabWidget* m_tabs;
    QLabel* m_intro;
    QTableView* m_proposalTable;
    QLabel* m_count;
    QPushButton* m_more;
    QPushButton* m_refuse;
    QPushButton* m_agree;
    QLabel* m_address;
    ui::StatePanel* m_tokenStates;
    QTableView* m_tokenTable;
    QPushButton* m_revoke;
    QPushButton* m_make;
};

} // namespace kaomon::provisioning
