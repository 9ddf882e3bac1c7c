// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/account_page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "shell/new_password_dialog.h"
#include "shell/second_factor_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::account {
namespace {

constexpr std::chrono::days kWarnAhead{14};

QFrame* makeCard(QWidget* parent, QVBoxLayout*& column) {
    auto* card = new QFrame(parent);
    ui::setPart(*card, "card");
    column = new QVBoxLayout(card);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    return card;
}

} // namespace

AccountPage::AccountPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("account", parent)
    , m_prompts(prompts)
    , m_account(session)
    , m_sessions(session)
    , m_who(shell::makeLabel("subtitle", this))
    , m_expiry(shell::makeLabel("hint", this))
    , m_password(new QPushButton(this))
    , m_factorTitle(shell::makeLabel("subtitle", this))
    , m_factor(shell::makeLabel("hint", this))
    , m_setUp(new QPushButton(this))
    , m_codes(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_sessionsTitle(shell::makeLabel("subtitle", this))
    , m_sessionsView(new shell::SessionsView(m_sessions, this)) {
    setPresenter(m_account);
    build();
    follow(m_sessions);
    connect(m_password, &QPushButton::clicked, this, &AccountPage::openPassword);
    connect(m_setUp, &QPushButton::clicked, this, &AccountPage::openSetup);
    connect(m_codes, &QPushButton::clicked, &m_account, &AccountPresenter::makeRecoveryCodes);
    connect(m_remove, &QPushButton::clicked, this, &AccountPage::askRemove);
    connect(&m_account, &AccountPresenter::recoveryCodesMade, this,
            [this](const std::vector<std::string>& codes) {
                (new shell::RecoveryCodesDialog(codes, m_prompts, this))->open();
            });
    connect(&m_account, &AccountPresenter::passwordChanged, this, [this] {
        m_isPasswordNew = true; // how long that one is good the next sign-in says
        banner().say(ui::Tone::Good, tr("Your password is changed. Your other sessions have ended."));
        m_sessions.reload();
    });
    retranslate();
}

void AccountPage::build() {
    ui::setPart(*m_setUp, "primary");
    shell::lockWrites(m_account.session(), {m_password, m_setUp, m_codes, m_remove});
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(12);
    QVBoxLayout* card = nullptr;
    list->addWidget(makeCard(content, card));
    auto* first = new QHBoxLayout;
    first->addWidget(m_who, 1);
    first->addWidget(m_password);
    card->addLayout(first);
    m_expiry->setWordWrap(true);
    m_expiry->hide();
    card->addWidget(m_expiry);
    list->addWidget(makeCard(content, card));
    card->addWidget(m_factorTitle);
    auto* second = new QHBoxLayout;
    second->addWidget(m_factor, 1);
    second->addWidget(m_codes);
    second->addWidget(m_remove);
    second->addWidget(m_setUp);
    card->addLayout(second);
    auto* sessions = makeCard(content, card);
    card->addWidget(m_sessionsTitle);
    card->addWidget(m_sessionsView, 1);
    list->addWidget(sessions, 1);
    states().setContent(content);
    column()->addWidget(&states(), 1);
}

void AccountPage::activate() {
    FeaturePage::activate();
    m_sessions.show(std::nullopt);
}

void AccountPage::openSetup() {
    auto* dialog = new shell::SecondFactorDialog(m_account.setupCalls(), m_prompts, this);
    connect(dialog, &shell::SecondFactorDialog::done, &m_account, &AccountPresenter::reload);
    dialog->open();
}

void AccountPage::openPassword() {
    auto* dialog = new shell::NewPasswordDialog(
        {tr("Change password"), tr("Your keys are wrapped with the new password. Your other sessions end."),
         tr("Change password")},
        shell::NewPasswordDialog::Ask::PresentToo,
        [this](const SecretString& password) { return m_account.checkNewPassword(password); }, this);
    dialog->follow(m_account);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog] {
        auto next = dialog->takeNew();
        m_account.changePassword(dialog->takePresent(), std::move(next));
    });
    dialog->open();
}

void AccountPage::askRemove() {
    m_prompts.confirm({tr("Remove the second factor"),
                       tr("From then on your password alone opens this console to whoever knows it."),
                       tr("Remove"), true},
                      [this](bool isConfirmed) {
                          if (isConfirmed) {
                              m_account.removeSecondFactor();
                          }
                      });
}

QString AccountPage::factorText() const {
    const wire::SecondFactorState& factor = m_account.secondFactor();
    if (!factor.isActive) {
        return factor.isRequired ? tr("Not set up, but the organisation requires it.")
                                 : tr("Not set up: whoever knows your password can sign in.");
    }
    return tr("Set up at %1. Recovery codes left: %2.")
        .arg(models::DisplayText::time(factor.changedAt))
        .arg(factor.recoveryCodes);
}

void AccountPage::refresh() {
    const bool isOpen = m_account.session().isOpen();
    const wire::SecondFactorState& factor = m_account.secondFactor();
    if (isOpen) {
        const auto& user = m_account.session().user();
        m_who->setText(tr("%1 (%2), %3")
                           .arg(ui::toQString(user.displayName), ui::toQString(user.login),
                                models::DisplayText::role(user.role)));
        if (const auto& end = user.passwordExpiresAt) {
            const bool isNear = *end - m_account.session().clock().now() <= kWarnAhead;
            m_expiry->setText(
                isNear ? tr("Your password is good until %1 only: change it before then.")
                             .arg(models::DisplayText::time(*end))
                       : tr("Your password is good until %1.").arg(models::DisplayText::time(*end)));
        }
        m_expiry->setVisible(user.passwordExpiresAt.has_value() && !m_isPasswordNew);
    }
    m_factor->setText(factorText());
    const bool isFree = isOpen && !m_account.isBusy();
    m_password->setEnabled(isFree);
    m_setUp->setVisible(!factor.isActive);
    m_codes->setVisible(factor.isActive);
    m_remove->setVisible(factor.isActive && !factor.isRequired);
    for (QPushButton* button : {m_setUp, m_codes, m_remove}) {
        button->setEnabled(isFree);
    }
    showState({});
}

void AccountPage::retranslate() {
    m_factorTitle->setText(tr("Second factor"));
    m_sessionsTitle->setText(tr("Where you are signed in"));
    shell::setNamedText(m_password, tr("Change password"));
    shell::setNamedText(m_setUp, tr("Set up the second factor"));
    shell::setNamedText(m_codes, tr("New recovery codes"));
    shell::setNamedText(m_remove, tr("Remove the second factor"));
    m_sessionsView->retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::account
