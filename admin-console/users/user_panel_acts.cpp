// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before something is done to the person who is shown.
#include "shell/reason_dialog.h"
#include "shell/role_dialog.h"
#include "shell/text_dialog.h"
#include "ui/qt_text.h"
#include "users/edit_user_dialog.h"
#include "users/link_account_dialog.h"
#include "users/unlock_dialog.h"
#include "users/user_panel.h"

namespace kaomon::users {

void UserPanel::openLinkDialog() {
    if (m_user) {
        (new LinkAccountDialog(m_links, ui::toQString(m_user->login), this))->open();
    }
}

// What is signed here is what PCs open by the face: not without a question.
void UserPanel::askForUnlink(const wire::AccountLink& link, const QString& text) {
    m_prompts.confirm(
        {tr("Remove link"),
         tr("The face of %1 no longer opens %2. PCs learn it with their next call to the server; "
            "the account itself stays.")
             .arg(ui::toQString(m_user->displayName), text),
         tr("Remove link"), true},
        [this, link, user = m_user->id](bool isConfirmed) {
            if (isConfirmed && m_links.user() == user) {
                m_links.remove(link);
            }
        });
}

void UserPanel::askForReissue() {
    askForReason(
        {tr("Reissue one-time password"),
         tr("The present password of %1 stops working at once. A new one-time password is shown to you.")
             .arg(ui::toQString(m_user->displayName)),
         tr("Reissue"), false},
        [this, user = *m_user](const QString& reason) { m_users.reissuePassword(user, reason); });
}

void UserPanel::askForDelete() {
    const QString login = ui::toQString(m_user->login);
    auto* dialog = new shell::TextDialog({tr("Delete user"),
                                          tr("%1 can no longer sign in, and the face goes from every PC. For "
                                             "30 days the user can be restored; "
                                             "events stay. Type the login name %2 to go on.")
                                              .arg(ui::toQString(m_user->displayName), login),
                                          tr("Delete"), true},
                                         tr("Login name"), login, this);
    connect(dialog, &shell::TextDialog::entered, this,
            [this, user = *m_user] { m_users.remove(newest(user)); });
    dialog->follow(m_users);
    dialog->open();
}

// As the list has him by now: whoever was refused for an old revision may press again.
wire::User UserPanel::newest(const wire::User& user) const {
    const wire::User* known = m_users.model().row(m_users.model().indexOf(user.id.text()));
    return known != nullptr ? *known : user;
}

void UserPanel::toggleEnabled() {
    if (m_user->deletedAt) {
        m_users.restore(*m_user);
        return;
    }
    const bool isOn = m_user->accountState != "disabled";
    const QString name = ui::toQString(m_user->displayName);
    const ui::Question question =
        isOn ? ui::Question{tr("Disable user"),
                            tr("%1 can no longer sign in or use the face until enabled again.").arg(name),
                            tr("Disable"), true}
             : ui::Question{tr("Enable user"), tr("%1 can sign in and use the face again.").arg(name),
                            tr("Enable"), false};
    askForReason(question, [this, user = *m_user, isOn](const QString& reason) {
        m_users.setEnabled(newest(user), !isOn, reason);
    });
}

void UserPanel::openUnlockDialog() {
    (new UnlockDialog(m_parts.security, ui::toQString(m_user->displayName), this))->open();
}

void UserPanel::openEditDialog() {
    (new EditUserDialog(m_users, *m_user, this))->open();
}

void UserPanel::openRoleDialog() {
    auto* dialog = new shell::RoleDialog(ui::toQString(m_user->displayName), m_user->role, this);
    connect(dialog, &shell::RoleDialog::chosen, this,
            [this, user = *m_user](const std::string& role, const QString& reason) {
                m_users.changeRole(newest(user), role, reason);
            });
    dialog->follow(m_users);
    dialog->open();
}

void UserPanel::askForReEnrolment() {
    const ui::Question question{
        tr("Ask to enrol again"),
        tr("%1 is asked for a new face at the next logon. The present face goes on working "
           "until then.")
            .arg(ui::toQString(m_user->displayName)),
        tr("Ask to enrol again"), false};
    askForReason(question,
                 [this, user = *m_user](const QString& reason) { m_users.requestReEnrolment(user, reason); });
}

void UserPanel::askForReason(const ui::Question& question, std::function<void(const QString&)> act) {
    auto* dialog = new shell::ReasonDialog(question, this);
    connect(dialog, &shell::ReasonDialog::confirmed, this, std::move(act));
    dialog->follow(m_users);
    dialog->open();
}

} // namespace kaomon::users
