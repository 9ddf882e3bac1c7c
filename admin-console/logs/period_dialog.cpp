// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/period_dialog.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/local_text.h"

namespace kaomon::logs {

PeriodDialog::PeriodDialog(TimePoint from, TimePoint to, QWidget* parent)
    : FormDialog({tr("Period"), tr("Events from the first up to the second time are shown."), tr("Show")},
                 parent)
    , m_from(new QDateTimeEdit(shell::toDateTime(from), this))
    , m_to(new QDateTimeEdit(shell::toDateTime(to), this)) {
    const std::pair<QDateTimeEdit*, QString> edits[] = {{m_from, tr("From")}, {m_to, tr("To")}};
    for (const auto& [edit, name] : edits) {
        auto* label = shell::makeLabel("hint", this);
        label->setText(name);
        edit->setAccessibleName(name);
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
        body()->addWidget(label);
        body()->addWidget(edit);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this,
                [this] { setComplete(m_from->dateTime() < m_to->dateTime()); });
    }
    connect(this, &FormDialog::submitted, this, [this] {
        emit chosen(shell::toTimePoint(m_from->dateTime()), shell::toTimePoint(m_to->dateTime()));
        accept();
    });
}

} // namespace kaomon::logs
