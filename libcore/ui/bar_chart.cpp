// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bar_chart.h"

#include <algorithm>

#include <QAbstractButton>
#include <QPainter>
#include <QVBoxLayout>

namespace kaomon::ui {
namespace {

constexpr int kRowHeight = 30;
constexpr int kValueWidth = 64;

class BarButton final : public QAbstractButton {
public:
    // `labelWidth`: what the longest label of the chart needs, in pixels.
    BarButton(BarChart::Bar bar, double share, int labelWidth, QWidget* parent)
        : QAbstractButton(parent)
        , m_bar(std::move(bar))
        , m_share(share)
        , m_labelWidth(labelWidth) {
        setFixedHeight(kRowHeight);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAccessibleName(QStringLiteral("%1: %2").arg(m_bar.label).arg(m_bar.value));
        setToolTip(accessibleName());
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (hasFocus()) {
            painter.setPen(themeColour(QStringLiteral("accent")));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
        const int labelWidth = qBound(width() / 5, m_labelWidth, width() * 3 / 5);
        painter.setPen(themeColour(QStringLiteral("text")));
        painter.drawText(QRect(6, 0, labelWidth - 12, height()), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(m_bar.label, Qt::ElideRight, labelWidth - 12));
        const int whole = width() - labelWidth - kValueWidth;
        const QRectF bar(labelWidth, 8, std::max(3.0, whole * m_share), height() - 16);
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeColour(m_bar.tone == Tone::Neutral
                                         ? QStringLiteral("text-muted")
                                         : QString::fromLatin1(toneName(m_bar.tone))));
        painter.drawRoundedRect(bar, 4, 4);
        painter.setPen(themeColour(QStringLiteral("text-muted")));
        painter.drawText(QRect(static_cast<int>(bar.right()) + 8, 0, kValueWidth, height()), Qt::AlignVCenter,
                         QString::number(m_bar.value));
    }

private:
    BarChart::Bar m_bar;
    double m_share;
    int m_labelWidth;
};

} // namespace

BarChart::BarChart(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(2);
}

void BarChart::setBars(const std::vector<Bar>& bars) {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater(); // a press on it may have led here
        }
        delete item;
    }
    long long longest = 1;
    int labelWidth = 0;
    for (const Bar& bar : bars) {
        longest = std::max(longest, bar.value);
        labelWidth = std::max(labelWidth, fontMetrics().horizontalAdvance(bar.label) + 20);
    }
    for (const Bar& bar : bars) {
        auto* button = new BarButton(bar, static_cast<double>(bar.value) / static_cast<double>(longest),
                                     labelWidth, this);
        connect(button, &QAbstractButton::clicked, this, [this, key = bar.key] { emit activated(key); });
        m_column->addWidget(button);
        button->show();
    }
    m_column->addStretch(1);
}

} // namespace kaomon::ui
