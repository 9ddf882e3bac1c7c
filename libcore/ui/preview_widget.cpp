// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preview_widget.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/theme.h"

namespace kaomon::ui {
namespace {

constexpr int kRadius = 10;
constexpr qsizetype kMaximumJpegBytes = 1024 * 1024;

} // namespace

PreviewWidget::PreviewWidget(QWidget* parent)
    : QWidget(parent) {
    setMinimumSize(320, 240);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setObjectName(QStringLiteral("preview"));
}

void PreviewWidget::setFrame(const QByteArray& jpeg, std::optional<QRect> face, bool isGood) {
    if (jpeg.size() > kMaximumJpegBytes) {
        return;
    }
    QImage frame = QImage::fromData(jpeg, "JPEG");
    if (frame.isNull()) {
        return;
    }
    m_frame = std::move(frame);
    m_face = face;
    m_isGood = isGood;
    update();
}

void PreviewWidget::setMessage(const QString& message) {
    m_message = message;
    setAccessibleName(message);
    update();
}

void PreviewWidget::clear() {
    m_frame = {};
    m_face.reset();
    update();
}

QSize PreviewWidget::sizeHint() const {
    return {480, 360};
}

void PreviewWidget::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath outline;
    outline.addRoundedRect(rect(), kRadius, kRadius);
    painter.setClipPath(outline);
    painter.fillRect(rect(), themeColour(QStringLiteral("preview")));
    if (m_frame.isNull()) {
        painter.setPen(themeColour(QStringLiteral("preview-text")));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    const QSize shown = m_frame.size().scaled(size(), Qt::KeepAspectRatio);
    painter.translate(width() / 2.0, height() / 2.0);
    const double scale = static_cast<double>(shown.width()) / m_frame.width();
    painter.scale(-scale, scale); // a mirror
    painter.translate(-m_frame.width() / 2.0, -m_frame.height() / 2.0);
    painter.drawImage(0, 0, m_frame);
    if (m_face) {
        const QColor colour = themeColour(m_isGood ? QStringLiteral("good") : QStringLiteral("warning"));
        painter.setPen(QPen(colour, 3.0 / scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(*m_face, kRadius, kRadius);
    }
}

} // namespace kaomon::ui
