// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "shell/form_dialog.h"

class QDateTimeEdit;

namespace kaomon::logs {

// From when to when. Opened with open(); deletes itself when closed.
class PeriodDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    PeriodDialog(TimePoint from, TimePoint to, QWidget* parent);

signals:
    // `from` is before `to`. The dialog closes.
    void chosen(kaomon::TimePoint from, kaomon::TimePoint to);

private:
    QDateTimeEdit* m_from;
    QDateTimeEdit* m_to;
};

} // namespace kaomon::logs
