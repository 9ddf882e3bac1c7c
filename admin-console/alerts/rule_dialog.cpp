// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/rule_dialog.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "alerts/alerts_presenter.h"
#include "shell/form_field.h"
#include "shell/merge_dialog.h"
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
    , m_known(rule)
    , m_name(new FormField(FormField::Kind::Text, this))
    , m_events(new QComboBox(this))
    , m_count(new QSpinBox(this))
    , m_minutes(new QSpinBox(this))
    , m_per(new QComboBox(this))
    , m_mail(new QCheckBox(this)) {
    m_name->setLabel(tr("Name"));
    m_name->edit()->setMaxLength(kLongestName);
    fillEvents();
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
        choose(rule->wanted);
        choosePer(rule->per);
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

void RuleDialog::fillEvents() {
    const QString names[] = {tr("Refused logons and unlocks"),
                             tr("A picture or mask instead of a face"),
                             tr("Somebody else at a locked PC"),
                             tr("Password used instead of the face"),
                             tr("Face or PIN locked on a PC"),
                             tr("Somebody tampers with the client"),
                             tr("Trouble of PCs"),
                             tr("Everything critical")};
    for (std::size_t i = 0; i < choices().size(); ++i) {
        m_events->addItem(names[i], static_cast<int>(i));
    }
}

// A selection that this dialog has no word for gets a choice of its own, the last one.
void RuleDialog::choose(const wire::EventSelection& wanted) {
    const auto known =
        std::ranges::find_if(choices(), [&](const auto& choice) { return isSame(choice, wanted); });
    if (known != choices().end()) {
        m_events->setCurrentIndex(static_cast<int>(known - choices().begin()));
        return;
    }
    if (const int old = m_events->findData(-1); old >= 0) {
        m_events->removeItem(old);
    }
    m_other = wanted;
    m_events->addItem(textOf(wanted), -1);
    m_events->setCurrentIndex(m_events->count() - 1);
}

void RuleDialog::choosePer(const std::string& per) {
    m_per->setCurrentIndex(qMax(0, m_per->findData(ui::toQString(per))));
}

QString RuleDialog::textOf(const wire::EventSelection& wanted) const {
    for (std::size_t i = 0; i < choices().size(); ++i) {
        if (isSame(choices()[i], wanted)) {
            return m_events->itemText(static_cast<int>(i));
        }
    }
    const QString text = selectionText(wanted);
    return text.isEmpty() ? tr("Every event") : text;
}

void RuleDialog::takeNewer(const wire::AlertRule& newer) {
    if (!m_known || newer.id != m_known->id || newer.rev == m_known->rev) {
        return;
    }
    const wire::AlertRule before = std::exchange(*m_known, newer);
    const wire::NewAlertRule mine = rule();
    const auto number = [](int value) { return QString::number(value); };
    const auto per = [this](const std::string& value) {
        return m_per->itemText(qMax(0, m_per->findData(ui::toQString(value))));
    };
    const auto yes = [](bool is) { return is ? tr("Yes") : tr("No"); };
    shell::mergeFields(
        ui::toQString(before.name),
        {{m_name->edit()->accessibleName(), ui::toQString(before.name), ui::toQString(newer.name),
          ui::toQString(mine.name), [this, newer] { m_name->setText(ui::toQString(newer.name)); }},
         {m_events->accessibleName(), textOf(before.wanted), textOf(newer.wanted), textOf(mine.wanted),
          [this, newer] { choose(newer.wanted); }},
         {m_count->accessibleName(), number(before.count), number(newer.count), number(mine.count),
          [this, newer] { m_count->setValue(newer.count); }},
         {m_minutes->accessibleName(), number(before.minutes), number(newer.minutes), number(mine.minutes),
          [this, newer] { m_minutes->setValue(newer.minutes); }},
         {m_per->accessibleName(), per(before.per), per(newer.per), per(mine.per),
          [this, newer] { choosePer(newer.per); }},
         {m_mail->text(), yes(before.sendsMail), yes(newer.sendsMail), yes(mine.sendsMail),
          [this, newer] { m_mail->setChecked(newer.sendsMail); }}},
        this);
    update();
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
