// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appfill/app_templates_presenter.h"
#include "shell/form_dialog.h"
#include "wire/devices.h"

class QCheckBox;
class QSpinBox;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::appfill {

// How far a template of the company is rolled out. Opened with open(); deletes itself when closed. GUI
// thread.
class RolloutDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    RolloutDialog(const CompanyTemplate& one, QWidget* parent);

    [[nodiscard]] int percent() const;
    [[nodiscard]] std::vector<std::string> deviceGroups() const;

private:
    QSpinBox* m_percent;
    shell::FormField* m_groups;
};

// A password that a person can use and not see. As above.
class BlindDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    BlindDialog(const CompanyTemplate& one, QWidget* parent);

    // What was typed, which is then gone from the fields.
    [[nodiscard]] BlindOrder take();

private:
    void update();

    VaultItemId m_template;
    shell::FormField* m_login;
    shell::FormField* m_title;
    shell::FormField* m_userName;
    shell::FormField* m_secret;
};

} // namespace kaomon::appfill
