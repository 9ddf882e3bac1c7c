// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

#include "base/clock.h"
#include "http/gate.h"
#include "http/request_observer.h"
#include "http/router.h"

namespace kaomon::http {

// From a complete request to a response: route, gate, preconditions, handler, problem body, one log line.
// Every I/O thread uses the same one. Never throws.
class Dispatcher {
public:
    // `observer`, when set, is told of every request.
    Dispatcher(const Router& router, Gate& gate, const Clock& clock, RequestObserver* observer = nullptr)
        : m_router(router)
        , m_gate(gate)
        , m_clock(clock)
        , m_observer(observer) {}

    // How much body a connection may read for a request; 0 when the route takes none or does not exist.
    [[nodiscard]] std::size_t bodyLimit(const std::string& method, const std::string& path) const;
    // Whether more than kDefaultBodyLimit of a body may be read for a request of which there is the head
    // only.
    [[nodiscard]] Awaitable<Status> screen(const Request& request);
    // Whether a request may turn its connection into a WebSocket.
    [[nodiscard]] bool isUpgrade(const std::string& method, const std::string& path) const;
    [[nodiscard]] Awaitable<Response> handle(const Request& request);
    // From now on the server says that it is not ready, and goes on answering everything else.
    void beginStopping() { m_isStopping = true; }
    // To a request that never became one, in the form that its target asks for (empty: unknown).
    [[nodiscard]] Response refusal(const Error& error, const std::string& traceId,
                                   std::string_view target) const;

private:
    [[nodiscard]] Response problem(const Error& error, const std::string& traceId) const;
    [[nodiscard]] Awaitable<Result<Response>> run(const Request& request, const Router::Match& match);
    [[nodiscard]] static Status checkPreconditions(const Route& route, const Request& request);

    const Router& m_router;
    Gate& m_gate;
    const Clock& m_clock;
    RequestObserver* m_observer;
    std::atomic<bool> m_isStopping = false;
};

} // namespace kaomon::http
