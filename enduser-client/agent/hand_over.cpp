// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/hand_over.h"

#include "agent/os_accounts.h"
#include "base/log.h"

namespace kaomon::agent {

HandOver::HandOver(Parts parts)
    : m_parts(parts) {
    connect(&m_parts.seats, &SharedSeats::taken, this, &HandOver::onTaken);
    connect(&m_parts.seats, &SharedSeats::vacated, this,
            [this](const std::string& osUser) { close(osUser, UserId()); });
    connect(&m_parts.sessions, &UserSessions::signedIn, this, [this](uint uid) {
        const auto name = nameOfUid(uid);
        const auto person = m_parts.sessions.session(uid);
        if (name && person) {
            m_parts.seats.take(*name, person->user);
        }
    });
}

std::optional<UserId> HandOver::close(const std::string& osUser, const UserId& now) {
    const auto uid = uidOfName(osUser);
    if (!uid) {
        return std::nullopt; // an account whose directory is away has no session here that could be open
    }
    std::optional<UserId> whose;
    if (const auto person = m_parts.sessions.session(*uid); person && person->user != now) {
        whose = person->user;
        m_parts.sessions.signOut(*uid);
    }
    const auto owner = m_parts.vaults.closeOfAnother(*uid, now);
    return owner ? owner : whose;
}

void HandOver::onTaken(const std::string& osUser, const UserId& now, const std::optional<UserId>& before) {
    const auto wasOpen = close(osUser, now);
    const bool isAnother = (before && *before != now) || wasOpen;
    if (!isAnother) {
        return;
    }
    wire::Event event;
    event.kind = "cont";
    event.code = "HANDED_OVER";
    event.result = "info";
    event.severity = "info";
    event.user = now;
    event.osAccount = osUser;
    if (const auto added = m_parts.events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", "HANDED_OVER"}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace kaomon::agent
