// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_group_dialog.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/local_text.h"
#include "shell/merge_dialog.h"
#include "ui/qt_text.h"

namespace kaomon::devices {

DeviceGroupDialog::DeviceGroupDialog(DeviceGroupsPresenter& presenter,
                                     const std::optional<wire::DeviceGroup>& group, QWidget* parent)
    : FormDialog(
          {group ? tr("Group of PCs") : tr("New group of PCs"),
           tr("The PCs of a group share one face key; faces go only to PCs of groups that may use them."),
           group ? tr("Save") : tr("Create group")},
          parent)
    , m_groups(presenter)
    , m_group(group)
    , m_name(new shell::FormField(shell::FormField::Kind::Text, this))
    , m_note(new shell::FormField(shell::FormField::Kind::Text, this))
    , m_shared(new QCheckBox(this))
    , m_people(new QListWidget(this)) {
    m_name->setLabel(tr("Name of the group"));
    m_note->setLabel(tr("Note"));
    shell::setNamedText(m_shared, tr("Several people use each of these PCs"));
    auto* label = shell::makeLabel("hint", this);
    label->setText(
        tr("Only the faces of these groups of people are given to the PCs. Nothing ticked: everybody's."));
    m_people->setAccessibleName(tr("Groups of people"));
    m_people->setMinimumHeight(130);
    for (const wire::UserGroup& people : presenter.userGroups()) {
        auto* item = new QListWidgetItem(ui::toQString(people.name), m_people);
        item->setData(Qt::UserRole, ui::toQString(people.id.text()));
        const bool isTicked =
            group && std::ranges::find(group->userGroups, people.id) != group->userGroups.end();
        item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
    }
    if (group) {
        m_name->setText(ui::toQString(group->name));
        m_note->setText(ui::toQString(group->note));
        m_shared->setChecked(group->shared);
    }
    for (QWidget* part : std::initializer_list<QWidget*>{m_name, m_note, m_shared, label, m_people}) {
        body()->addWidget(part);
    }
    const auto check = [this] { setComplete(!m_name->text().trimmed().isEmpty()); };
    connect(m_name, &shell::FormField::textChanged, this, check);
    connect(this, &FormDialog::submitted, this, &DeviceGroupDialog::submit);
    connect(&presenter, &DeviceGroupsPresenter::changed, this, &DeviceGroupDialog::merge);
    follow(presenter);
    check();
    m_name->edit()->setFocus();
}

DeviceGroupForm DeviceGroupDialog::form() const {
    DeviceGroupForm form{m_name->text(), m_note->text(), m_shared->isChecked(), {}};
    for (int i = 0; i < m_people->count(); ++i) {
        const QListWidgetItem* item = m_people->item(i);
        const auto id = GroupId::parse(ui::toUtf8(item->data(Qt::UserRole).toString()));
        if (item->checkState() == Qt::Checked && id) {
            form.userGroups.push_back(*id);
        }
    }
    return form;
}

QString DeviceGroupDialog::namesOf(const std::vector<GroupId>& groups) const {
    QStringList names;
    for (const wire::UserGroup& people : m_groups.userGroups()) {
        if (std::ranges::find(groups, people.id) != groups.end()) {
            names.append(ui::toQString(people.name));
        }
    }
    return shell::listText(names);
}

void DeviceGroupDialog::tick(const std::vector<GroupId>& groups) {
    for (int i = 0; i < m_people->count(); ++i) {
        QListWidgetItem* item = m_people->item(i);
        const auto id = GroupId::parse(ui::toUtf8(item->data(Qt::UserRole).toString()));
        const bool isTicked = id && std::ranges::find(groups, *id) != groups.end();
        item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
    }
}

// Somebody else has saved the group that is being edited.
void DeviceGroupDialog::merge() {
    const auto& rows = m_groups.model().rows();
    const auto found = m_group ? std::ranges::find(rows, m_group->id, &wire::DeviceGroup::id) : rows.end();
    if (found == rows.end() || found->rev == m_group->rev) {
        return;
    }
    const wire::DeviceGroup before = std::exchange(*m_group, *found);
    const wire::DeviceGroup& now = *m_group;
    const DeviceGroupForm mine = form();
    const auto yes = [](bool is) { return is ? tr("Yes") : tr("No"); };
    shell::mergeFields(ui::toQString(before.name),
                       {{tr("Name of the group"), ui::toQString(before.name), ui::toQString(now.name),
                         mine.name.trimmed(), [this] { m_name->setText(ui::toQString(m_group->name)); }},
                        {tr("Note"), ui::toQString(before.note), ui::toQString(now.note), mine.note.trimmed(),
                         [this] { m_note->setText(ui::toQString(m_group->note)); }},
                        {m_shared->text(), yes(before.shared), yes(now.shared), yes(mine.isShared),
                         [this] { m_shared->setChecked(m_group->shared); }},
                        {tr("Groups of people"), namesOf(before.userGroups), namesOf(now.userGroups),
                         namesOf(mine.userGroups), [this] { tick(m_group->userGroups); }}},
                       this);
}

void DeviceGroupDialog::submit() {
    m_group ? m_groups.change(*m_group, form()) : m_groups.create(form());
}

} // namespace kaomon::devices
