// SPDX-License-Identifier: GPL-3.0-or-later
#include "addresses/rule_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QVBoxLayout>

#include "addresses/addresses_presenter.h"
#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::addresses {
namespace {

using shell::FormField;

constexpr int kLongestLabel = 100;

void choose(QComboBox& box, const std::string& value) {
    box.setCurrentIndex(qMax(0, box.findData(ui::toQString(value))));
}

} // namespace

RuleDialog::RuleDialog(const std::optional<wire::IpRule>& rule, const QString& ownAddress, QWidget* parent)
    : FormDialog({rule ? tr("Edit rule") : tr("New rule"),
                  tr("Where a kind of caller has any rule that lets in, everybody else of that kind is "
                     "refused. Your own "
                     "address is %1.")
                      .arg(ownAddress),
                  rule ? tr("Take over") : tr("Add rule")},
                 parent)
    , m_range(new FormField(FormField::Kind::Text, this))
    , m_scope(new QComboBox(this))
    , m_action(new QComboBox(this))
    , m_label(new FormField(FormField::Kind::Text, this))
    , m_expires(new QCheckBox(this))
    , m_until(new QDateTimeEdit(QDateTime::currentDateTime().addDays(7), this)) {
    m_range->setLabel(tr("Address or range"));
    m_range->setText(rule ? ui::toQString(rule->range) : ownAddress);
    m_scope->addItem(tr("Consoles of administrators"), QStringLiteral("console"));
    m_scope->addItem(tr("PCs and the people on them"), QStringLiteral("client"));
    m_scope->addItem(tr("PCs that join"), QStringLiteral("enrolment"));
    m_scope->setAccessibleName(tr("For"));
    m_action->addItem(tr("Let in"), QStringLiteral("allow"));
    m_action->addItem(tr("Refuse"), QStringLiteral("deny"));
    m_action->setAccessibleName(tr("Action"));
    m_label->setLabel(tr("Label"));
    m_label->setHint(tr("Such as the office or the provider"));
    m_label->edit()->setMaxLength(kLongestLabel);
    shell::setNamedText(m_expires, tr("Only until"));
    m_until->setAccessibleName(tr("Until"));
    m_until->setCalendarPopup(true);
    m_until->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_until->setMinimumDateTime(QDateTime::currentDateTime());
    if (rule) {
        choose(*m_scope, rule->scope);
        choose(*m_action, rule->action);
        m_label->setText(ui::toQString(rule->label));
        m_expires->setChecked(rule->expiresAt.has_value());
        if (rule->expiresAt) {
            m_until->setDateTime(QDateTime::fromMSecsSinceEpoch(
                std::chrono::duration_cast<std::chrono::milliseconds>(rule->expiresAt->time_since_epoch())
                    .count()));
        }
    }
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_range, m_scope, m_action, m_label, m_expires, m_until}) {
        body()->addWidget(part);
    }
    connect(m_range, &FormField::textChanged, this, &RuleDialog::update);
    connect(m_expires, &QCheckBox::toggled, this, &RuleDialog::update);
    update();
}

wire::IpRule RuleDialog::rule() const {
    wire::IpRule rule{ui::toUtf8(m_range->text().trimmed()), ui::toUtf8(m_scope->currentData().toString()),
                      ui::toUtf8(m_action->currentData().toString()), ui::toUtf8(m_label->text().trimmed()),
                      std::nullopt};
    if (m_expires->isChecked()) {
        rule.expiresAt = TimePoint(std::chrono::milliseconds(m_until->dateTime().toMSecsSinceEpoch()));
    }
    return rule;
}

void RuleDialog::update() {
    const bool isRange = AddressesPresenter::isRange(m_range->text());
    m_range->setFault(
        isRange || m_range->text().isEmpty()
            ? QString()
            : tr("An address such as 192.0.2.7, or a range such as 192.0.2.0/24 or 2001:db8::/32 without "
                 "bits behind the prefix."));
    m_until->setEnabled(m_expires->isChecked());
    setComplete(isRange);
}

} // namespace kaomon::addresses
