// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before something is done to a PC.
#include "devices/device_questions.h"
#include "devices/devices_page.h"
#include "devices/rename_device_dialog.h"
#include "shell/reason_dialog.h"
#include "shell/text_dialog.h"
#include "ui/qt_text.h"

namespace kaomon::devices {

void DevicesPage::ask(Action action) {
    if (selected() == nullptr) {
        return;
    }
    const wire::Device device = *selected();
    switch (action) {
    case Action::Wipe:
        askWipe(device);
        return;
    case Action::Approve:
    case Action::Move:
        askGroup(action, device);
        return;
    case Action::Rename:
        (new RenameDeviceDialog(m_devices, device, this))->open();
        return;
    case Action::Reactivate:
        m_prompts.confirm(DeviceQuestions::question(action, ui::toQString(device.name)),
                          [this, device](bool isConfirmed) {
                              if (isConfirmed) {
                                  m_devices.apply(Action::Reactivate, device);
                              }
                          });
        return;
    case Action::Suspend:
    case Action::Revoke:
    case Action::Ask:
        break;
    }
    const QString name = ui::toQString(device.name);
    const auto typed = action == Action::Revoke ? shell::ReasonDialog::Typed{tr("Name of the PC"), name}
                                                : shell::ReasonDialog::Typed{};
    auto* dialog = new shell::ReasonDialog(DeviceQuestions::question(action, name), typed, this);
    connect(dialog, &shell::ReasonDialog::confirmed, this, [this, action, device](const QString& reason) {
        action == Action::Ask ? m_devices.askForDiagnostics(device, reason)
                              : m_devices.apply(action, newest(device), reason);
    });
    // Suspending and revoking are taken while the server is read-only, too.
    action == Action::Ask ? dialog->follow(m_devices) : dialog->watch(m_devices);
    dialog->open();
}

// As the list has it by now: whoever was refused for an old revision may press again.
wire::Device DevicesPage::newest(const wire::Device& device) const {
    const wire::Device* known = m_devices.model().row(m_devices.model().indexOf(device.id.text()));
    return known != nullptr ? *known : device;
}

// The name of the PC has to be typed: what a wipe erases does not come back.
void DevicesPage::askWipe(const wire::Device& device) {
    const QString name = ui::toQString(device.name);
    auto* dialog = new shell::TextDialog({tr("Wipe PC"),
                                          tr("%1 is revoked for ever and erases faces, keys and everything "
                                             "else of the organisation as soon as it calls. "
                                             "Files of its users stay. Type the name of the PC to go on.")
                                              .arg(name),
                                          tr("Wipe"), true},
                                         tr("Name of the PC"), name, this);
    connect(dialog, &shell::TextDialog::entered, this, [this, device] {
        auto* reasons = new shell::ReasonDialog(
            {tr("Wipe PC"), tr("Why is %1 wiped?").arg(ui::toQString(device.name)), tr("Wipe"), true}, this);
        connect(reasons, &shell::ReasonDialog::confirmed, this, [this, device](const QString& reason) {
            m_devices.apply(Action::Wipe, newest(device), reason);
        });
        reasons->watch(m_devices);
        reasons->open();
    });
    dialog->open();
}

void DevicesPage::askGroup(Action action, const wire::Device& device) {
    auto* dialog = new GroupChoiceDialog(action, device, m_groups.names(), this);
    dialog->follow(m_devices);
    connect(dialog, &shell::FormDialog::submitted, this, [this, device, dialog] {
        if (const auto group = GroupId::parse(dialog->group())) {
            m_devices.approve(device, *group);
        }
    });
    dialog->open();
}

void DevicesPage::askApproveAll() {
    const auto waiting = allSelected();
    if (waiting.empty()) {
        return;
    }
    auto* dialog =
        new GroupChoiceDialog(static_cast<int>(waiting.size()), waiting.front(), m_groups.names(), this);
    dialog->follow(m_devices);
    connect(dialog, &shell::FormDialog::submitted, this, [this, waiting, dialog] {
        if (const auto group = GroupId::parse(dialog->group())) {
            std::vector<wire::Device> devices;
            for (const wire::Device& device : waiting) {
                devices.push_back(newest(device));
            }
            m_devices.approveAll(std::move(devices), *group);
        }
    });
    dialog->open();
}

} // namespace kaomon::devices
