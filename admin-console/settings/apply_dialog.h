// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_presenter.h"
#include "shell/form_dialog.h"

namespace kaomon::shell {
class FormField;
}

namespace kaomon::settings {

// What the staged changes would do, in numbers and one by one, and the reason that is signed with them.
// Opened with open(); deletes itself when closed. The presenter outlives it.
class ApplyDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    ApplyDialog(SettingsPresenter& presenter, const QString& place, QWidget* parent);

private:
    void update();
    [[nodiscard]] static QString changesHtml(const wire::SettingsPreview& preview);

    SettingsPresenter& m_settings;
    shell::FormField* m_reason;
};

} // namespace kaomon::settings
