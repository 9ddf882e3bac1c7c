// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "devices/devices_presenter.h"
#include "shell/form_dialog.h"

namespace kaomon::shell {
class FormField;
}

namespace kaomon::devices {

// The name of a PC in the console. When somebody else has renamed it meanwhile, the two names are shown and
// one is chosen. Opened with open(); deletes itself when closed. The presenter outlives it.
class RenameDeviceDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    RenameDeviceDialog(DevicesPresenter& presenter, const wire::Device& device, QWidget* parent);

private:
    void check();
    void merge();

    DevicesPresenter& m_devices;
    wire::Device m_device; // as the field was filled from
    shell::FormField* m_name;
};

} // namespace kaomon::devices
