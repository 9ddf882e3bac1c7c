// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/administrators_page.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "administrators/ask_act_dialog.h"
#include "administrators/hand_over_dialog.h"
#include "administrators/key_renewal_view.h"
#include "administrators/server_pins_view.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/one_time_password_dialog.h"
#include "shell/reason_dialog.h"
#include "shell/role_dialog.h"
#include "shell/sessions_view.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::administrators {

AdministratorsPage::AdministratorsPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("administrators", parent)
    , m_prompts(prompts)
    , m_admins(session)
    , m_acts(session)
    , m_recovery(session)
    , m_renewal(session)
    , m_pins(session)
    , m_tabs(new QTabWidget(this))
    , m_add(new QPushButton(this))
    , m_table(new QTableView(this))
    , m_required(new QCheckBox(this))
    , m_note(shell::makeLabel("hint", this))
    , m_keys(new QPushButton(this))
    , m_role(new QPushButton(this))
    , m_sessions(new QPushButton(this))
    , m_removeFactor(new QPushButton(this))
    , m_actStates(new ui::StatePanel(this))
    , m_actTable(new QTableView(this))
    , m_ask(new QPushButton(this))
    , m_approve(new QPushButton(this))
    , m_refuse(new QPushButton(this))
    , m_finish(new QPushButton(this))
    , m_renewalView(new KeyRenewalView(m_renewal, prompts, this))
    , m_pinsView(new ServerPinsView(m_pins, prompts, this)) {
    setPresenter(m_admins);
    build();
    follow(m_acts);
    follow(m_recovery);
    follow(m_renewal);
    follow(m_pins);
    connectParts();
    retranslate();
}

void AdministratorsPage::build() {
    ui::setPart(*m_add, "primary");
    ui::setPart(*m_keys, "primary");
    ui::setPart(*m_approve, "primary");
    ui::setPart(*m_refuse, "danger");
    shell::lockWrites(m_admins.session(), {m_add, m_required, m_keys, m_role, m_removeFactor, m_approve,
                                           m_refuse, m_finish, m_ask});
    head()->addWidget(m_add);
    shell::setUpTable(*m_table, &m_admins.model());
    new shell::ColumnFitter(*m_table, {{.width = 130},
                                       {.width = 150, .takesRest = true},
                                       {.width = 160},
                                       {.width = 140, .rank = 1},
                                       {.width = 150},
                                       {.width = 160, .rank = 2}});
    states().setContent(m_table);
    auto* people = new QWidget(this);
    auto* list = new QVBoxLayout(people);
    list->setContentsMargins(0, 12, 0, 0);
    list->addWidget(&states(), 1);
    list->addWidget(m_note);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_required, 1);
    for (QPushButton* button : {m_sessions, m_removeFactor, m_role, m_keys}) {
        buttons->addWidget(button);
    }
    list->addLayout(buttons);
    shell::setUpTable(*m_actTable, &m_acts.model());
    new shell::ColumnFitter(*m_actTable, {{.width = 180},
                                          {.width = 130},
                                          {.width = 130},
                                          {.width = 160, .rank = 1, .takesRest = true},
                                          {.width = 160},
                                          {.width = 160, .rank = 2}});
    m_actStates->setContent(m_actTable);
    auto* acts = new QWidget(this);
    auto* actList = new QVBoxLayout(acts);
    actList->setContentsMargins(0, 12, 0, 0);
    actList->addWidget(m_actStates, 1);
    auto* decisions = new QHBoxLayout;
    decisions->addWidget(m_ask);
    decisions->addStretch(1);
    for (QPushButton* button : {m_refuse, m_approve, m_finish}) {
        decisions->addWidget(button);
    }
    actList->addLayout(decisions);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(people, {});
    m_tabs->addTab(acts, {});
    auto* keys = new QWidget(this);
    auto* keyList = new QVBoxLayout(keys);
    keyList->setContentsMargins(0, 0, 0, 0);
    keyList->addWidget(m_renewalView, 1);
    keyList->addWidget(m_pinsView);
    m_tabs->addTab(keys, {});
    column()->addWidget(m_tabs, 1);
}

void AdministratorsPage::connectParts() {
    connect(m_add, &QPushButton::clicked, this,
            [this] { emit linkActivated(QStringLiteral("users"), QStringLiteral("add=user_admin")); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AdministratorsPage::refresh);
    connect(m_actTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AdministratorsPage::refresh);
    connect(m_actStates, &ui::StatePanel::retryRequested, &m_acts, &ActsPresenter::reload);
    connect(m_required, &QCheckBox::clicked, &m_admins, &AdministratorsPresenter::setSecondFactorRequired);
    connect(m_role, &QPushButton::clicked, this, &AdministratorsPage::askRole);
    connect(m_keys, &QPushButton::clicked, this, &AdministratorsPage::askKeys);
    connect(m_removeFactor, &QPushButton::clicked, this, &AdministratorsPage::askRemoveFactor);
    connect(m_sessions, &QPushButton::clicked, this, [this] {
        const auto& user = selected()->user;
        (new shell::SessionsDialog(m_admins.session(), user.id, ui::toQString(user.displayName), this))
            ->open();
    });
    connect(&m_admins, &AdministratorsPresenter::identityFound, this,
            [this](const wire::User& user, const QString& fingerprint) {
                (new HandOverDialog(m_admins, user, fingerprint, this))->open();
            });
    connect(&m_admins, &AdministratorsPresenter::handedOver, this, [this] {
        banner().say(ui::Tone::Good, tr("The keys are handed over. They open at the next sign-in."));
        m_acts.reload();
    });
    connect(&m_admins, &AdministratorsPresenter::agreementRequested, this, [this] {
        banner().say(ui::Tone::Info,
                     tr("Another owner or user administrator has to agree first. When it is done, finish "
                        "it in the tab of acts on this computer."));
        m_acts.reload();
    });
    connect(&m_admins, &AdministratorsPresenter::changed, this, &AdministratorsPage::showNames);
    connect(&m_renewal, &KeyRenewalPresenter::replaced, this, [this](bool isComplete) {
        if (isComplete) {
            banner().say(ui::Tone::Good, tr("The keys are replaced."));
        }
        m_admins.reload();
    });
    connect(m_approve, &QPushButton::clicked, this, [this] { m_acts.approve(*selectedAct()); });
    connect(m_refuse, &QPushButton::clicked, this, &AdministratorsPage::askRefusal);
    connect(m_finish, &QPushButton::clicked, this, &AdministratorsPage::finish);
    connect(m_ask, &QPushButton::clicked, this, [this] { (new AskActDialog(m_recovery, {}, this))->open(); });
    connect(&m_recovery, &RecoveryPresenter::asked, &m_acts, &ActsPresenter::reload);
    connect(&m_recovery, &RecoveryPresenter::recovered, this, [this](const shell::IssuedPassword& password) {
        m_acts.reload();
        (new shell::OneTimePasswordDialog(password, m_prompts, {}, this))->open();
    });
}

void AdministratorsPage::activate() {
    FeaturePage::activate();
    m_acts.reload();
    m_renewal.reload();
    m_pins.reload();
}

void AdministratorsPage::showNames() {
    std::map<std::string, QString> names;
    for (const AdministratorRow& row : m_admins.model().rows()) {
        names.emplace(row.user.id.text(), ui::toQString(row.user.displayName));
    }
    m_acts.setNames(std::move(names));
}

const AdministratorRow* AdministratorsPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_admins.model().row(rows.first().row());
}

// tab=acts or tab=keys, or ask=recovery with user=<id>&name=<text>
void AdministratorsPage::openQuery(const QString& query) {
    const QUrlQuery asked(query);
    m_tabs->setCurrentIndex(asked.queryItemValue(QStringLiteral("tab")) == QStringLiteral("keys") ? 2 : 1);
    if (asked.queryItemValue(QStringLiteral("ask")) == QStringLiteral("recovery")) {
        (new AskActDialog(m_recovery,
                          {ui::toUtf8(asked.queryItemValue(QStringLiteral("user"))),
                           asked.queryItemValue(QStringLiteral("name"), QUrl::FullyDecoded)},
                          this))
            ->open();
    }
}

// What was agreed to is done: a change of owners, or the opening of a vault.
void AdministratorsPage::finish() {
    const wire::TwoPersonAct act = *selectedAct();
    if (!m_recovery.canFinish(act)) {
        m_admins.finish(act);
        return;
    }
    m_prompts.confirm({tr("Recover the vault"),
                       tr("The vault is opened with both halves of the recovery key and closed again under a "
                          "one-time password that is shown to you once. The person's sessions end."),
                       tr("Recover"), false},
                      [this, act](bool isConfirmed) {
                          if (isConfirmed) {
                              m_recovery.finish(act);
                          }
                      });
}

const wire::TwoPersonAct* AdministratorsPage::selectedAct() const {
    const auto rows = m_actTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_acts.model().row(rows.first().row());
}

void AdministratorsPage::askRole() {
    const wire::User user = selected()->user;
    auto* dialog = new shell::RoleDialog(ui::toQString(user.displayName), user.role, this);
    connect(dialog, &shell::RoleDialog::chosen, this,
            [this, user](const std::string& role, const QString& reason) {
                // As the list has him by now: whoever was refused for an old revision may press again.
                const auto* known = m_admins.model().row(m_admins.model().indexOf(user.id.text()));
                m_admins.changeRole(known != nullptr ? known->user : user, role, reason);
            });
    dialog->follow(m_admins);
    dialog->open();
}

void AdministratorsPage::askKeys() {
    const AdministratorRow row = *selected();
    if (row.keys == KeyState::Waiting || row.keys == KeyState::Unconfirmed) {
        m_admins.findIdentity(row.user);
        return;
    }
    auto* dialog =
        new shell::ReasonDialog({tr("Update keys"),
                                 tr("The signed list of administrators follows the role that %1 has now.")
                                     .arg(ui::toQString(row.user.displayName)),
                                 tr("Sign and apply"), false},
                                this);
    connect(dialog, &shell::ReasonDialog::confirmed, this,
            [this, user = row.user](const QString& reason) { m_admins.updateManifest(user, reason); });
    dialog->follow(m_admins);
    dialog->open();
}

void AdministratorsPage::askRefusal() {
    const wire::TwoPersonAct act = *selectedAct();
    auto* dialog = new shell::ReasonDialog(
        {tr("Refuse"), tr("Nothing is done, and the other side reads your reason."), tr("Refuse"), true},
        this);
    connect(dialog, &shell::ReasonDialog::confirmed, this,
            [this, act](const QString& reason) { m_acts.refuse(act, reason); });
    dialog->follow(m_acts);
    dialog->open();
}

void AdministratorsPage::askRemoveFactor() {
    const wire::User user = selected()->user;
    m_prompts.confirm(
        {tr("Remove the second factor"),
         tr("%1 signs in with the password alone until a new second factor is set up. Make sure that it is "
            "really this person who asks.")
             .arg(ui::toQString(user.displayName)),
         tr("Remove"), true},
        [this, user](bool isConfirmed) {
            if (isConfirmed) {
                m_admins.removeSecondFactor(user);
            }
        });
}

void AdministratorsPage::refresh() {
    const AdministratorRow* row = selected();
    const bool isOpen = m_admins.session().isOpen();
    const bool isFree = isOpen && row != nullptr && m_admins.isOwner() && !m_admins.isBusy();
    const bool isOther = isFree && row->user.id != m_admins.session().user().id;
    m_add->setEnabled(isOpen && m_admins.isOwner());
    m_role->setEnabled(isOther && !row->isLastOwner);
    m_sessions->setEnabled(isFree);
    m_removeFactor->setEnabled(isOther);
    m_keys->setEnabled(isOther && m_admins.mayHandOver() && row->keys != KeyState::Held &&
                       row->keys != KeyState::NotNeeded);
    m_note->setText(
        row != nullptr && row->isLastOwner
            ? tr("The last owner keeps the role: without an owner nobody could ever hand keys over again.")
            : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    const QSignalBlocker blocker(m_required);
    m_required->setChecked(m_admins.rules().administratorsNeedSecondFactor);
    m_required->setEnabled(isOpen && m_admins.isOwner() && !m_admins.isBusy());
    const wire::TwoPersonAct* act = selectedAct();
    m_approve->setEnabled(act != nullptr && m_acts.mayDecide(*act));
    m_refuse->setEnabled(act != nullptr && m_acts.mayRefuse(*act));
    m_finish->setEnabled(act != nullptr &&
                         ((m_admins.canFinish(*act) && !m_admins.isBusy()) || m_recovery.canFinish(*act)));
    m_ask->setEnabled(m_recovery.mayAsk(crypto::ActKind::FaceAfterReissue));
    m_tabs->setTabText(1, m_acts.waitingForMe() > 0
                              ? tr("Acts of two (%1 wait for you)").arg(m_acts.waitingForMe())
                              : tr("Acts of two"));
    m_tabs->setTabText(2, m_renewal.dueCount() > 0 ? tr("Keys (%1 to replace)").arg(m_renewal.dueCount())
                                                   : tr("Keys"));
    showState({tr("No administrators"), {}});
    shell::showListState(
        *m_actStates, m_acts.state(), m_acts.error(),
        {tr("Nothing takes two now"),
         tr("Recoveries of vaults, new faces after a reissue and changes of owners appear here.")});
}

void AdministratorsPage::retranslate() {
    m_tabs->setTabText(0, tr("Roles and keys"));
    shell::setNamedText(m_add, tr("Add administrator"));
    shell::setNamedText(m_required, tr("Every administrator must have a second factor"));
    shell::setNamedText(m_keys, tr("Hand over keys"));
    shell::setNamedText(m_role, tr("Change role"));
    shell::setNamedText(m_sessions, tr("Sessions"));
    shell::setNamedText(m_removeFactor, tr("Remove second factor"));
    shell::setNamedText(m_approve, tr("Agree"));
    shell::setNamedText(m_refuse, tr("Refuse"));
    shell::setNamedText(m_finish, tr("Finish"));
    shell::setNamedText(m_ask, tr("Ask for an act of two…"));
    m_table->setAccessibleName(tr("List of administrators"));
    m_actTable->setAccessibleName(tr("Acts of two administrators"));
    m_admins.model().retranslate();
    m_acts.model().retranslate();
    m_renewalView->retranslate();
    m_pinsView->retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::administrators
