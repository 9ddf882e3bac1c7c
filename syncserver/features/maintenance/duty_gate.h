// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "domain/country_table.h"
#include "features/maintenance/duty_state.h"
#include "http/gate.h"

namespace kaomon::features {

// From which countries the service may be reached: the operator's, off while there are none. Addresses that
// the table does not know are refused, except for those that are in no country (private, loopback).
struct CountryLimit {
    domain::CountryTable table;
    std::set<std::string, std::less<>> countries;

    // ErrorCode::AddressNotAllowed.
    [[nodiscard]] Status check(const domain::IpAddress& address) const;
};

// The service's duties in front of every handler: the country, the maintenance in which consoles only read,
// and the console that is too old to write. PCs and the people on them are never kept from anything here:
// events, sync, sign-in and enrolment go on. Owned by the application; thread-safe.
class DutyGate final : public http::Gate {
public:
    DutyGate(http::Gate& next, DutyState& state, const Clock& clock, const CountryLimit& limit)
        : m_next(next)
        , m_state(state)
        , m_clock(clock)
        , m_limit(limit) {}

    // Adds ReadOnlyMaintenance, ClientTooOld and AddressNotAllowed.
    [[nodiscard]] http::Awaitable<Result<http::Principal>> admit(const http::Route& route,
                                                                 const http::Request& request) override;
    [[nodiscard]] http::Awaitable<Status> screen(const http::Route& route,
                                                 const http::Request& request) override;
    [[nodiscard]] http::Awaitable<Status> settle(const http::Principal& principal) override;
    [[nodiscard]] http::Awaitable<Status> record(const http::RequestContext& context,
                                                 const http::Response* response,
                                                 const Error* refusal) override {
        return m_next.record(context, response, refusal);
    }
    // Deprecation (RFC 9745) and Sunset (RFC 8594) for a client that is not the latest.
    [[nodiscard]] http::HeaderList notesOn(const http::Request& request) const override;

private:
    [[nodiscard]] Status checkWrite(const DutySnapshot& snapshot, const http::Request& request) const;

    http::Gate& m_next;
    DutyState& m_state;
    const Clock& m_clock;
    const CountryLimit& m_limit;
};

} // namespace kaomon::features
