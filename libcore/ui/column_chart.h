// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

#include "ui/theme.h"

class QHBoxLayout;

namespace kaomon::ui {

// Values over time as columns beside each other, each of one or two parts (the second on top, in another
// tone). Each column is a button, as in BarChart. GUI thread.
class ColumnChart final : public QWidget {
    Q_OBJECT

public:
    struct Column {
        QString key;
        QString label; // below, where there is room
        QString name;  // accessible name and tool tip
        long long lower = 0;
        long long upper = 0;

        bool operator==(const Column&) const = default;
    };

    explicit ColumnChart(QWidget* parent = nullptr);

    void setColumns(const std::vector<Column>& columns, Tone lower, Tone upper);
    [[nodiscard]] QSize sizeHint() const override { return {360, 150}; }

signals:
    void activated(const QString& key);

private:
    QHBoxLayout* m_row;
    QWidget* m_buttons = nullptr;
    std::vector<Column> m_columns;
    Tone m_lower = Tone::Neutral;
    Tone m_upper = Tone::Neutral;
};

} // namespace kaomon::ui
