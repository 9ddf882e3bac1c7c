// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/tray.h"

#include <chrono>

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace kaomon::shell {

namespace {

QIcon iconFor(TrayTone tone) {
    QPixmap picture(QStringLiteral(":/kaomon/icons/kaomon.png"));
    if (tone != TrayTone::Good && !picture.isNull()) {
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::white);
        painter.setBrush(tone == TrayTone::Bad ? QColor(0xc6, 0x28, 0x28) : QColor(0xe6, 0x8a, 0x00));
        const int size = picture.width() / 2;
        painter.drawEllipse(picture.width() - size, picture.height() - size, size - 1, size - 1);
    }
    return QIcon(picture);
}

} // namespace

Tray::Tray(agentlink::ClientSession& session, presence::PresenceFollower& presence, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_presence(presence)
    , m_headline(m_menu.addAction(QString()))
    , m_detail(m_menu.addAction(QString()))
    , m_watched(m_menu.addAction(QString()))
    , m_notices(nullptr)
    , m_fill(nullptr)
    , m_open(nullptr)
    , m_presenting(nullptr) {
    for (QAction* line : {m_headline, m_detail, m_watched}) {
        line->setEnabled(false);
    }
    m_menu.addSeparator();
    m_presenting = m_menu.addAction(QString());
    m_presenting->setObjectName(QStringLiteral("trayPresenting"));
    m_presenting->setCheckable(true);
    m_notices = m_menu.addAction(QString());
    m_notices->setObjectName(QStringLiteral("trayNotices"));
    m_fill = m_menu.addAction(QString());
    m_fill->setObjectName(QStringLiteral("trayFill"));
    m_open = m_menu.addAction(QString());
    m_open->setObjectName(QStringLiteral("trayOpen"));
    m_headline->setObjectName(QStringLiteral("trayHeadline"));
    m_detail->setObjectName(QStringLiteral("trayDetail"));
    m_watched->setObjectName(QStringLiteral("trayPresence"));
    connect(m_notices, &QAction::triggered, this, &Tray::noticesRequested);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::noticesRequested);
    connect(m_fill, &QAction::triggered, this, &Tray::fillRequested);
    connect(m_open, &QAction::triggered, this, &Tray::windowRequested);
    connect(m_presenting, &QAction::toggled, &m_presence, &presence::PresenceFollower::setPresenting);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) {
            emit windowRequested();
        }
    });
    m_icon.setContextMenu(&m_menu);
    m_icon.setIcon(iconFor(m_tone));
    connect(&m_session, &agentlink::ClientSession::changed, this, &Tray::refresh);
    connect(&m_presence, &presence::PresenceFollower::stateChanged, this, &Tray::refresh);
    qApp->installEventFilter(this); // a tray has no window that would hear of another language
    refresh();
}

bool Tray::eventFilter(QObject* watched, QEvent* event) {
    if (watched == qApp && event->type() == QEvent::LanguageChange) {
        refresh();
    }
    return QObject::eventFilter(watched, event);
}

void Tray::refresh() {
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const TrayText text = TrayText::of(m_session.isKnown(), m_session.status(),
                                       {m_presence.isWatching(), m_presence.state(), m_presence.reason()},
                                       QCoreApplication::applicationVersion(), now);
    m_headline->setText(text.headline);
    m_detail->setText(text.detail);
    m_detail->setVisible(!text.detail.isEmpty());
    m_watched->setText(text.presence);
    m_watched->setVisible(!text.presence.isEmpty());
    m_fill->setText(tr("Fill in the sign-in in front"));
    m_open->setText(tr("Open Kaomon"));
    tellNotices();
    tellSeat();
    m_presenting->setText(tr("I am presenting: do not lock the screen"));
    m_presenting->setEnabled(m_presence.isWatching());
    m_presenting->setChecked(m_presence.isPresenting());
    m_icon.setToolTip(text.headline);
    if (text.tone != m_tone) {
        m_tone = text.tone;
        m_icon.setIcon(iconFor(m_tone));
    }
}

// A bubble once for each notice that has come; the menu says how many wait for as long as they do.
void Tray::tellNotices() {
    const qint64 unread = m_session.isKnown() ? m_session.status().noticesUnread : 0;
    m_notices->setText(unread > 0 ? tr("%n new notice(s)…", "", static_cast<int>(unread)) : tr("Notices…"));
    if (unread > m_toldUnread) {
        m_icon.showMessage(tr("Notice from your administrators"),
                           tr("%n new notice(s). Click here to read.", "", static_cast<int>(unread)));
    }
    m_toldUnread = unread;
}

// A bubble once for each time that a password opens a shared account: who is looked for should look up.
void Tray::tellSeat() {
    const auto& status = m_session.status();
    const bool isSought =
        m_session.isKnown() && !status.isSignedIn && status.seat == agentlink::AgentStatus::Seat::Sought;
    if (isSought && !m_hasToldSeat) {
        const SeatText words = SeatText::of(status.seat);
        m_icon.showMessage(words.sentence, words.nextStep);
    }
    m_hasToldSeat = isSought;
}

} // namespace kaomon::shell
