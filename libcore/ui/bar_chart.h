// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

#include "ui/theme.h"

class QVBoxLayout;

namespace kaomon::ui {

// Values as horizontal bars below each other, the longest over the whole width. Each bar is a button (Tab and
// Space reach it, its accessible name is "label: value") that says which one it is. GUI thread.
class BarChart final : public QWidget {
    Q_OBJECT

public:
    struct Bar {
        QString key; // what is behind the bar
        QString label;
        long long value = 0;
        Tone tone = Tone::Info;
    };

    explicit BarChart(QWidget* parent = nullptr);

    void setBars(const std::vector<Bar>& bars);

signals:
    void activated(const QString& key);

private:
    QVBoxLayout* m_column;
};

} // namespace kaomon::ui
