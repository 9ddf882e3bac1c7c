// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/cross_hair.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme.h"

namespace kaomon::applogin {

namespace {

constexpr int kSide = 72;

} // namespace

CrossHair::CrossHair(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("crossHair"));
    setFixedSize(sizeHint());
    setCursor(Qt::OpenHandCursor);
    setFocusPolicy(Qt::NoFocus);
}

QSize CrossHair::sizeHint() const {
    return {kSide, kSide};
}

void CrossHair::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath card;
    card.addRoundedRect(area, 10, 10);
    painter.fillPath(
        card, ui::themeColour(m_isDragging ? QStringLiteral("neutral-soft") : QStringLiteral("accent-soft")));
    painter.setPen(QPen(ui::themeColour(QStringLiteral("accent")), 1));
    painter.drawPath(card);
    if (m_isDragging) {
        return; // it is at the pointer now
    }
    painter.setPen(QPen(ui::themeColour(QStringLiteral("accent")), 3, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle = area.center();
    painter.drawEllipse(middle, 15, 15);
    for (const QPointF& way : {QPointF(0, 1), QPointF(0, -1), QPointF(1, 0), QPointF(-1, 0)}) {
        painter.drawLine(middle + way * 8, middle + way * 24);
    }
}

void CrossHair::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_isDragging) {
        return;
    }
    m_isDragging = true;
    grabMouse(Qt::CrossCursor);
    grabKeyboard();
    update();
    emit begun();
}

void CrossHair::mouseMoveEvent(QMouseEvent*) {
    if (m_isDragging) {
        emit moved();
    }
}

void CrossHair::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_isDragging) {
        release();
        emit dropped();
    }
}

void CrossHair::keyPressEvent(QKeyEvent* event) {
    if (m_isDragging && event->key() == Qt::Key_Escape) {
        release();
        emit cancelled();
        return;
    }
    QWidget::keyPressEvent(event);
}

void CrossHair::hideEvent(QHideEvent* event) {
    if (m_isDragging) {
        release();
        emit cancelled();
    }
    QWidget::hideEvent(event);
}

void CrossHair::release() {
    m_isDragging = false;
    releaseMouse();
    releaseKeyboard();
    update();
}

} // namespace kaomon::applogin
