// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfill/app_dialogs.h"

#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::appfill {
namespace {

using shell::FormField;

constexpr int kLongestTitle = 60;
constexpr int kLongestSecret = 250;

QString nameOf(const CompanyTemplate& one) {
    return one.form ? ui::toQString(one.form->name) : ui::toQString(one.body.id.text());
}

} // namespace

RolloutDialog::RolloutDialog(const CompanyTemplate& one, QWidget* parent)
    : FormDialog({tr("Roll out \"%1\"").arg(nameOf(one)),
                  tr("A share of the PCs first, then more: a PC that has it keeps it when the share grows. "
                     "The PCs of the groups named here have it in any case."),
                  tr("Sign and roll out")},
                 parent)
    , m_percent(new QSpinBox(this))
    , m_groups(new FormField(FormField::Kind::Text, this)) {
    m_percent->setObjectName(QStringLiteral("rolloutPercent"));
    m_percent->setRange(0, 100);
    m_percent->setSuffix(tr(" % of the PCs"));
    m_percent->setAccessibleName(tr("Share of the PCs"));
    m_percent->setValue(one.body.percent);
    m_groups->setLabel(tr("Groups of PCs"));
    m_groups->setHint(tr("Their ids, separated by commas; empty for none"));
    QStringList groups;
    for (const std::string& group : one.body.deviceGroups) {
        groups.append(ui::toQString(group));
    }
    m_groups->setText(groups.join(QStringLiteral(", ")));
    body()->addWidget(m_percent);
    body()->addWidget(m_groups);
}

int RolloutDialog::percent() const {
    return m_percent->value();
}

std::vector<std::string> RolloutDialog::deviceGroups() const {
    std::vector<std::string> groups;
    for (const QString& group : m_groups->text().split(u',', Qt::SkipEmptyParts)) {
        if (!group.trimmed().isEmpty()) {
            groups.push_back(ui::toUtf8(group.trimmed()));
        }
    }
    return groups;
}

BlindDialog::BlindDialog(const CompanyTemplate& one, QWidget* parent)
    : FormDialog({tr("Password for \"%1\" that nobody sees").arg(nameOf(one)),
                  tr("It is sealed here for this person. He can have it filled in after a look at his face; "
                     "it is shown to nobody, not to the server either. A new one with the same title "
                     "takes the place of the old one."),
                  tr("Seal and hand over")},
                 parent)
    , m_template(one.body.id)
    , m_login(new FormField(FormField::Kind::Text, this))
    , m_title(new FormField(FormField::Kind::Text, this))
    , m_userName(new FormField(FormField::Kind::Text, this))
    , m_secret(new FormField(FormField::Kind::Password, this)) {
    m_login->setLabel(tr("Login of the person"));
    m_title->setLabel(tr("Title"));
    m_title->setText(nameOf(one));
    m_title->edit()->setMaxLength(kLongestTitle);
    m_userName->setLabel(tr("User name in the application"));
    m_secret->setLabel(tr("Password in the application"));
    m_secret->edit()->setMaxLength(kLongestSecret);
    const char* names[] = {"blindLogin", "blindTitle", "blindUserName", "blindSecret"};
    int at = 0;
    for (FormField* field : {m_login, m_title, m_userName, m_secret}) {
        field->edit()->setObjectName(QString::fromLatin1(names[at++]));
        body()->addWidget(field);
        connect(field, &FormField::textChanged, this, &BlindDialog::update);
    }
    update();
}

BlindOrder BlindDialog::take() {
    QString secret = m_secret->take();
    return {ui::toUtf8(m_login->text().trimmed()), m_template, ui::toUtf8(m_title->text().trimmed()),
            ui::toUtf8(m_userName->text()), ui::takeSecret(secret)};
}

void BlindDialog::update() {
    setComplete(!m_login->text().trimmed().isEmpty() && !m_title->text().trimmed().isEmpty() &&
                !m_secret->text().isEmpty());
}

} // namespace kaomon::appfill
