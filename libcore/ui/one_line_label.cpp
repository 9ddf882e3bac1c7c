// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/one_line_label.h"

#include <QPainter>
#include <QStyle>

namespace kaomon::ui {
namespace {

constexpr int kNarrowest = 120; // pixels: a few words

} // namespace

OneLineLabel::OneLineLabel(QWidget* parent)
    : QLabel(parent) {
    setTextFormat(Qt::PlainText); // whatever it looks like
    setProperty("elides", true);
}

void OneLineLabel::setWhole(bool isWhole) {
    m_isWhole = isWhole;
    setWordWrap(isWhole);
    updateGeometry();
    update();
}

void OneLineLabel::tell(const QString& text) {
    setText(text);
    setToolTip(text);
}

QSize OneLineLabel::minimumSizeHint() const {
    const QSize hint = QLabel::minimumSizeHint();
    return m_isWhole ? hint : QSize(qMin(kNarrowest, hint.width()), hint.height());
}

void OneLineLabel::paintEvent(QPaintEvent* event) {
    if (m_isWhole) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QRect inner = contentsRect();
    style()->drawItemText(&painter, inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, palette(),
                          isEnabled(), fontMetrics().elidedText(text(), Qt::ElideRight, inner.width()),
                          foregroundRole());
}

} // namespace kaomon::ui
