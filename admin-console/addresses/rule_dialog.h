// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "shell/form_dialog.h"
#include "wire/ip_rules.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::addresses {

// One rule, new or changed; a new one starts with the own address. Opened with open(); deletes itself when
// closed.
class RuleDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    RuleDialog(const std::optional<wire::IpRule>& rule, const QString& ownAddress, QWidget* parent);

    [[nodiscard]] wire::IpRule rule() const;

private:
    void update();

    shell::FormField* m_range;
    QComboBox* m_scope;
    QComboBox* m_action;
    shell::FormField* m_label;
    QCheckBox* m_expires;
    QDateTimeEdit* m_until;
};

} // namespace kaomon::addresses
