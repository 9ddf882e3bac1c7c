// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfill/app_dialogs.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::appfill {
namespace {

using shell::FormField;

constexpr int kLongestTitle = 60;
constexpr int kLongestSecret = 250;
constexpr int kGroupsHeight = 160;

} // namespace

RolloutDialog::RolloutDialog(const CompanyTemplate& one, const std::vector<wire::DeviceGroup>& groups,
                             QWidget* parent)
    : FormDialog({tr("Roll out \"%1\"").arg(AppTemplatesPresenter::nameOf(one)),
                  tr("A share of the PCs first, then more: a PC that has it keeps it when the share grows. "
                     "The PCs of the groups chosen here have it in any case."),
                  tr("Sign and roll out")},
                 parent)
    , m_percent(new QSpinBox(this))
    , m_groups(new QListWidget(this)) {
    m_percent->setObjectName(QStringLiteral("rolloutPercent"));
    m_percent->setRange(0, 100);
    m_percent->setSuffix(tr(" %"));
    m_percent->setAccessibleName(tr("Share of the PCs"));
    m_percent->setValue(one.body.percent);
    m_groups->setObjectName(QStringLiteral("rolloutGroups"));
    m_groups->setAccessibleName(tr("Groups of PCs"));
    std::vector<std::string> left = one.body.deviceGroups;
    for (const wire::DeviceGroup& group : groups) {
        addGroup(ui::toQString(group.name), group.id.text(), std::erase(left, group.id.text()) > 0);
    }
    for (const std::string& group : left) {
        addGroup(ui::toQString(group), group, true);
    }
    auto* share = new QLabel(m_percent->accessibleName(), this);
    share->setBuddy(m_percent);
    auto* chosen = new QLabel(m_groups->accessibleName(), this);
    chosen->setBuddy(m_groups);
    m_groups->setMaximumHeight(kGroupsHeight);
    for (QWidget* part : std::initializer_list<QWidget*>{share, m_percent, chosen, m_groups}) {
        body()->addWidget(part);
    }
}

void RolloutDialog::addGroup(const QString& name, const std::string& id, bool isChosen) {
    auto* item = new QListWidgetItem(name, m_groups);
    item->setData(Qt::UserRole, ui::toQString(id));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
    item->setCheckState(isChosen ? Qt::Checked : Qt::Unchecked);
}

int RolloutDialog::percent() const {
    return m_percent->value();
}

std::vector<std::string> RolloutDialog::deviceGroups() const {
    std::vector<std::string> groups;
    for (int row = 0; row < m_groups->count(); ++row) {
        if (m_groups->item(row)->checkState() == Qt::Checked) {
            groups.push_back(ui::toUtf8(m_groups->item(row)->data(Qt::UserRole).toString()));
        }
    }
    return groups;
}

BlindDialog::BlindDialog(const CompanyTemplate& one, QWidget* parent)
    : FormDialog({tr("Password for \"%1\" that nobody sees").arg(AppTemplatesPresenter::nameOf(one)),
                  tr("It is sealed here for this person. He can have it filled in after a look at his face; "
                     "it is shown to nobody, not to the server either. A new one with the same title "
                     "takes the place of the old one. He must have signed in to the client on a PC before."),
                  tr("Seal and hand over")},
                 parent)
    , m_template(one.body.id)
    , m_login(new FormField(FormField::Kind::Text, this))
    , m_title(new FormField(FormField::Kind::Text, this))
    , m_userName(new FormField(FormField::Kind::Text, this))
    , m_secret(new FormField(FormField::Kind::Password, this)) {
    m_login->setLabel(tr("Login of the person"));
    m_title->setLabel(tr("Title"));
    m_title->setText(AppTemplatesPresenter::nameOf(one));
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
