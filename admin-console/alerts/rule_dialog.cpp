// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/rule_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "alerts/alerts_presenter.h"
#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::alerts {
namespace {

using shell::FormField;

constexpr int kLongestName = 80;
constexpr int kMostEvents = 100;
constexpr int kMostMinutes = 60;

// What is worth being told about, in the order of the list.
const std::vector<wire::EventSelection>& choices() {
    static const std::vector<wire::EventSelection> kChoices{
        {{"auth"}, {}, {"ng"}, {}, {}},
        {{}, {}, {}, {"spoof_suspected"}, {}},
        {{}, {"STRANGER_LOCK"}, {}, {}, {}},
        {{}, {"FALLBACK_PW"}, {}, {}, {}},
        {{}, {"LOCKOUT"}, {}, {}, {}},
        {{}, {"TAMPER"}, {}, {}, {}},
        {{"device"}, {}, {}, {}, {"warning", "critical"}},
        {{}, {}, {}, {}, {"critical"}},
    };
    return kChoices;
}

bool isSame(const wire::EventSelection& a, const wire::EventSelection& b) {
    return a.kinds == b.kinds && a.codes == b.codes && a.results == b.results && a.reasons == b.reasons &&
           a.severities == b.severities;
}

} // namespace

RuleDialog::RuleDialog(const std::optional<wire::AlertRule>& rule, QWidget* parent)
    : FormDialog({rule ? tr("Change rule") : tr("New rule"),
                  tr("So many events within so many minutes are one alert; then none about the same until "
                     "that time is over."),
                  rule ? tr("Change rule") : tr("Add rule")},
                 parent)
    , m_name(new FormField(FormField::Kind::Text, this))
    , m_events(new QComboBox(this))
    , m_count(new QSpinBox(this))
    , m_minutes(new QSpinBox(this))
    , m_per(new QComboBox(this))
    , m_mail(new QCheckBox(this)) {
    m_name->setLabel(tr("Name"));
    m_name->edit()->setMaxLength(kLongestName);
    fillEvents(rule);
    m_count->setRange(1, kMostEvents);
    m_count->setValue(rule ? rule->count : 3);
    m_minutes->setRange(1, kMostMinutes);
    m_minutes->setValue(rule ? rule->minutes : 5);
    m_per->addItem(tr("for each PC"), QStringLiteral("device"));
    m_per->addItem(tr("for each person"), QStringLiteral("user"));
    m_per->addItem(tr("in the whole organisation"), QStringLiteral("tenant"));
    shell::setNamedText(m_mail, tr("Also send a mail to the owners"));
    m_mail->setChecked(!rule || rule->sendsMail);
    if (rule) {
        m_name->setText(ui::toQString(rule->name));
        m_per->setCurrentIndex(qMax(0, m_per->findData(ui::toQString(rule->per))));
    }
    body()->addWidget(m_name);
    auto* form = new QFormLayout;
    const std::pair<QString, QWidget*> rows[] = {{tr("Events"), m_events},
                                                 {tr("How many"), m_count},
                                                 {tr("Within minutes"), m_minutes},
                                                 {tr("Counted"), m_per}};
    for (const auto& [label, field] : rows) {
        field->setAccessibleName(label);
        form->addRow(label, field);
    }
    body()->addLayout(form);
    body()->addWidget(m_mail);
    connect(m_name, &FormField::textChanged, this, &RuleDialog::update);
    update();
}

void RuleDialog::fillEvents(const std::optional<wire::AlertRule>& rule) {
    const QString names[] = {tr("Refused logons and unlocks"),
                             tr("A picture or mask instead of a face"),
                             tr("Somebody else at a locked PC"),
                             tr("Password used instead of the face"),
                             tr("Accounts locked"),
                             tr("Somebody tampers with the client"),
                             tr("Trouble of PCs"),
                             tr("Everything critical")};
    bool isKnown = false;
    for (std::size_t i = 0; i < choices().size(); ++i) {
        m_events->addItem(names[i], static_cast<int>(i));
        if (rule && isSame(choices()[i], rule->wanted)) {
            m_events->setCurrentIndex(static_cast<int>(i));
            isKnown = true;
        }
    }
    if (rule && !isKnown) {
        m_other = rule->wanted;
        const QString text = selectionText(rule->wanted);
        m_events->addItem(text.isEmpty() ? tr("Every event") : text, -1);
        m_events->setCurrentIndex(m_events->count() - 1);
    }
}

wire::NewAlertRule RuleDialog::rule() const {
    const int choice = m_events->currentData().toInt();
    return {AlertRuleId::generate(),
            ui::toUtf8(m_name->text().trimmed()),
            choice < 0 ? m_other.value_or(wire::EventSelection())
                       : choices().at(static_cast<std::size_t>(choice)),
            m_count->value(),
            m_minutes->value(),
            ui::toUtf8(m_per->currentData().toString()),
            m_mail->isChecked()};
}

void RuleDialog::update() {
    setComplete(!m_name->text().trimmed().isEmpty());
}

} // namespace kaomon::alerts
