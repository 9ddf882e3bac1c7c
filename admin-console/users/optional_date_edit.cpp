// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/optional_date_edit.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>

#include "shell/form_field.h"
#include "shell/local_text.h"

namespace kaomon::users {

OptionalDateEdit::OptionalDateEdit(QWidget* parent)
    : QWidget(parent)
    , m_isSet(new QCheckBox(this))
    , m_edit(new QDateTimeEdit(this)) {
    m_edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_edit->setCalendarPopup(true);
    m_edit->setMinimumDate(QDate(2000, 1, 1));
    m_edit->setMaximumDate(QDate(2199, 12, 31));
    m_edit->setMinimumWidth(190);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_isSet, 1);
    row->addWidget(m_edit);
    connect(m_isSet, &QCheckBox::toggled, m_edit, &QWidget::setEnabled);
    connect(m_isSet, &QCheckBox::toggled, this, &OptionalDateEdit::changed);
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, &OptionalDateEdit::changed);
    setTime(std::nullopt);
}

void OptionalDateEdit::setLabel(const QString& label) {
    shell::setNamedText(m_isSet, label);
    m_edit->setAccessibleName(label);
}

void OptionalDateEdit::setTime(const std::optional<TimePoint>& time) {
    const QDateTime shown = time ? shell::toDateTime(*time) : QDateTime(QDate::currentDate(), QTime(0, 0));
    m_edit->setDateTime(shown);
    m_edit->setEnabled(time.has_value());
    m_isSet->setChecked(time.has_value());
}

std::optional<TimePoint> OptionalDateEdit::time() const {
    if (!m_isSet->isChecked()) {
        return std::nullopt;
    }
    const qint64 minutes = m_edit->dateTime().toSecsSinceEpoch() / 60;
    return fromEpochMicros(minutes * 60 * 1000000);
}

} // namespace kaomon::users
