// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/qr_view.h"

#include <memory>

#include <QPainter>

#include <qrencode.h>

namespace kaomon::shell {
namespace {

constexpr int kQuietZone = 4; // modules, as the standard asks for

} // namespace

QrView::QrView(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFixedSize(sizeHint());
}

bool QrView::setText(const QString& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    m_dark.clear();
    m_width = code ? code->width : 0;
    for (int i = 0; i < m_width * m_width; ++i) {
        m_dark.push_back((code->data[i] & 1U) != 0);
    }
    update();
    return m_width > 0;
}

void QrView::paintEvent(QPaintEvent*) {
    if (m_width == 0) {
        return;
    }
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int scale = qMax(1, qMin(width(), height()) / (m_width + 2 * kQuietZone));
    const int left = (width() - m_width * scale) / 2;
    const int top = (height() - m_width * scale) / 2;
    for (int y = 0; y < m_width; ++y) {
        for (int x = 0; x < m_width; ++x) {
            if (m_dark[static_cast<std::size_t>(y * m_width + x)]) {
                painter.fillRect(left + x * scale, top + y * scale, scale, scale, Qt::black);
            }
        }
    }
}

} // namespace kaomon::shell
