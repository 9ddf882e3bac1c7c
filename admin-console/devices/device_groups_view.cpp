// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_groups_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "devices/device_group_dialog.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/feature_page.h"
#include "shell/form_field.h"
#include "shell/text_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::devices {

DeviceGroupsView::DeviceGroupsView(DeviceGroupsPresenter& presenter, ui::Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_groups(presenter)
    , m_prompts(prompts)
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_rotation(new QWidget(this))
    , m_bar(new QProgressBar(this))
    , m_left(shell::makeLabel("hint", this))
    , m_stop(new QPushButton(this))
    , m_add(new QPushButton(this))
    , m_edit(new QPushButton(this))
    , m_rotate(new QPushButton(this))
    , m_remove(new QPushButton(this)) {
    build();
    const auto add = [this] { (new DeviceGroupDialog(m_groups, std::nullopt, this))->open(); };
    connect(m_add, &QPushButton::clicked, this, add);
    connect(m_edit, &QPushButton::clicked, this,
            [this] { (new DeviceGroupDialog(m_groups, *selected(), this))->open(); });
    connect(m_rotate, &QPushButton::clicked, this, &DeviceGroupsView::askRotate);
    connect(m_remove, &QPushButton::clicked, this, &DeviceGroupsView::askRemove);
    connect(m_stop, &QPushButton::clicked, &presenter, &DeviceGroupsPresenter::stopRotation);
    connect(m_states, &ui::StatePanel::retryRequested, &presenter, &DeviceGroupsPresenter::reload);
    connect(&presenter, &DeviceGroupsPresenter::changed, this, &DeviceGroupsView::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DeviceGroupsView::refresh);
    retranslate();
}

void DeviceGroupsView::build() {
    ui::setPart(*m_add, "primary");
    ui::setPart(*m_remove, "danger");
    shell::lockWrites(m_groups.session(), {m_add, m_edit, m_rotate, m_remove});
    shell::setUpTable(*m_table, &m_groups.model());
    new shell::ColumnFitter(*m_table, {{.width = 180, .takesRest = true},
                                       {.width = 70},
                                       {.width = 150, .rank = 1},
                                       {.width = 160, .rank = 2, .takesRest = true},
                                       {.width = 150}});
    m_states->setContent(m_table);
    m_bar->setTextVisible(false);
    auto* progress = new QHBoxLayout(m_rotation);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->addWidget(m_bar, 1);
    progress->addWidget(m_left, 2);
    progress->addWidget(m_stop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton* button : {m_rotate, m_edit, m_remove, m_add}) {
        buttons->addWidget(button);
    }
    column->addLayout(buttons);
    column->addWidget(m_rotation);
    column->addWidget(m_states, 1);
}

const wire::DeviceGroup* DeviceGroupsView::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_groups.model().row(rows.first().row());
}

void DeviceGroupsView::askRotate() {
    const wire::DeviceGroup group = *selected();
    m_prompts.confirm({tr("Replace the face key"),
                       tr("Every face that the %1 PCs of %2 use is sealed with a new key. People log on "
                          "meanwhile as always. It can be "
                          "stopped and taken up again at any time.")
                           .arg(group.devices)
                           .arg(ui::toQString(group.name)),
                       tr("Replace face key"), false},
                      [this, group](bool isConfirmed) {
                          if (isConfirmed) {
                              m_groups.rotate(group);
                          }
                      });
}

void DeviceGroupsView::askRemove() {
    const wire::DeviceGroup group = *selected();
    auto* dialog = new shell::TextDialog(
        {tr("Delete group"),
         tr("The group %1 and its settings go. Only a group without PCs and open enrolment codes can be "
            "deleted. Type its name to go on.")
             .arg(ui::toQString(group.name)),
         tr("Delete group"), true},
        tr("Name of the group"), ui::toQString(group.name), this);
    connect(dialog, &shell::TextDialog::entered, this, [this, group] { m_groups.remove(group); });
    dialog->follow(m_groups);
    dialog->open();
}

void DeviceGroupsView::showProgress() {
    m_rotation->setVisible(m_groups.isRotating());
    const auto& progress = m_groups.progress();
    if (!progress) {
        m_bar->setRange(0, 0);
        m_left->setText(tr("The new key is announced…"));
        return;
    }
    const long long left = progress->templatesLeft + progress->devicesLeft + progress->adminsLeft;
    m_bar->setRange(0, static_cast<int>(qMax(progress->total, left)));
    m_bar->setValue(static_cast<int>(qMax(progress->total, left) - left));
    m_left->setText(tr("Left: %1 faces, %2 PCs, %3 administrators")
                        .arg(progress->templatesLeft)
                        .arg(progress->devicesLeft)
                        .arg(progress->adminsLeft));
}

void DeviceGroupsView::refresh() {
    const wire::DeviceGroup* group = selected();
    const bool isFree = !m_groups.isBusy() && m_groups.mayManage() && !m_groups.isRotating();
    m_add->setEnabled(isFree && m_groups.isOwner());
    m_edit->setEnabled(isFree && group != nullptr);
    m_rotate->setEnabled(isFree && group != nullptr);
    m_remove->setEnabled(isFree && group != nullptr && group->devices == 0);
    showProgress();
    shell::showListState(
        *m_states, m_groups.state(), m_groups.error(),
        {tr("No groups of PCs"), tr("The first one comes with the founding of the organisation.")});
}

void DeviceGroupsView::retranslate() {
    m_bar->setAccessibleName(tr("Progress of the replacement"));
    m_table->setAccessibleName(tr("List of groups of PCs"));
    shell::setNamedText(m_add, tr("New group of PCs"));
    shell::setNamedText(m_edit, tr("Edit group"));
    shell::setNamedText(m_rotate, tr("Replace face key"));
    shell::setNamedText(m_remove, tr("Delete group"));
    shell::setNamedText(m_stop, tr("Stop for now"));
    m_groups.model().retranslate();
    refresh();
}

} // namespace kaomon::devices
