// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/user_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "shell/sessions_view.h"
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"
#include "users/assist_dialog.h"
#include "users/emergency_dialog.h"
#include "users/memberships_dialog.h"

namespace kaomon::users {
namespace {

using models::DisplayText;
using shell::makeLabel;
using shell::setNamedText;

constexpr int kToTheMinute = 16; // characters of a time

QString fact(const QString& label, const QString& value) {
    return QStringLiteral("<tr><td style='padding: 3px 14px 3px 0'>%1</td><td style='padding: 3px "
                          "0'><b>%2</b></td></tr>")
        .arg(label.toHtmlEscaped(), value.isEmpty() ? QStringLiteral("–") : value.toHtmlEscaped());
}

} // namespace

UserPanel::UserPanel(const UserPanelParts& parts, QWidget* parent)
    : QFrame(parent)
    , m_parts(parts)
    , m_users(parts.users)
    , m_links(parts.links)
    , m_prompts(parts.prompts)
    , m_scroll(new QScrollArea(this))
    , m_name(makeLabel("subtitle", this))
    , m_account(new ui::Badge(this))
    , m_face(new ui::Badge(this))
    , m_facts(new QLabel(this))
    , m_obstacles(makeLabel("error", this))
    , m_unlock(new QPushButton(this))
    , m_linksTitle(makeLabel("value", this))
    , m_linksNote(makeLabel("hint", this))
    , m_linkRows(new QVBoxLayout)
    , m_link(new QPushButton(this))
    , m_reissue(new QPushButton(this))
    , m_toggle(new QPushButton(this))
    , m_delete(new QPushButton(this))
    , m_more(new QPushButton(this))
    , m_menu(new QMenu(this)) {
    build();
    buildMenu();
    connect(m_link, &QPushButton::clicked, this, &UserPanel::openLinkDialog);
    connect(m_unlock, &QPushButton::clicked, this, &UserPanel::openUnlockDialog);
    connect(m_reissue, &QPushButton::clicked, this, &UserPanel::askForReissue);
    connect(m_toggle, &QPushButton::clicked, this, &UserPanel::toggleEnabled);
    connect(m_delete, &QPushButton::clicked, this, &UserPanel::askForDelete);
    connect(&m_links, &AccountLinksPresenter::changed, this, &UserPanel::refreshLinks);
    for (shell::FeaturePresenter* presenter : std::initializer_list<shell::FeaturePresenter*>{
             &m_users, &m_parts.groups, &m_parts.security, &m_parts.emergency}) {
        connect(presenter, &shell::FeaturePresenter::changed, this, &UserPanel::refresh);
    }
    retranslate();
}

void UserPanel::build() {
    setProperty("part", QStringLiteral("card"));
    setFixedWidth(350);
    ui::setPart(*m_delete, "danger");
    ui::setPart(*m_unlock, "primary");
    m_facts->setWordWrap(true);
    m_more->setMenu(m_menu);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(20, 18, 20, 6);
    column->setSpacing(10);
    auto* badges = new QHBoxLayout;
    badges->addWidget(m_account);
    badges->addWidget(m_face);
    badges->addStretch(1);
    column->addWidget(m_name);
    column->addLayout(badges);
    column->addWidget(m_obstacles);
    column->addWidget(m_facts);
    column->addSpacing(6);
    column->addWidget(m_linksTitle);
    column->addWidget(m_linksNote);
    column->addLayout(m_linkRows);
    column->addWidget(m_link);
    column->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 18);
    outer->addWidget(m_scroll, 1);
    auto* buttons = new QVBoxLayout;
    buttons->setContentsMargins(20, 0, 20, 0);
    for (QPushButton* button : {m_unlock, m_reissue, m_toggle, m_more, m_delete}) {
        buttons->addWidget(button);
    }
    outer->addLayout(buttons);
}

void UserPanel::buildMenu() {
    m_edit = m_menu->addAction({}, this, &UserPanel::openEditDialog);
    m_groupsAction = m_menu->addAction(
        {}, this, [this] { (new MembershipsDialog(m_parts.groups, *m_user, this))->open(); });
    m_assist = m_menu->addAction({}, this, &UserPanel::openAssist);
    m_reEnrol = m_menu->addAction({}, this, &UserPanel::askForReEnrolment);
    m_emergency = m_menu->addAction(
        {}, this, [this] { (new EmergencyDialog(m_parts.emergency, *m_user, this))->open(); });
    m_settings = m_menu->addAction({}, this,
                                   [this] { emit linkRequested(QStringLiteral("settings"), personQuery()); });
    m_menu->addSeparator();
    m_timeline = m_menu->addAction({}, this, [this] { openPerson(PersonDialog::Timeline); });
    m_faces = m_menu->addAction({}, this, [this] { openPerson(PersonDialog::Faces); });
    m_help = m_menu->addAction({}, this,
                               [this] { emit linkRequested(QStringLiteral("logonhelp"), personQuery()); });
    m_menu->addSeparator();
    m_recovery = m_menu->addAction({}, this, [this] {
        emit linkRequested(QStringLiteral("administrators"), QStringLiteral("ask=recovery&") + personQuery());
    });
    m_role = m_menu->addAction({}, this, &UserPanel::openRoleDialog);
    m_sessions = m_menu->addAction({}, this, [this] {
        (new shell::SessionsDialog(m_users.session(), m_user->id, ui::toQString(m_user->displayName), this))
            ->open();
    });
    shell::ConsoleSession& session = m_users.session();
    shell::lockWrites(session, {m_unlock, m_reissue, m_toggle, m_delete, m_link});
    shell::lockWrites(session, {m_edit, m_groupsAction, m_assist, m_reEnrol, m_recovery, m_role});
}

QString UserPanel::personQuery() const {
    return QStringLiteral("user=%1&name=%2")
        .arg(ui::toQString(m_user->id.text()),
             QString::fromLatin1(QUrl::toPercentEncoding(ui::toQString(m_user->displayName))));
}

void UserPanel::openPerson(PersonDialog::Tab tab) {
    auto* dialog = new PersonDialog(m_users.session(), *m_user, tab, m_prompts, this);
    connect(dialog, &PersonDialog::facesChanged, &m_users, &UsersPresenter::reload);
    dialog->open();
}

void UserPanel::openAssist() {
    auto* dialog = new AssistDialog(m_users.session(), *m_user, m_parts.agentSocket, m_prompts, this);
    connect(dialog, &AssistDialog::facesChanged, &m_users, &UsersPresenter::reload);
    dialog->open();
}

void UserPanel::showUser(const std::optional<wire::User>& user) {
    // Showing nobody where nobody was shown changes nothing: the presenter would tell, and be shown again.
    const bool isOther = user.has_value() != m_user.has_value() || (user && user->id != m_user->id);
    m_user = user;
    setVisible(user.has_value());
    if (isOther) {
        m_links.show(user ? user->id : UserId());
        m_parts.security.show(user ? user->id : UserId());
    }
    refresh();
}

void UserPanel::refresh() {
    if (!m_user) {
        return;
    }
    m_name->setText(ui::toQString(m_user->displayName));
    m_scroll->setAccessibleName(m_name->text());
    m_account->setState(shell::toneOf(models::accountTone(m_user->accountState)),
                        DisplayText::accountState(m_user->accountState));
    m_face->setState(shell::toneOf(models::faceTone(m_user->faceState)),
                     DisplayText::faceState(m_user->faceState));
    m_facts->setText(factsHtml());
    const QStringList obstacles = m_parts.security.obstacles();
    m_obstacles->setText(obstacles.join(QLatin1Char('\n')));
    m_obstacles->setVisible(!obstacles.isEmpty());
    refreshButtons();
    refreshLinks();
}

QString UserPanel::factsHtml() const {
    QStringList groups;
    for (const GroupId& group : m_user->groups) {
        groups.append(m_parts.groups.nameOf(group));
    }
    QString facts =
        fact(tr("Login name"), ui::toQString(m_user->login)) + fact(tr("Kana"), ui::toQString(m_user->kana)) +
        fact(tr("Mail"), ui::toQString(m_user->mail)) + fact(tr("Role"), DisplayText::role(m_user->role)) +
        fact(tr("Groups"), shell::listText(groups)) +
        fact(tr("Face pictures"), QString::number(m_user->templateCount)) +
        fact(tr("Added"), DisplayText::time(m_user->createdAt)) +
        fact(tr("Last sign-in"), DisplayText::time(m_user->lastSignInAt));
    if (m_user->validFrom || m_user->validTo) {
        const QString from = DisplayText::time(m_user->validFrom).left(kToTheMinute);
        const QString to = DisplayText::time(m_user->validTo).left(kToTheMinute);
        facts += fact(tr("Valid"), !m_user->validTo     ? tr("from %1").arg(from)
                                   : !m_user->validFrom ? tr("until %1").arg(to)
                                                        : tr("%1 to %2").arg(from, to));
    }
    if (m_user->reEnrolRequestedAt) {
        facts += fact(tr("Asked to enrol again"), DisplayText::time(m_user->reEnrolRequestedAt));
    }
    if (m_user->deletedAt) {
        facts += fact(tr("Deleted"), DisplayText::time(m_user->deletedAt));
    }
    return QStringLiteral("<table>%1</table>").arg(facts);
}

void UserPanel::refreshButtons() {
    const bool isDeleted = m_user->deletedAt.has_value();
    const bool isDisabled = m_user->accountState == "disabled";
    setNamedText(m_toggle, isDeleted ? tr("Restore") : isDisabled ? tr("Enable") : tr("Disable"));
    const bool isFree = !m_users.isBusy();
    const bool mayHelp = isFree && m_users.mayResetPasswords() && !isDeleted;
    m_toggle->setEnabled(isFree && m_users.mayManage());
    m_delete->setEnabled(isFree && m_users.mayManage());
    m_delete->setVisible(!isDeleted);
    m_reissue->setEnabled(mayHelp);
    m_unlock->setVisible(mayHelp &&
                         (m_user->accountState == "locked" || !m_parts.security.obstacles().isEmpty()));
    m_edit->setEnabled(isFree && m_users.mayManage() && !isDeleted);
    m_groupsAction->setEnabled(isFree && m_users.mayManage() && !isDeleted);
    m_assist->setEnabled(isFree && m_users.mayManage() && !isDeleted);
    m_reEnrol->setEnabled(mayHelp);
    m_emergency->setEnabled(mayHelp);
    m_faces->setEnabled(m_users.mayManage());
    m_recovery->setVisible(m_users.isOwner());
    m_recovery->setEnabled(isFree && !isDeleted);
    m_role->setEnabled(isFree && m_users.isOwner() && !isDeleted);
    m_sessions->setEnabled(m_users.isOwner());
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
        shell::lockWrites(m_users.session(), {remove});
        connect(
            remove, &QPushButton::clicked, this, [this, link, text] { askForUnlink(link, text); },
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

void UserPanel::retranslate() {
    m_linksTitle->setText(tr("Accounts opened by this face"));
    setNamedText(m_link, tr("Link account"));
    setNamedText(m_unlock, tr("Unlock"));
    setNamedText(m_reissue, tr("Reissue one-time password"));
    setNamedText(m_delete, tr("Delete"));
    setNamedText(m_more, tr("More"));
    m_edit->setText(tr("Edit…"));
    m_groupsAction->setText(tr("Groups…"));
    m_assist->setText(tr("Take the face with this PC's camera…"));
    m_reEnrol->setText(tr("Ask to enrol again…"));
    m_emergency->setText(tr("Emergency code by phone…"));
    m_settings->setText(tr("Settings that apply"));
    m_timeline->setText(tr("Timeline…"));
    m_faces->setText(tr("Enrolled faces…"));
    m_help->setText(tr("Why can this person not log on?"));
    m_recovery->setText(tr("Recover the vault…"));
    m_role->setText(tr("Change role…"));
    m_sessions->setText(tr("Sessions…"));
    refresh();
    refreshLinks();
}

} // namespace kaomon::users
