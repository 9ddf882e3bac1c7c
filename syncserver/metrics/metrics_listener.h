// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"

namespace kaomon::metrics {

// Answers GET /metrics on a private address: one thread, one request after the other on each connection,
// plain HTTP. Owned by the application; made, started and stopped from one thread.
class MetricsListener {
public:
    // `address`: "unix:/path" or "HOST:PORT" where HOST is an address of this machine's loopback. `text` is
    // called on the listener's thread and may block.
    MetricsListener(std::string address, std::function<std::string()> text);
    ~MetricsListener();
    MetricsListener(const MetricsListener&) = delete;
    MetricsListener& operator=(const MetricsListener&) = delete;

    // ErrorCode::ValidationFailed (not private), Unavailable (taken).
    [[nodiscard]] Status start();
    void stop();
    // As given, with the real port.
    [[nodiscard]] std::string address() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

// ErrorCode::ValidationFailed unless start() would take the address.
[[nodiscard]] Status checkMetricsAddress(const std::string& address);

} // namespace kaomon::metrics
