// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::agent {

// Proofs of an accepted attempt, to be redeemed once and soon for the OS secret of that account. Main thread.
class TicketStore {
public:
    explicit TicketStore(const Clock& clock)
        : m_clock(clock) {}

    // A new ticket (128 random bits) for this account.
    [[nodiscard]] std::string issue(std::string account);
    // The account; ErrorCode::TicketInvalid for an unknown, used or expired ticket.
    [[nodiscard]] Result<std::string> redeem(const std::string& ticket);

    static constexpr std::chrono::seconds kLife{10};

private:
    struct Ticket {
        std::string account;
        std::chrono::steady_clock::time_point until;
    };
    void dropExpired();

    const Clock& m_clock;
    std::map<std::string, Ticket> m_tickets; // by the hash of the ticket
};

} // namespace kaomon::agent
