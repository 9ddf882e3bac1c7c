// SPDX-License-Identifier: GPL-3.0-or-later
#include "provisioning/provisioning_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_dialog.h"
#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::provisioning {
namespace {

constexpr int kUsualDays = 180;

} // namespace

ProvisioningPage::ProvisioningPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("provisioning", parent)
    , m_prompts(prompts)
    , m_proposals(session)
    , m_tokens(session)
    , m_tabs(new QTabWidget(this))
    , m_intro(shell::makeLabel("hint", this))
    , m_proposalTable(new QTableView(this))
    , m_count(shell::makeLabel("hint", this))
    , m_more(new QPushButton(this))
    , m_refuse(new QPushButton(this))
    , m_agree(new QPushButton(this))
    , m_address(shell::makeLabel("hint", this))
    , m_tokenStates(new ui::StatePanel(this))
    , m_tokenTable(new QTableView(this))
    , m_revoke(new QPushButton(this))
    , m_make(new QPushButton(this)) {
    setPresenter(m_proposals);
    follow(m_tokens);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeProposals(), {});
    m_tabs->addTab(makeTokens(), {});
    column()->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ProvisioningPage::refresh);
    connect(&m_proposals, &ProposalsPresenter::agreed, this, [this](int done, int refused) {
        banner().say(
            refused == 0 ? ui::Tone::Good : ui::Tone::Warning,
            refused == 0
                ? tr("Signed: %1.").arg(done)
                : tr("Signed: %1. Not signed, since they were changed meanwhile: %2. Look at them again.")
                      .arg(done)
                      .arg(refused));
    });
    connect(&m_tokens, &ScimTokensPresenter::tokenMade, this, &ProvisioningPage::showToken);
    retranslate();
}

QWidget* ProvisioningPage::makeProposals() {
    shell::setUpTable(*m_proposalTable, &m_proposals.model());
    m_proposalTable->setSelectionMode(QAbstractItemView::ExtendedSelection);
    new shell::ColumnFitter(*m_proposalTable, {{.width = 130},
                                               {.width = 160, .rank = 1},
                                               {.width = 220, .takesRest = true},
                                               {.width = 220, .takesRest = true}});
    ui::setPart(*m_agree, "primary");
    states().setContent(m_proposalTable);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(m_intro);
    column->addWidget(&states(), 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    for (QPushButton* button : {m_more, m_refuse, m_agree}) {
        foot->addWidget(button);
    }
    column->addLayout(foot);
    connect(m_proposalTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ProvisioningPage::refresh);
    connect(m_more, &QPushButton::clicked, &m_proposals, &ProposalsPresenter::loadMore);
    connect(m_agree, &QPushButton::clicked, this, [this] { m_proposals.agree(chosen()); });
    connect(m_refuse, &QPushButton::clicked, this, [this] {
        m_prompts.confirm(
            {tr("Refuse"),
             tr("%n person(s) stay in their groups. The provider's lists are set back to what is "
                "signed.",
                nullptr, static_cast<int>(chosen().size())),
             tr("Refuse"), true},
            [this](bool isConfirmed) {
                if (isConfirmed) {
                    m_proposals.refuse(chosen());
                }
            });
    });
    return tab;
}

QWidget* ProvisioningPage::makeTokens() {
    shell::setUpTable(*m_tokenTable, &m_tokens.model());
    new shell::ColumnFitter(*m_tokenTable, {{.width = 180, .takesRest = true},
                                            {.width = 160, .rank = 2},
                                            {.width = 160},
                                            {.width = 160, .rank = 1},
                                            {.width = 110}});
    ui::setPart(*m_make, "primary");
    ui::setPart(*m_revoke, "danger");
    shell::lockWrites(m_tokens.session(), {m_agree, m_refuse, m_make, m_revoke});
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_tokenStates->setContent(m_tokenTable);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(m_address);
    column->addWidget(m_tokenStates, 1);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_revoke);
    foot->addWidget(m_make);
    column->addLayout(foot);
    connect(m_tokenTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ProvisioningPage::refresh);
    connect(m_tokenStates, &ui::StatePanel::retryRequested, &m_tokens, &ScimTokensPresenter::reload);
    connect(m_make, &QPushButton::clicked, this, &ProvisioningPage::askToken);
    connect(m_revoke, &QPushButton::clicked, this, &ProvisioningPage::askRevoke);
    return tab;
}

void ProvisioningPage::activate() {
    FeaturePage::activate();
    m_tokens.reload();
}

void ProvisioningPage::openQuery(const QString& query) {
    const bool isTokens = QUrlQuery(query).queryItemValue(QStringLiteral("tab")) == QStringLiteral("tokens");
    m_tabs->setCurrentIndex(isTokens ? 1 : 0);
}

std::vector<wire::GroupProposal> ProvisioningPage::chosen() const {
    std::vector<wire::GroupProposal> rows;
    for (const QModelIndex& index : m_proposalTable->selectionModel()->selectedRows()) {
        if (const auto* row = m_proposals.model().row(index.row())) {
            rows.push_back(*row);
        }
    }
    return rows;
}

const wire::ScimToken* ProvisioningPage::selectedToken() const {
    const auto rows = m_tokenTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_tokens.model().row(rows.first().row());
}

void ProvisioningPage::askToken() {
    auto* dialog = new shell::FormDialog({tr("New token"),
                                          tr("Whoever has the token can add, change and disable users. It is "
                                             "shown once."),
                                          tr("Make token")},
                                         this);
    auto* label = new shell::FormField(shell::FormField::Kind::Text, dialog);
    label->setLabel(tr("Label"));
    label->setHint(tr("For example the name of the identity provider"));
    auto* daysLabel = new QLabel(tr("Valid for days"), dialog);
    auto* days = new QSpinBox(dialog);
    days->setRange(1, ScimTokensPresenter::kMostDays);
    days->setValue(kUsualDays);
    days->setAccessibleName(tr("Valid for days"));
    for (QWidget* part : std::initializer_list<QWidget*>{label, daysLabel, days}) {
        dialog->body()->addWidget(part);
    }
    dialog->follow(m_tokens);
    dialog->setComplete(false);
    connect(label, &shell::FormField::textChanged, dialog,
            [dialog, label] { dialog->setComplete(!label->text().trimmed().isEmpty()); });
    connect(dialog, &shell::FormDialog::submitted, this,
            [this, label, days] { m_tokens.create(label->text(), days->value()); });
    dialog->open();
}

void ProvisioningPage::showToken(const QString& text) {
    auto* dialog = new shell::FormDialog(
        {tr("Token"),
         tr("Enter it at the identity provider now, with the address %1. It is not shown again.")
             .arg(m_tokens.address()),
         tr("Copy")},
        this);
    auto* value = new shell::FormField(shell::FormField::Kind::ReadOnly, dialog);
    value->setLabel(tr("Token"));
    value->setText(text);
    dialog->setMinimumWidth(640);
    dialog->body()->addWidget(value);
    connect(dialog, &shell::FormDialog::submitted, dialog, [value, text] {
        QGuiApplication::clipboard()->setText(text);
        value->setHint(tr("Copied."));
    });
    connect(&m_tokens.session(), &shell::ConsoleSession::closed, dialog, &QDialog::reject);
    dialog->open();
}

void ProvisioningPage::askRevoke() {
    m_prompts.confirm(
        {tr("Revoke token"),
         tr("The provider that uses \"%1\" can no longer write anything. What it has written stays.")
             .arg(ui::toQString(selectedToken()->label)),
         tr("Revoke"), true},
        [this, token = *selectedToken()](bool isConfirmed) {
            if (isConfirmed) {
                m_tokens.revoke(token);
            }
        });
}

void ProvisioningPage::refresh() {
    const auto rows = m_proposalTable->selectionModel()->selectedRows().size();
    const bool mayDecide = rows > 0 && rows <= 500 && m_proposals.mayManage() && !m_proposals.isBusy();
    m_agree->setEnabled(mayDecide);
    m_refuse->setEnabled(mayDecide);
    m_more->setVisible(m_proposals.hasMore());
    m_count->setText(tr("Waiting: %1, chosen: %2").arg(m_proposals.total()).arg(rows));
    const wire::ScimToken* token = selectedToken();
    m_make->setEnabled(m_tokens.isOwner() && !m_tokens.isBusy());
    m_revoke->setEnabled(token != nullptr && token->state == "active" && m_tokens.isOwner() &&
                         !m_tokens.isBusy());
    m_address->setText(tr("Address for the provider (SCIM 2.0): %1").arg(m_tokens.address()));
    m_tabs->setTabText(0, m_proposals.total() > 0 ? tr("Groups asked for (%1)").arg(m_proposals.total())
                                                  : tr("Groups asked for"));
    showState({tr("Nothing waits for agreement"),
               tr("Changes of groups that an identity provider asks for appear here.")});
    shell::showListState(
        *m_tokenStates, m_tokens.state(), m_tokens.error(),
        {tr("No provider may write users"), tr("Make a token and enter it at your identity provider.")});
}

void ProvisioningPage::retranslate() {
    m_tabs->setTabText(1, tr("Tokens"));
    m_intro->setText(
        tr("Groups decide which settings and PCs apply to a person, so a change that an identity "
           "provider asks for counts only when you have signed it."));
    m_proposalTable->setAccessibleName(tr("Groups asked for"));
    m_tokenTable->setAccessibleName(tr("Tokens"));
    shell::setNamedText(m_more, tr("Show more"));
    shell::setNamedText(m_refuse, tr("Refuse"));
    shell::setNamedText(m_agree, tr("Sign and agree"));
    shell::setNamedText(m_revoke, tr("Revoke token"));
    shell::setNamedText(m_make, tr("New token"));
    m_proposals.model().retranslate();
    m_tokens.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::provisioning
