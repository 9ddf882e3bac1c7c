// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/user_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"
#include "users/link_account_dialog.h"

namespace kaomon::users {
namespace {

using models::DisplayText;
using shell::makeLabel;
using shell::setNamedText;

QString fact(const QString& label, const QString& value) {
    return QStringLiteral("<tr><td style='padding: 3px 14px 3px 0'>%1</td><td style='padding: 3px "
                          "0'><b>%2</b></td></tr>")
        .arg(label.toHtmlEscaped(), value.isEmpty() ? QStringLiteral("–") : value.toHtmlEscaped());
}

} // namespace

UserPanel::UserPanel(UsersPresenter& users, AccountLinksPresenter& links, ui::Prompts& prompts,
                     QWidget* parent)
    : QFrame(parent)
    , m_users(users)
    , m_links(links)
    , m_prompts(prompts)
    , m_name(makeLabel("subtitle", this))
    , m_account(new ui::Badge(this))
    , m_face(new ui::Badge(this))
    , m_facts(new QLabel(this))
    , m_linksTitle(makeLabel("value", this))
    , m_linksNote(makeLabel("hint", this))
    , m_linkRows(new QVBoxLayout)
    , m_link(new QPushButton(this))
    , m_reissue(new QPushButton(this))
    , m_toggle(new QPushButton(this))
    , m_delete(new QPushButton(this)) {
    setProperty("part", QStringLiteral("card"));
    setFixedWidth(350);
    ui::setPart(*m_delete, "danger");
    m_facts->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(10);
    auto* badges = new QHBoxLayout;
    badges->addWidget(m_account);
    badges->addWidget(m_face);
    badges->addStretch(1);
    column->addWidget(m_name);
    column->addLayout(badges);
    column->addWidget(m_facts);
    column->addSpacing(6);
    column->addWidget(m_linksTitle);
    column->addWidget(m_linksNote);
    column->addLayout(m_linkRows);
    column->addWidget(m_link);
    column->addStretch(1);
    for (QPushButton* button : {m_reissue, m_toggle, m_delete}) {
        column->addWidget(button);
    }
    connect(m_link, &QPushButton::clicked, this, &UserPanel::openLinkDialog);
    connect(m_reissue, &QPushButton::clicked, this, &UserPanel::askForReissue);
    connect(m_toggle, &QPushButton::clicked, this, &UserPanel::toggleEnabled);
    connect(m_delete, &QPushButton::clicked, this, &UserPanel::askForDelete);
    connect(&m_links, &AccountLinksPresenter::changed, this, &UserPanel::refreshLinks);
    connect(&m_users, &UsersPresenter::changed, this, &UserPanel::refresh);
    retranslate();
}

void UserPanel::showUser(const std::optional<wire::User>& user) {
    const bool isOther = !user || !m_user || user->id != m_user->id;
    m_user = user;
    setVisible(user.has_value());
    if (isOther) {
        m_links.show(user ? user->id : UserId());
    }
    refresh();
}

void UserPanel::refresh() {
    if (!m_user) {
        return;
    }
    m_name->setText(ui::toQString(m_user->displayName));
    m_account->setState(shell::toneOf(models::accountTone(m_user->accountState)),
                        DisplayText::accountState(m_user->accountState));
    m_face->setState(shell::toneOf(models::faceTone(m_user->faceState)),
                     DisplayText::faceState(m_user->faceState));
    m_facts->setText(QStringLiteral("<table>%1</table>")
                         .arg(fact(tr("Login name"), ui::toQString(m_user->login)) +
                              fact(tr("Kana"), ui::toQString(m_user->kana)) +
                              fact(tr("Mail"), ui::toQString(m_user->mail)) +
                              fact(tr("Role"), DisplayText::role(m_user->role)) +
                              fact(tr("Face pictures"), QString::number(m_user->templateCount)) +
                              fact(tr("Added"), DisplayText::time(m_user->createdAt)) +
                              fact(tr("Last sign-in"), DisplayText::time(m_user->lastSignInAt))));
    const bool isDisabled = m_user->accountState == "disabled";
    setNamedText(m_toggle, isDisabled ? tr("Enable") : tr("Disable"));
    const bool isFree = !m_users.isBusy();
    m_toggle->setEnabled(isFree && m_users.mayManage());
    m_delete->setEnabled(isFree && m_users.mayManage());
    m_reissue->setEnabled(isFree && m_users.mayResetPasswords());
    refreshLinks();
}

void UserPanel::refreshLinks() {
    while (QLayoutItem* item = m_linkRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const wire::AccountLink& link : m_links.links()) {
        auto* row = new QWidget(this);
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        const QString text =
            tr("%1 on %2").arg(ui::toQString(link.name), m_links.authorityName(link.authority));
        auto* remove = new QPushButton(tr("Remove"), row);
        remove->setAccessibleName(tr("Remove link to %1").arg(text));
        ui::setPart(*remove, "link");
        remove->setEnabled(!m_links.isBusy() && m_users.mayManage());
        connect(
            remove, &QPushButton::clicked, this, [this, link] { m_links.remove(link); },
            Qt::QueuedConnection);
        line->addWidget(new QLabel(text, row), 1);
        line->addWidget(remove);
        m_linkRows->addWidget(row);
    }
    const QString note = m_links.error()    ? ui::errorText(*m_links.error()).joined()
                         : m_links.isBusy() ? tr("Loading…")
                         : m_links.links().empty()
                             ? tr("No account of a PC is linked yet: the face opens nothing.")
                             : QString();
    ui::setPart(*m_linksNote, m_links.error() ? "error" : "hint");
    m_linksNote->setText(note);
    m_linksNote->setVisible(!note.isEmpty());
    m_link->setEnabled(!m_links.isBusy() && m_users.mayManage());
}

void UserPanel::openLinkDialog() {
    if (m_user) {
        (new LinkAccountDialog(m_links, ui::toQString(m_user->login), this))->open();
    }
}

void UserPanel::askForReissue() {
    const wire::User user = *m_user;
    m_prompts.confirm(
        {tr("Reissue one-time password"),
         tr("The present password of %1 stops working at once. A new one-time password is shown to you.")
             .arg(ui::toQString(user.displayName)),
         tr("Reissue"), false},
        [this, user](bool isConfirmed) {
            if (isConfirmed) {
                m_users.reissuePassword(user, QStringLiteral("reissued in the console"));
            }
        });
}

void UserPanel::askForDelete() {
    const wire::User user = *m_user;
    m_prompts.confirm({tr("Delete user"),
                       tr("%1 can no longer sign in, and his face is erased from every PC. Events stay.")
                           .arg(ui::toQString(user.displayName)),
                       tr("Delete"), true},
                      [this, user](bool isConfirmed) {
                          if (isConfirmed) {
                              m_users.remove(user);
                          }
                      });
}

void UserPanel::toggleEnabled() {
    m_users.setEnabled(*m_user, m_user->accountState == "disabled");
}

void UserPanel::retranslate() {
    m_linksTitle->setText(tr("Accounts opened by this face"));
    setNamedText(m_link, tr("Link account"));
    setNamedText(m_reissue, tr("Reissue one-time password"));
    setNamedText(m_delete, tr("Delete"));
    refresh();
    refreshLinks();
}

} // namespace kaomon::users
