// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tile.h"

#include <QPainter>

namespace kaomon::ui {
namespace {

constexpr int kPadding = 14;
constexpr double kRadius = 10;

QColor numberColour(Tone tone) {
    return tone == Tone::Neutral ? themeColour(QStringLiteral("text"))
                                 : themeColour(QLatin1String(toneName(tone)));
}

} // namespace

Tile::Tile(QWidget* parent)
    : QAbstractButton(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLink(false);
}

void Tile::setLink(bool isLink) {
    setEnabled(isLink);
    setFocusPolicy(isLink ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void Tile::setTexts(const QString& name, const QString& number, const QString& note, Tone tone) {
    m_name = name;
    m_number = number;
    m_note = note;
    m_tone = tone;
    setAccessibleName(QStringLiteral("%1: %2").arg(name, number));
    setAccessibleDescription(note);
    setToolTip(note);
    update();
}

void Tile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMarked = hasFocus() || (isEnabled() && underMouse());
    painter.setPen(
        QPen(themeColour(isMarked ? QStringLiteral("accent") : QStringLiteral("line")), hasFocus() ? 2 : 1));
    painter.setBrush(themeColour(QStringLiteral("surface")));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
    const QRect inner = rect().adjusted(kPadding, 10, -kPadding, -10);
    QFont font = this->font();
    const auto line = [&](const QRect& box, int size, int weight, const QColor& colour, const QString& text) {
        font.setPixelSize(size);
        font.setWeight(static_cast<QFont::Weight>(weight));
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width()));
    };
    const QColor muted = themeColour(QStringLiteral("text-muted"));
    line(QRect(inner.left(), inner.top(), inner.width(), 20), 13, QFont::Normal, muted, m_name);
    line(QRect(inner.left(), inner.top() + 22, inner.width(), 38), 27, QFont::DemiBold, numberColour(m_tone),
         m_number);
    line(QRect(inner.left(), inner.top() + 62, inner.width(), 20), 12, QFont::Normal, muted, m_note);
}

} // namespace kaomon::ui
