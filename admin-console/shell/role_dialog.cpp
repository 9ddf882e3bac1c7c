// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/role_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::shell {

RoleDialog::RoleDialog(const QString& person, const std::string& present, QWidget* parent)
    : FormDialog({tr("Change role"),
                  tr("%1 is signed out everywhere and has the new role from the next sign-in. Keys that the "
                     "new role "
                     "may not open are taken away; keys that it needs are handed over on the page of "
                     "administrators.")
                      .arg(person),
                  tr("Change role")},
                 parent)
    , m_present(present)
    , m_role(new QComboBox(this))
    , m_hint(makeLabel("hint", this))
    , m_reason(new FormField(FormField::Kind::Text, this)) {
    for (const char* role : {"member", "help_desk", "auditor", "image_viewer", "user_admin", "owner"}) {
        m_role->addItem(models::DisplayText::role(role), QString::fromLatin1(role));
    }
    m_role->setCurrentIndex(qMax(0, m_role->findData(ui::toQString(present))));
    m_role->setAccessibleName(tr("Role"));
    m_reason->setLabel(tr("Reason"));
    m_reason->setHint(tr("Kept in the record of what administrators did"));
    body()->addWidget(m_role);
    body()->addWidget(m_hint);
    body()->addWidget(m_reason);
    connect(m_role, &QComboBox::currentIndexChanged, this, &RoleDialog::update);
    connect(m_reason, &FormField::textChanged, this, &RoleDialog::update);
    connect(this, &FormDialog::submitted, this, [this] {
        emit chosen(ui::toUtf8(m_role->currentData().toString()), m_reason->text().trimmed());
        closeUnlessFollowing();
    });
    update();
}

QString RoleDialog::roleHint(const std::string& role) {
    if (role == "owner") {
        return tr("May do everything: keys of the organisation, administrators, licences.");
    }
    if (role == "user_admin") {
        return tr("Manages people, PCs, settings and addresses; signs with a key of the organisation.");
    }
    if (role == "help_desk") {
        return tr("Unlocks accounts, reissues passwords, answers emergency codes.");
    }
    if (role == "auditor") {
        return tr("Reads everything that is recorded and changes nothing.");
    }
    if (role == "image_viewer") {
        return tr("Opens pictures of refused faces; every look is recorded.");
    }
    return tr("Logs on by face; no console.");
}

void RoleDialog::update() {
    const std::string role = ui::toUtf8(m_role->currentData().toString());
    m_hint->setText(roleHint(role));
    setComplete(role != m_present && !m_reason->text().trimmed().isEmpty());
}

} // namespace kaomon::shell
