// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appfill/app_templates_presenter.h"
#include "appfill/hidden_passwords_presenter.h"
#include "shell/form_dialog.h"

class QListWidget;
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
    // `groups` of PCs to choose from; one that the template names and that is not among them stays named.
    RolloutDialog(const CompanyTemplate& one, const std::vector<wire::DeviceGroup>& groups, QWidget* parent);

    [[nodiscard]] int percent() const;
    [[nodiscard]] std::vector<std::string> deviceGroups() const;

private:
    void addGroup(const QString& name, const std::string& id, bool isChosen);

    QSpinBox* m_percent;
    QListWidget* m_groups;
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
