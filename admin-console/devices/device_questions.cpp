// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_questions.h"

#include <QComboBox>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

using Action = DevicesPresenter::Action;

} // namespace

ui::Question DeviceQuestions::question(Action action, const QString& name) {
    switch (action) {
    case Action::Suspend:
        return {tr("Suspend PC"), tr("Nobody can log on by face to %1 until it is active again.").arg(name),
                tr("Suspend"), false};
    case Action::Reactivate:
        return {tr("Reactivate PC"), tr("%1 takes part again.").arg(name), tr("Reactivate"), false};
    case Action::Ask:
        return {
            tr("Ask for diagnostics"),
            tr("The people at %1 are shown your name and the reason. They see everything before it is sent "
               "and may decline; the ticket then appears on the page Diagnostics.")
                .arg(name),
            tr("Ask"), false};
    default:
        return {
            tr("Revoke PC"),
            tr("%1 erases everything that it holds of the organisation and never returns. To use it again it "
               "must be enrolled anew. Type the name of the PC to go on.")
                .arg(name),
            tr("Revoke"), true};
    }
}

shell::FormDialog::Texts GroupChoiceDialog::textsOf(Action action, const QString& name) {
    if (action == Action::Approve) {
        return {tr("Take the PC in"),
                tr("%1 gets the faces of the group. Take in only a PC that you expect: its name is what the "
                   "PC said of "
                   "itself.")
                    .arg(name),
                tr("Take in"), false};
    }
    return {tr("Move to another group"),
            tr("%1 gets the faces and settings of the other group at its next call.").arg(name), tr("Move"),
            false};
}

shell::FormDialog::Texts GroupChoiceDialog::textsOfMany(int count) {
    return {
        tr("Take the PCs in"),
        tr("%n PCs get the faces of the group. Take in only PCs that you expect: their names are what they "
           "said of themselves.",
           nullptr, count),
        tr("Take in"), false};
}

GroupChoiceDialog::GroupChoiceDialog(Action action, const wire::Device& device,
                                     const std::map<std::string, QString>& groups, QWidget* parent)
    : GroupChoiceDialog(textsOf(action, ui::toQString(device.name)), action, device, groups, parent) {}

GroupChoiceDialog::GroupChoiceDialog(int count, const wire::Device& device,
                                     const std::map<std::string, QString>& groups, QWidget* parent)
    : GroupChoiceDialog(textsOfMany(count), Action::Approve, device, groups, parent) {}

GroupChoiceDialog::GroupChoiceDialog(const Texts& texts, Action action, const wire::Device& device,
                                     const std::map<std::string, QString>& groups, QWidget* parent)
    : FormDialog(texts, parent)
    , m_group(new QComboBox(this)) {
    m_group->setAccessibleName(tr("Group of PCs"));
    for (const auto& [id, name] : groups) {
        const bool isPossible = action == Action::Approve || id != device.group.text();
        if (isPossible) {
            m_group->addItem(name, ui::toQString(id));
        }
    }
    if (action == Action::Approve) {
        m_group->setCurrentIndex(qMax(0, m_group->findData(ui::toQString(device.group.text()))));
    }
    body()->addWidget(m_group);
    setComplete(m_group->count() > 0);
}

std::string GroupChoiceDialog::group() const {
    return ui::toUtf8(m_group->currentData().toString());
}

} // namespace kaomon::devices
