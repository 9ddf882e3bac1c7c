// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "devices/device_details_presenter.h"
#include "shell/form_dialog.h"
#include "ui/state_panel.h"

class QLabel;

namespace kaomon::devices {

// Everything that is known of one PC. Opened with open(); deletes itself when closed. The session outlives
// it.
class DeviceDetailsDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    DeviceDetailsDialog(shell::ConsoleSession& session, const wire::Device& device, QWidget* parent);

private:
    void refresh();
    [[nodiscard]] QString html() const;
    [[nodiscard]] QString clockText() const;

    DeviceDetailsPresenter m_presenter;
    ui::StatePanel* m_states;
    QLabel* m_facts;
};

} // namespace kaomon::devices
