// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "agentlink/client_session.h"
#include "presence/presence_follower.h"
#include "presence/presence_overlay.h"

namespace kaomon::presence {

// On a PC that several people use: when nobody has used it for the time of the setting, every screen says
// whose session this is, until somebody touches a key or the mouse. GUI thread; what it is given outlives it.
class SharedBanner final : public QObject {
    Q_OBJECT
public:
    SharedBanner(const agentlink::ClientSession& session, PresenceFollower& follower,
                 PresenceOverlay& overlay);

private:
    void onLook(bool isLocked, std::optional<std::chrono::milliseconds> idle);

    const agentlink::ClientSession& m_session;
    PresenceOverlay& m_overlay;
};

} // namespace kaomon::presence
