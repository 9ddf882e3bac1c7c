// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/column_chart.h"

#include <algorithm>

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

namespace kaomon::ui {
namespace {

constexpr int kLabelHeight = 20;

QColor colourOf(Tone tone) {
    return themeColour(tone == Tone::Neutral ? QStringLiteral("text-muted")
                                             : QString::fromLatin1(toneName(tone)));
}

class ColumnButton final : public QAbstractButton {
public:
    ColumnButton(ColumnChart::Column column, long long highest, Tone lower, Tone upper, QWidget* parent)
        : QAbstractButton(parent)
        , m_column(std::move(column))
        , m_highest(std::max<long long>(highest, 1))
        , m_lower(lower)
        , m_upper(upper) {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setMinimumSize(8, 80);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAccessibleName(m_column.name);
        setToolTip(m_column.name);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int room = height() - kLabelHeight - 4;
        const auto lengthOf = [&](long long value) {
            return static_cast<double>(room) * static_cast<double>(value) / static_cast<double>(m_highest);
        };
        const double lower = lengthOf(m_column.lower);
        const double upper = lengthOf(m_column.upper);
        const double margin = std::min(4.0, width() * 0.15);
        const double width = this->width() - 2 * margin;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(m_lower));
        painter.drawRect(QRectF(margin, 4 + room - lower, width, lower));
        painter.setBrush(colourOf(m_upper));
        painter.drawRect(QRectF(margin, 4 + room - lower - upper, width, upper));
        painter.setPen(themeColour(QStringLiteral("line")));
        painter.drawLine(0, 4 + room, this->width(), 4 + room);
        painter.setPen(themeColour(QStringLiteral("text-muted")));
        painter.drawText(QRect(-20, height() - kLabelHeight, this->width() + 40, kLabelHeight),
                         Qt::AlignCenter, m_column.label);
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(themeColour(QStringLiteral("accent")));
            painter.drawRect(rect().adjusted(0, 0, -1, -1));
        }
    }

private:
    ColumnChart::Column m_column;
    long long m_highest;
    Tone m_lower;
    Tone m_upper;
};

} // namespace

ColumnChart::ColumnChart(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    setMinimumHeight(120);
}

void ColumnChart::setColumns(const std::vector<Column>& columns, Tone lower, Tone upper) {
    if (m_buttons != nullptr && m_columns == columns && m_lower == lower && m_upper == upper) {
        return; // a list refreshes itself often, and the focus stays where it is
    }
    m_columns = columns;
    m_lower = lower;
    m_upper = upper;
    if (m_buttons != nullptr) {
        m_row->removeWidget(m_buttons);
        m_buttons->hide();
        m_buttons->deleteLater(); // a press on one may have led here
    }
    long long highest = 0;
    for (const Column& column : columns) {
        highest = std::max(highest, column.lower + column.upper);
    }
    // Shown together: each that is shown alone lays the whole window out anew.
    m_buttons = new QWidget(this);
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const Column& column : columns) {
        auto* button = new ColumnButton(column, highest, lower, upper, m_buttons);
        connect(button, &QAbstractButton::clicked, this, [this, key = column.key] { emit activated(key); });
        row->addWidget(button);
    }
    m_row->addWidget(m_buttons);
    m_buttons->show();
}

} // namespace kaomon::ui
