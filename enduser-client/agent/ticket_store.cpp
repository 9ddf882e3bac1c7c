// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/ticket_store.h"

#include "base/base64.h"
#include "crypto/secret_key.h"

namespace kaomon::agent {

std::string TicketStore::issue(std::string account) {
    dropExpired();
    std::string ticket = toBase64Url(crypto::randomBytes(16));
    m_tickets[toBase64Url(crypto::hash(ticket))] = {std::move(account), m_clock.steadyNow() + kLife};
    return ticket;
}

Result<std::string> TicketStore::redeem(const std::string& ticket) {
    dropExpired();
    auto found = m_tickets.extract(toBase64Url(crypto::hash(ticket)));
    if (found.empty()) {
        return fail(ErrorCode::TicketInvalid, "unknown, used or expired ticket");
    }
    return std::move(found.mapped().account);
}

void TicketStore::dropExpired() {
    const auto now = m_clock.steadyNow();
    std::erase_if(m_tickets, [&](const auto& entry) { return entry.second.until <= now; });
}

} // namespace kaomon::agent
