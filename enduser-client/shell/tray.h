// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

#include "agentlink/client_session.h"
#include "presence/presence_follower.h"
#include "shell/tray_text.h"

namespace kaomon::shell {

// The icon beside the clock: how this PC stands, and the way to the window. Also where the desktop has no
// tray: then nothing is seen of it. GUI thread.
class Tray final : public QObject {
    Q_OBJECT
public:
    Tray(agentlink::ClientSession& session, presence::PresenceFollower& presence, QObject* parent = nullptr);

    [[nodiscard]] const QMenu& menu() const { return m_menu; }
    void show() { m_icon.show(); }

signals:
    void windowRequested();
    void noticesRequested();
    void fillRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void tellNotices();
    void tellSeat();

    agentlink::ClientSession& m_session;
    presence::PresenceFollower& m_presence;
    QMenu m_menu;
    QAction* m_headline;
    QAction* m_detail;
    QAction* m_watched;
    QAction* m_notices;
    QAction* m_fill;
    QAction* m_open;
    QAction* m_presenting;
    QSystemTrayIcon m_icon;
    TrayTone m_tone = TrayTone::Good;
    qint64 m_toldUnread = 0; // the person was told of so many
    bool m_hasToldSeat = false;
};

} // namespace kaomon::shell
