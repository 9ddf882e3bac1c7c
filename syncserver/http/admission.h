// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/id.h"
#include "base/result.h"
#include "domain/ip_rules.h"

namespace kaomon::http {

// For whom a connection was let in last. Lives in the connection, written by the gate on its thread.
struct Admission {
    TenantId tenant; // empty: for nobody yet
    domain::AddressScope scope = domain::AddressScope::Console;
};

// Whether a tenant lets a client's address in. Asked for every request whose tenant is known, when a stream
// begins, and every few seconds for connections that are open. Implemented by auth; thread-safe.
class AdmissionCheck {
public:
    virtual ~AdmissionCheck() = default;
    // ErrorCode::AddressNotAllowed, Unavailable.
    [[nodiscard]] virtual boost::asio::awaitable<Status> admit(TenantId tenant, domain::AddressScope scope,
                                                               domain::IpAddress client) = 0;
};

} // namespace kaomon::http
