// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "http/route.h"

namespace kaomon::http {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// Decides who sent a request and whether the route admits him; asked before every handler. Implemented by
// auth.
class Gate {
public:
    virtual ~Gate() = default;
    // ErrorCode::Unauthenticated, ProofInvalid, ClockSkew, Forbidden, AddressNotAllowed,
    // PasswordChangeRequired, DeviceNotEnrolled, DevicePending, DeviceSuspended, DeviceRevoked, RateLimited,
    // Unavailable.
    [[nodiscard]] virtual Awaitable<Result<Principal>> admit(const Route& route, const Request& request) = 0;
    // Before more than a little of a body is read: whether, as far as its head tells, a request comes from
    // somebody who may be known here. Only admit() checks the signature, which covers the body. Errors of
    // admit().
    [[nodiscard]] virtual Awaitable<Status> screen(const Route& route, const Request& request) = 0;
    // After a handler that succeeded without using up the proof of a request that is not a GET: does it
    // now, so that no node accepts the request again. ErrorCode::ProofInvalid, Unavailable.
    [[nodiscard]] virtual Awaitable<Status> settle(const Principal& principal) = 0;
    // Headers for the answer to this request, whatever it is.
    [[nodiscard]] virtual HeaderList notesOn(const Request& request) const {
        (void)request;
        return {};
    }
    // The operation log: of a success that the handler has not recorded itself, or (with `refusal`) of an act
    // that an administrator was refused. Errors of the database.
    [[nodiscard]] virtual Awaitable<Status> record(const RequestContext&, const Response*,
                                                   const Error* /*refusal*/) {
        co_return Status();
    }
};

} // namespace kaomon::http
