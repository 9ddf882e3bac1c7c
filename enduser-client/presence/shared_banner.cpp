// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/shared_banner.h"

namespace kaomon::presence {

SharedBanner::SharedBanner(const agentlink::ClientSession& session, PresenceFollower& follower,
                           PresenceOverlay& overlay)
    : m_session(session)
    , m_overlay(overlay) {
    connect(&follower, &PresenceFollower::looked, this, &SharedBanner::onLook);
}

void SharedBanner::onLook(bool isLocked, std::optional<std::chrono::milliseconds> idle) {
    const auto& status = m_session.status();
    const std::chrono::seconds after(status.sharedBanner);
    if (m_session.isKnown() && after.count() > 0 && !isLocked && idle && *idle >= after) {
        m_overlay.nameOwner(status.seatName);
    } else {
        m_overlay.withdraw(PresenceOverlay::Shown::Owner);
    }
}

} // namespace kaomon::presence
