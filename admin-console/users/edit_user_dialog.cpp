// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/edit_user_dialog.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "shell/merge_dialog.h"
#include "ui/qt_text.h"
#include "users/optional_date_edit.h"

namespace kaomon::users {
namespace {

using shell::FormField;

// To the minute, as the fields show it.
std::optional<TimePoint> minuteOf(const std::optional<TimePoint>& time) {
    return time ? std::optional(std::chrono::floor<std::chrono::minutes>(*time)) : std::nullopt;
}

} // namespace

EditUserDialog::EditUserDialog(UsersPresenter& presenter, const wire::User& user, QWidget* parent)
    : FormDialog({tr("Edit user"),
                  tr("A new login name counts at once; the old one stays reserved for this person."),
                  tr("Save")},
                 parent)
    , m_users(presenter)
    , m_user(user) {
    build();
    connect(this, &FormDialog::submitted, this, [this] { m_users.edit(m_user, patch()); });
    connect(&presenter, &UsersPresenter::commandFailed, this, &EditUserDialog::readAgain);
    connect(&presenter, &UsersPresenter::userRead, this, &EditUserDialog::takeNewer);
    follow(presenter);
    update();
}

void EditUserDialog::build() {
    const auto add = [this](const QString& label, auto stored, auto changed) {
        auto* edit = new FormField(FormField::Kind::Text, this);
        edit->setLabel(label);
        edit->setText(ui::toQString(m_user.*stored));
        body()->addWidget(edit);
        connect(edit, &FormField::textChanged, this, &EditUserDialog::update);
        m_fields.push_back({edit, stored, changed});
    };
    add(tr("Login name"), &wire::User::login, &wire::UserPatch::login);
    add(tr("Display name"), &wire::User::displayName, &wire::UserPatch::displayName);
    add(tr("Reading of the name (kana)"), &wire::User::kana, &wire::UserPatch::kana);
    add(tr("Mail"), &wire::User::mail, &wire::UserPatch::mail);
    add(tr("Note"), &wire::User::note, &wire::UserPatch::note);
    const auto bound = [this](const QString& label, auto stored, auto changed, const char* cleared) {
        auto* edit = new OptionalDateEdit(this);
        edit->setLabel(label);
        edit->setTime(m_user.*stored);
        body()->addWidget(edit);
        connect(edit, &OptionalDateEdit::changed, this, &EditUserDialog::update);
        m_bounds.push_back({edit, stored, changed, cleared, label});
    };
    bound(tr("Valid from"), &wire::User::validFrom, &wire::UserPatch::validFrom, "valid_from");
    bound(tr("Valid to"), &wire::User::validTo, &wire::UserPatch::validTo, "valid_to");
}

wire::UserPatch EditUserDialog::patch() const {
    wire::UserPatch patch;
    for (const Field& field : m_fields) {
        const std::string text = ui::toUtf8(field.edit->text().trimmed());
        if (text != m_user.*field.stored) {
            patch.*field.changed = text;
        }
    }
    std::vector<std::string> cleared;
    for (const Bound& bound : m_bounds) {
        const auto time = bound.edit->time();
        if (time == minuteOf(m_user.*bound.stored)) {
            continue;
        }
        if (time) {
            patch.*bound.changed = time;
        } else {
            cleared.emplace_back(bound.cleared);
        }
    }
    if (!cleared.empty()) {
        patch.clear = cleared;
    }
    return patch;
}

// The list may show another page by now: this one person is read.
void EditUserDialog::readAgain(ErrorCode code) {
    if (code == ErrorCode::StaleRevision) {
        m_users.read(m_user.id);
    }
}

void EditUserDialog::takeNewer(const wire::User& newer) {
    if (newer.id != m_user.id || newer.rev == m_user.rev) {
        return;
    }
    std::vector<shell::MergeField> fields;
    for (const Field& field : m_fields) {
        const QString theirs = ui::toQString(newer.*field.stored);
        fields.push_back({field.edit->edit()->accessibleName(), ui::toQString(m_user.*field.stored), theirs,
                          field.edit->text().trimmed(),
                          [edit = field.edit, theirs] { edit->setText(theirs); }});
    }
    for (const Bound& bound : m_bounds) {
        const auto shown = [](const std::optional<TimePoint>& time) {
            return time ? models::DisplayText::time(*minuteOf(time)) : QString();
        };
        const auto theirs = newer.*bound.stored;
        fields.push_back({bound.label, shown(m_user.*bound.stored), shown(theirs), shown(bound.edit->time()),
                          [edit = bound.edit, theirs] { edit->setTime(theirs); }});
    }
    const QString name = ui::toQString(m_user.displayName);
    m_user = newer;
    shell::mergeFields(name, std::move(fields), this);
    update();
}

bool EditUserDialog::isOrdered() const {
    const auto from = m_bounds[0].edit->time();
    const auto to = m_bounds[1].edit->time();
    return !from || !to || *from < *to;
}

void EditUserDialog::update() {
    if (m_bounds.size() < 2) {
        return; // being built
    }
    UserForm form;
    form.login = m_fields[0].edit->text();
    form.displayName = m_fields[1].edit->text();
    form.mail = m_fields[3].edit->text();
    setComplete(UsersPresenter::isComplete(form) && isOrdered());
}

} // namespace kaomon::users
