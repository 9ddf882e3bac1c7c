// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "agent/agent_state.h"

namespace kaomon::agent {

// Who sits at an account of this PC. An account that one person has is his. Of one that several share it is
// who opened it last by the face, or signed in there; nobody until then. After something has opened it that
// says nothing of the person, nobody is known to sit there until his face says it again: it may well be who
// sat there before. In memory only: a restart of the agent forgets it. Main thread.
class SharedSeats final : public QObject {
    Q_OBJECT
public:
    explicit SharedSeats(const AgentState& state)
        : m_state(state) {}

    // ErrorCode::DeviceNotEnrolled, AccountNotLinked (also: shared, and nobody is known to sit there).
    [[nodiscard]] Result<UserId> personAt(const std::string& osUser) const;
    // Who sat there before it was opened by nobody knows whom: his face may say that it is he. Empty at an
    // account that one person has, and where somebody is known to sit.
    [[nodiscard]] std::optional<UserId> perhapsAt(const std::string& osUser) const;

    // Several people share the account, and who opened it last nobody knows.
    [[nodiscard]] bool isUnknownAt(const std::string& osUser) const;

    // This person has opened the account's session, or has signed in in it.
    void take(const std::string& osUser, const UserId& user);
    // Somebody has, and nobody knows who: perhaps the same person.
    void vacate(const std::string& osUser);

signals:
    // Whoever sat there before does so no more: what was open for him has to be closed before this returns.
    // `before` is who was known to sit there, if anybody was.
    void taken(const std::string& osUser, const kaomon::UserId& now,
               const std::optional<kaomon::UserId>& before);
    // What is open there must not be reached until a face says whose it is.
    void vacated(const std::string& osUser);

private:
    struct Seat {
        UserId user;
        bool isCertain = true;
    };
    [[nodiscard]] std::vector<UserId> sharing(const std::string& osUser) const;
    [[nodiscard]] bool isShared(const std::string& osUser) const { return sharing(osUser).size() > 1; }
    // The seat of somebody who still shares the account; the links may have changed since. Null for none.
    [[nodiscard]] const Seat* seatAt(const std::string& osUser) const;

    const AgentState& m_state;
    std::map<std::string, Seat> m_seats;
};

} // namespace kaomon::agent
