// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/new_user_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "shell/whole_texts.h"
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::users {

using shell::FormField;

NewUserDialog::NewUserDialog(UsersPresenter& presenter, QWidget* parent, const QString& role)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_error(new ui::Banner(this))
    , m_login(new FormField(FormField::Kind::Text, this))
    , m_name(new FormField(FormField::Kind::Text, this))
    , m_kana(new FormField(FormField::Kind::Text, this))
    , m_mail(new FormField(FormField::Kind::Text, this))
    , m_role(new QComboBox(this))
    , m_create(new QPushButton(this)) {
    setWindowTitle(tr("Add user"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(440);
    shell::keepTextsWhole(*this);
    m_login->setLabel(tr("Login name"));
    m_name->setLabel(tr("Display name"));
    m_kana->setLabel(tr("Reading of the name (kana)"));
    m_mail->setLabel(tr("Mail"));
    m_login->setHint(tr("What the user types to sign in; without spaces"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    column->addWidget(m_error);
    for (FormField* field : {m_login, m_name, m_kana, m_mail}) {
        column->addWidget(field);
        connect(field, &FormField::textChanged, this, &NewUserDialog::update);
    }
    auto* roleLabel = new QLabel(tr("Role"), this);
    roleLabel->setBuddy(m_role);
    m_role->setAccessibleName(tr("Role"));
    m_role->addItem(models::DisplayText::role("member"), QStringLiteral("member"));
    if (presenter.isOwner()) { // only they make administrators
        for (const char* name : {"help_desk", "auditor", "image_viewer", "user_admin", "owner"}) {
            m_role->addItem(models::DisplayText::role(name), QString::fromLatin1(name));
        }
    }
    m_role->setCurrentIndex(qMax(0, m_role->findData(role)));
    column->addWidget(roleLabel);
    column->addWidget(m_role);

    auto* cancel = new QPushButton(this);
    shell::setNamedText(cancel, tr("Cancel"));
    shell::setNamedText(m_create, tr("Create user"));
    ui::setPart(*m_create, "primary");
    shell::lockWrites(m_presenter.session(), {m_create});
    m_create->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    column->addSpacing(6);
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, [this] {
        m_error->clear();
        m_presenter.createUser(form());
    });
    connect(&m_presenter, &UsersPresenter::changed, this, &NewUserDialog::update);
    connect(&m_presenter, &UsersPresenter::commandDone, this, &QDialog::accept);
    connect(&m_presenter, &UsersPresenter::commandFailed, this,
            [this](ErrorCode code) { m_error->say(ui::Tone::Bad, ui::errorText(code).joined()); });
    update();
    m_login->edit()->setFocus();
}

UserForm NewUserDialog::form() const {
    return {m_login->text(), m_name->text(), m_kana->text(), m_mail->text(),
            ui::toUtf8(m_role->currentData().toString())};
}

void NewUserDialog::update() {
    m_create->setEnabled(!m_presenter.isBusy() && UsersPresenter::isComplete(form()));
}

} // namespace kaomon::users
