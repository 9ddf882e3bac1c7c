// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "base/clock.h"
#include "http/gate.h"
#include "http/router.h"

namespace kaomon::http {

// From a complete request to a response: route, gate, preconditions, handler, problem body, one log line.
// Stateless apart from its references, so every I/O thread uses the same one. Never throws.
class Dispatcher {
public:
    Dispatcher(const Router& router, Gate& gate, const Clock& clock)
        : m_router(router)
        , m_gate(gate)
        , m_clock(clock) {}

    // How much body a connection may read for a request; 0 when the route takes none or does not exist.
    [[nodiscard]] std::size_t bodyLimit(const std::string& method, const std::string& path) const;
    [[nodiscard]] Awaitable<Response> handle(const Request& request);
    [[nodiscard]] Response problem(const Error& error, const std::string& traceId) const;

private:
    [[nodiscard]] Awaitable<Result<Response>> run(const Request& request, const Router::Match& match);
    [[nodiscard]] static Status checkPreconditions(const Route& route, const Request& request);

    const Router& m_router;
    Gate& m_gate;
    const Clock& m_clock;
};

} // namespace kaomon::http
