// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "agent/event_log.h"
#include "agent/presence_service.h"
#include "agent/shared_seats.h"
#include "agent/user_sessions.h"
#include "agent/vault_keeper.h"

namespace kaomon::agent {

// When another of the people who share an account opens it, everything that is open there for the one before
// is closed: his vault, his sign-in with the server, a look at his face that still runs. The session of the
// system stays. Leaves the event HANDED_OVER of the person who sits there now. When nobody knows who has
// opened it, the vault is closed and the sign-in rests until the same person's face is recognised there.
// Main thread.
class HandOver final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        SharedSeats& seats;
        UserSessions& sessions;
        VaultKeeper& vaults;
        PresenceService& presence;
        EventLog& events;
    };
    explicit HandOver(Parts parts);

private:
    // Closes what does not belong to `now`; whose it was, if it was somebody's.
    std::optional<UserId> close(const std::string& osUser, const UserId& now);
    void rest(const std::string& osUser);
    void take(uid_t uid, const UserId& user);
    void onTaken(const std::string& osUser, const UserId& now, const std::optional<UserId>& before);

    Parts m_parts;
};

} // namespace kaomon::agent
