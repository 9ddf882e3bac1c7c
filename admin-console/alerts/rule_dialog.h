// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "shell/form_dialog.h"
#include "wire/alerts.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::alerts {

// A rule, new or to be changed: which events, how many in how many minutes, counted for whom. Opened with
// open(); deletes itself when closed. GUI thread.
class RuleDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    RuleDialog(const std::optional<wire::AlertRule>& rule, QWidget* parent);

    [[nodiscard]] wire::NewAlertRule rule() const;
    // What the fields were filled from; nullopt: a new one.
    [[nodiscard]] const std::optional<wire::AlertRule>& known() const { return m_known; }
    // Somebody else has saved the rule that is being changed.
    void takeNewer(const wire::AlertRule& newer);

private:
    void fillEvents();
    void choose(const wire::EventSelection& wanted);
    void choosePer(const std::string& per);
    [[nodiscard]] QString textOf(const wire::EventSelection& wanted) const;
    void update();

    std::optional<wire::AlertRule> m_known;
    shell::FormField* m_name;
    QComboBox* m_events;
    QSpinBox* m_count;
    QSpinBox* m_minutes;
    QComboBox* m_per;
    QCheckBox* m_mail;
    std::optional<wire::EventSelection> m_other; // of a rule that this dialog has no word for
};

} // namespace kaomon::alerts
