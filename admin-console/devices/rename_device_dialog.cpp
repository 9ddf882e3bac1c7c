// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/rename_device_dialog.h"

#include <utility>

#include <QLineEdit>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/merge_dialog.h"
#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

constexpr std::size_t kLongestName = 200; // bytes, as the server counts

} // namespace

RenameDeviceDialog::RenameDeviceDialog(DevicesPresenter& presenter, const wire::Device& device,
                                       QWidget* parent)
    : FormDialog({tr("Rename PC"), tr("The name in this console; the PC keeps its own."), tr("Rename")},
                 parent)
    , m_devices(presenter)
    , m_device(device)
    , m_name(new shell::FormField(shell::FormField::Kind::Text, this)) {
    m_name->setLabel(tr("Name of the PC"));
    m_name->setText(ui::toQString(device.name));
    m_name->edit()->selectAll();
    body()->addWidget(m_name);
    connect(m_name, &shell::FormField::textChanged, this, &RenameDeviceDialog::check);
    connect(this, &FormDialog::submitted, this, [this] { m_devices.rename(m_device, m_name->text()); });
    connect(&presenter, &DevicesPresenter::changed, this, &RenameDeviceDialog::merge);
    follow(presenter);
    check();
    m_name->edit()->setFocus();
}

void RenameDeviceDialog::check() {
    const std::string name = ui::toUtf8(m_name->text().trimmed());
    const bool isTooLong = name.size() > kLongestName;
    m_name->setFault(isTooLong ? tr("Shorten the name.") : QString());
    setComplete(!name.empty() && !isTooLong && name != m_device.name);
}

// The list was fetched again, because the server has refused the name as too old or for another reason.
void RenameDeviceDialog::merge() {
    const int index = m_devices.model().indexOf(m_device.id.text());
    const wire::Device* now = m_devices.model().row(index);
    if (now == nullptr || now->rev == m_device.rev || m_devices.isBusy()) {
        return;
    }
    const wire::Device before = std::exchange(m_device, *now);
    shell::mergeFields(
        ui::toQString(before.name),
        {{tr("Name of the PC"), ui::toQString(before.name), ui::toQString(m_device.name),
          m_name->text().trimmed(), [this] { m_name->setText(ui::toQString(m_device.name)); }}},
        this);
    check();
}

} // namespace kaomon::devices
