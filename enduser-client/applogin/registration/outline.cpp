// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/outline.h"

#include <QGuiApplication>
#include <QPainter>
#include <QRegion>
#include <QScreen>
#include <QWidget>

#include "ui/theme.h"

namespace kaomon::applogin {

namespace {

constexpr int kEdge = 3;
constexpr int kGap = 3; // between a field and its frame
constexpr Qt::WindowFlags kQuiet = Qt::ToolTip | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint |
                                   Qt::WindowTransparentForInput | Qt::WindowDoesNotAcceptFocus |
                                   Qt::BypassWindowManagerHint;

// From pixels of the window system to those of this program, on the screen that the place is on.
QRect logical(const Bounds& bounds) {
    for (const QScreen* screen : QGuiApplication::screens()) {
        const QPoint corner = screen->geometry().topLeft();
        const qreal ratio = screen->devicePixelRatio();
        const QRect native(corner, screen->geometry().size() * ratio);
        if (native.contains(bounds.x, bounds.y)) {
            const QPointF at = corner + (QPointF(bounds.x, bounds.y) - corner) / ratio;
            return QRectF(at, QSizeF(bounds.width, bounds.height) / ratio).toAlignedRect();
        }
    }
    return {bounds.x, bounds.y, bounds.width, bounds.height};
}

// One frame; its label stands above it, or below where there is no room.
class FrameWindow final : public QWidget {
public:
    explicit FrameWindow(const Outline::Frame& frame)
        : QWidget(nullptr, kQuiet)
        , m_frame(frame) {
        setAttribute(Qt::WA_ShowWithoutActivating);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setObjectName(QStringLiteral("outlineFrame"));
        place();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QColor colour =
            ui::themeColour(m_frame.isStrong ? QStringLiteral("accent") : QStringLiteral("text-muted"));
        painter.fillRect(rect(), colour);
        painter.setPen(ui::themeColour(QStringLiteral("accent-text")));
        painter.drawText(m_label, Qt::AlignCenter, m_frame.label);
    }

private:
    void place() {
        const QRect around =
            logical(m_frame.bounds).adjusted(-kGap - kEdge, -kGap - kEdge, kGap + kEdge, kGap + kEdge);
        QSize label;
        if (!m_frame.label.isEmpty()) {
            label = fontMetrics().size(Qt::TextSingleLine, m_frame.label) + QSize(14, 6);
        }
        const QScreen* screen = QGuiApplication::screenAt(around.center());
        const bool hasRoom = screen == nullptr || around.top() - label.height() >= screen->geometry().top();
        const QRect all(around.left(), hasRoom ? around.top() - label.height() : around.top(),
                        std::max(around.width(), label.width()), around.height() + label.height());
        setGeometry(all);
        const QRect inside = around.translated(-all.topLeft());
        m_label = QRect(QPoint(0, hasRoom ? 0 : inside.bottom() + 1), label);
        QRegion shape(inside);
        shape -= inside.adjusted(kEdge, kEdge, -kEdge, -kEdge);
        setMask(shape + m_label);
    }

    Outline::Frame m_frame;
    QRect m_label;
};

} // namespace

Outline::Outline() = default;

Outline::~Outline() = default;

void Outline::show(const std::vector<Frame>& frames) {
    if (frames == m_frames) {
        return;
    }
    m_windows.clear();
    m_frames = frames;
    for (const Frame& frame : m_frames) {
        if (!frame.bounds.isEmpty()) {
            m_windows.push_back(std::make_unique<FrameWindow>(frame));
            m_windows.back()->show();
        }
    }
}

void Outline::clear() {
    show({});
}

} // namespace kaomon::applogin
