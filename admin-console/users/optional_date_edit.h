// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "base/clock.h"

class QCheckBox;
class QDateTimeEdit;

namespace kaomon::users {

// A point in time that may be left open: a tick and, behind it, day and time of the console's zone. The label
// of the tick is the accessible name of both. GUI thread.
class OptionalDateEdit final : public QWidget {
    Q_OBJECT
public:
    explicit OptionalDateEdit(QWidget* parent = nullptr);

    void setLabel(const QString& label);
    void setTime(const std::optional<TimePoint>& time);
    [[nodiscard]] std::optional<TimePoint> time() const; // to the minute

signals:
    void changed();

private:
    QCheckBox* m_isSet;
    QDateTimeEdit* m_edit;
};

} // namespace kaomon::users
