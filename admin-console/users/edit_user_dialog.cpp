// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/edit_user_dialog.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using shell::FormField;

std::optional<std::string> ifChanged(const FormField& field, const std::string& before) {
    const std::string text = ui::toUtf8(field.text().trimmed());
    return text == before ? std::nullopt : std::optional(text);
}

} // namespace

EditUserDialog::EditUserDialog(UsersPresenter& presenter, const wire::User& user, QWidget* parent)
    : FormDialog({tr("Edit user"),
                  tr("A new login name counts at once; the old one stays reserved for this person."),
                  tr("Save")},
                 parent)
    , m_users(presenter)
    , m_user(user)
    , m_login(new FormField(FormField::Kind::Text, this))
    , m_name(new FormField(FormField::Kind::Text, this))
    , m_kana(new FormField(FormField::Kind::Text, this))
    , m_mail(new FormField(FormField::Kind::Text, this))
    , m_note(new FormField(FormField::Kind::Text, this)) {
    const std::pair<FormField*, std::pair<QString, std::string>> fields[] = {
        {m_login, {tr("Login name"), user.login}},
        {m_name, {tr("Display name"), user.displayName}},
        {m_kana, {tr("Reading of the name (kana)"), user.kana}},
        {m_mail, {tr("Mail"), user.mail}},
        {m_note, {tr("Note"), user.note}}};
    for (const auto& [field, text] : fields) {
        field->setLabel(text.first);
        field->setText(ui::toQString(text.second));
        body()->addWidget(field);
        connect(field, &FormField::textChanged, this, &EditUserDialog::update);
    }
    connect(this, &FormDialog::submitted, this, [this] { m_users.edit(m_user, patch()); });
    connect(&presenter, &UsersPresenter::changed, this, &EditUserDialog::takeNewer);
    follow(presenter);
    update();
}

wire::UserPatch EditUserDialog::patch() const {
    wire::UserPatch patch;
    patch.login = ifChanged(*m_login, m_user.login);
    patch.displayName = ifChanged(*m_name, m_user.displayName);
    patch.kana = ifChanged(*m_kana, m_user.kana);
    patch.mail = ifChanged(*m_mail, m_user.mail);
    patch.note = ifChanged(*m_note, m_user.note);
    return patch;
}

// What was not edited here follows the newer state; what was typed stays.
void EditUserDialog::takeNewer() {
    const int index = m_users.model().indexOf(m_user.id.text());
    const wire::User* newer = m_users.model().row(index);
    if (newer == nullptr || newer->rev == m_user.rev) {
        return;
    }
    const wire::UserPatch edited = patch();
    m_user = *newer;
    const auto follow = [](FormField* field, bool isEdited, const std::string& text) {
        if (!isEdited) {
            field->setText(ui::toQString(text));
        }
    };
    follow(m_login, edited.login.has_value(), newer->login);
    follow(m_name, edited.displayName.has_value(), newer->displayName);
    follow(m_kana, edited.kana.has_value(), newer->kana);
    follow(m_mail, edited.mail.has_value(), newer->mail);
    follow(m_note, edited.note.has_value(), newer->note);
}

void EditUserDialog::update() {
    UserForm form;
    form.login = m_login->text();
    form.displayName = m_name->text();
    form.mail = m_mail->text();
    setComplete(UsersPresenter::isComplete(form));
}

} // namespace kaomon::users
