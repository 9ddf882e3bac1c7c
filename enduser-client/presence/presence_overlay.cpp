// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/presence_overlay.h"

#include <algorithm>

#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace kaomon::presence {

namespace {

constexpr int kBannerHeight = 140;
constexpr int kCoarse = 40; // pixels that become one
constexpr double kDimmed = 0.9;
constexpr std::chrono::milliseconds kTick{200};

const char* styleOf(PresenceOverlay::Shown shown) {
    switch (shown) {
    case PresenceOverlay::Shown::Warning:
        return "QWidget#presenceOverlay { background: #8a4b00; } QLabel { color: white; }";
    case PresenceOverlay::Shown::Onlooker:
        return "QWidget#presenceOverlay { background: #173f6d; } QLabel { color: white; }";
    case PresenceOverlay::Shown::Owner:
        return "QWidget#presenceOverlay { background: #24502f; } QLabel { color: white; }";
    case PresenceOverlay::Shown::Curtain:
    case PresenceOverlay::Shown::Nothing:
        break;
    }
    return "QWidget#presenceOverlay { background: #101418; } QLabel { color: white; }";
}

// What a screen shows, so coarse that no letter is left; null where this desktop gives no pictures.
QPixmap unreadable(QScreen& screen) {
    const QPixmap seen = screen.grabWindow(0);
    if (seen.isNull()) {
        return seen;
    }
    const QImage coarse =
        seen.toImage().scaled(std::max(1, seen.width() / kCoarse), std::max(1, seen.height() / kCoarse),
                              Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage large = coarse.scaled(screen.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return QPixmap::fromImage(large);
}

// Lies over a whole screen, with the words on a band at its top.
class ShadeWindow final : public QWidget {
public:
    ShadeWindow(Qt::WindowFlags flags, QPixmap picture)
        : QWidget(nullptr, flags)
        , m_picture(std::move(picture)) {}

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        m_picture.isNull() ? painter.fillRect(rect(), Qt::black) : painter.drawPixmap(rect(), m_picture);
        painter.fillRect(QRect(0, 0, width(), std::min(kBannerHeight, height())), QColor(0x17, 0x3f, 0x6d));
    }

private:
    QPixmap m_picture;
};

std::unique_ptr<QWidget> makeShade(QScreen& screen, Qt::WindowFlags flags, PresenceOverlay::Shade shade) {
    const bool isBlurred = shade == PresenceOverlay::Shade::Blur;
    auto window = std::make_unique<ShadeWindow>(flags | Qt::WindowTransparentForInput,
                                                isBlurred ? unreadable(screen) : QPixmap());
    if (!isBlurred) {
        window->setWindowOpacity(kDimmed);
    }
    window->setStyleSheet(QStringLiteral("QLabel { color: white; }"));
    window->setGeometry(screen.geometry());
    return window;
}

std::unique_ptr<QWidget> makeBand(const QScreen& screen, Qt::WindowFlags flags,
                                  PresenceOverlay::Shown shown) {
    auto window = std::make_unique<QWidget>(nullptr, flags);
    window->setAttribute(Qt::WA_StyledBackground);
    window->setStyleSheet(QString::fromLatin1(styleOf(shown)));
    QRect place = screen.geometry();
    if (shown != PresenceOverlay::Shown::Curtain) {
        place.setHeight(std::min(kBannerHeight, place.height()));
    }
    window->setGeometry(place);
    return window;
}

std::unique_ptr<QWidget> makeWindow(QScreen& screen, PresenceOverlay::Shown shown,
                                    PresenceOverlay::Shade shade) {
    const Qt::WindowFlags flags = Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint |
                                  Qt::X11BypassWindowManagerHint | Qt::WindowDoesNotAcceptFocus;
    const bool isShaded = shown == PresenceOverlay::Shown::Onlooker && shade != PresenceOverlay::Shade::None;
    auto window = isShaded ? makeShade(screen, flags, shade) : makeBand(screen, flags, shown);
    window->setObjectName(QStringLiteral("presenceOverlay"));
    window->setAttribute(Qt::WA_ShowWithoutActivating);
    auto* label = new QLabel;
    label->setObjectName(QStringLiteral("presenceText"));
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    QFont font = label->font();
    font.setPointSize(20);
    label->setFont(font);
    auto* column = new QVBoxLayout(window.get());
    column->addWidget(label);
    if (isShaded) {
        label->setFixedHeight(kBannerHeight);
        column->setContentsMargins(0, 0, 0, 0);
        column->addStretch();
    }
    return window;
}

} // namespace

PresenceOverlay::PresenceOverlay(QObject* parent)
    : QObject(parent) {
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &PresenceOverlay::fill);
    // A screen that comes or goes while something is shown.
    const auto again = [this] {
        if (m_shown != Shown::Nothing) {
            show(m_shown);
        }
    };
    connect(qApp, &QGuiApplication::screenAdded, this, again);
    connect(qApp, &QGuiApplication::screenRemoved, this, again);
}

PresenceOverlay::~PresenceOverlay() = default;

void PresenceOverlay::warn(std::chrono::milliseconds untilLock, bool withSound) {
    if (m_shown == Shown::Curtain) {
        return;
    }
    m_untilLock = untilLock;
    m_since.start();
    show(Shown::Warning);
    m_tick.start();
    if (withSound) {
        QApplication::beep();
    }
}

PresenceOverlay::Shade PresenceOverlay::shadeFromWire(const QString& style) {
    return style == QLatin1String("dim")    ? Shade::Dim
           : style == QLatin1String("blur") ? Shade::Blur
                                            : Shade::None;
}

void PresenceOverlay::tellOnlooker(Shade shade) {
    if (m_shown == Shown::Nothing || m_shown == Shown::Owner) {
        m_shade = shade;
        show(Shown::Onlooker);
    }
}

void PresenceOverlay::nameOwner(const QString& name) {
    if (m_shown == Shown::Nothing || (m_shown == Shown::Owner && m_owner != name)) {
        m_owner = name;
        show(Shown::Owner);
    }
}

void PresenceOverlay::drawCurtain() {
    m_tick.stop();
    show(Shown::Curtain);
}

void PresenceOverlay::withdraw(Shown what) {
    if (m_shown == what && what != Shown::Curtain) {
        clear();
    }
}

void PresenceOverlay::clear() {
    m_tick.stop();
    m_shown = Shown::Nothing;
    m_windows.clear();
}

void PresenceOverlay::show(Shown what) {
    m_shown = what;
    m_windows.clear();
    for (QScreen* screen : QGuiApplication::screens()) {
        m_windows.push_back(makeWindow(*screen, what, m_shade));
    }
    fill();
    for (const auto& window : m_windows) {
        window->show();
        window->raise();
    }
}

void PresenceOverlay::fill() {
    for (const auto& window : m_windows) {
        auto* label = window->findChild<QLabel*>(QStringLiteral("presenceText"));
        label->setText(text());
        label->setAccessibleName(text());
    }
}

QString PresenceOverlay::text() const {
    switch (m_shown) {
    case Shown::Warning: {
        const auto left = std::max<qint64>(0, m_untilLock.count() - m_since.elapsed());
        const int seconds = static_cast<int>((left + 999) / 1000);
        return tr("You are not seen in front of this PC. Look at the camera.") + u'\n' +
               tr("The screen will be locked in %n second(s).", "", seconds);
    }
    case Shown::Owner:
        return (m_owner.isEmpty() ? tr("Somebody's session is open on this PC.")
                                  //: %1 is a person's name.
                                  : tr("%1 is using this PC.").arg(m_owner)) +
               u'\n' + tr("Is it not you? Lock the screen, then show your face.");
    case Shown::Onlooker:
        return tr("Somebody else is looking at your screen.");
    case Shown::Curtain:
        return tr("This PC should be locked, but its screen lock did not start.") + u'\n' +
               tr("Look at the camera to go on, and tell your administrator.");
    case Shown::Nothing:
        break;
    }
    return {};
}

} // namespace kaomon::presence
