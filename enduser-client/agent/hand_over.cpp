// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/hand_over.h"

#include "agent/os_accounts.h"
#include "base/log.h"

namespace kaomon::agent {

HandOver::HandOver(Parts parts)
    : m_parts(parts) {
    connect(&m_parts.seats, &SharedSeats::taken, this, &HandOver::onTaken);
    connect(&m_parts.seats, &SharedSeats::vacated, this, &HandOver::rest);
    connect(&m_parts.sessions, &UserSessions::signedIn, this, [this](uint uid) {
        if (const auto person = m_parts.sessions.session(uid)) {
            take(uid, person->user);
        }
    });
    connect(&m_parts.vaults, &VaultKeeper::opened, this, &HandOver::take);
    connect(&m_parts.presence, &PresenceService::recognised, this, &HandOver::take);
}

void HandOver::take(uid_t uid, const UserId& user) {
    if (const auto name = nameOfUid(uid)) {
        m_parts.seats.take(*name, user);
    }
}

void HandOver::rest(const std::string& osUser) {
    if (const auto uid = uidOfName(osUser)) {
        m_parts.vaults.closeOfAnother(*uid, UserId());
        m_parts.sessions.rest(*uid);
    }
}

std::optional<UserId> HandOver::close(const std::string& osUser, const UserId& now) {
    const auto uid = uidOfName(osUser);
    if (!uid) {
        return std::nullopt; // an account whose directory is away has no session here that could be open
    }
    std::optional<UserId> whose;
    if (const auto owner = m_parts.sessions.ownerOf(*uid); owner && *owner != now) {
        whose = owner;
        m_parts.sessions.signOut(*uid);
    }
    m_parts.sessions.wake(*uid);
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
