// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "shell/form_dialog.h"

class QComboBox;
class QLabel;

namespace kaomon::shell {

class FormField;

// Another role for somebody, with what the role may do and the reason. Opened with open(); deletes itself
// when closed. GUI thread.
class RoleDialog final : public FormDialog {
    Q_OBJECT
public:
    RoleDialog(const QString& person, const std::string& present, QWidget* parent);

    // What a role may do, in one sentence.
    [[nodiscard]] static QString roleHint(const std::string& role);

signals:
    void chosen(const std::string& role, const QString& reason);

private:
    void update();

    std::string m_present;
    QComboBox* m_role;
    QLabel* m_hint;
    FormField* m_reason;
};

} // namespace kaomon::shell
