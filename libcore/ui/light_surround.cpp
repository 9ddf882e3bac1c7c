// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/light_surround.h"

#include <algorithm>

#include <QPainter>
#include <QVBoxLayout>

namespace kaomon::ui {
namespace {

// The frame on each side, as a part of the shorter side; less where the content would not fit any more.
constexpr int kShare = 6;

} // namespace

LightSurround::LightSurround(QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_content(content) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(content);
    setSizePolicy(content->sizePolicy());
    setObjectName(QStringLiteral("lightSurround"));
}

void LightSurround::setOn(bool isOn) {
    if (m_isOn != isOn) {
        m_isOn = isOn;
        updateMargins();
        update();
    }
}

void LightSurround::updateMargins() {
    const QSize least = m_content->minimumSize();
    const int wanted = std::min(width(), height()) / kShare;
    const int across = std::clamp((width() - least.width()) / 2, 0, wanted);
    const int down = std::clamp((height() - least.height()) / 2, 0, wanted);
    m_column->setContentsMargins(m_isOn ? across : 0, m_isOn ? down : 0, m_isOn ? across : 0,
                                 m_isOn ? down : 0);
}

void LightSurround::resizeEvent(QResizeEvent* event) {
    updateMargins();
    QWidget::resizeEvent(event);
}

void LightSurround::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    if (m_isOn) {
        QPainter(this).fillRect(rect(), Qt::white); // light, whatever the theme
    }
}

} // namespace kaomon::ui
