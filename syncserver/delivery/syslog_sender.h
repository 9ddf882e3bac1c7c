// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "delivery/delivery_options.h"

namespace kaomon::delivery {

// Sends frames to a syslog server over TLS 1.2 or later (RFC 5425), with its certificate and name checked; a
// connection for each call, at most ten seconds a step. The protocol has no receipts: delivered means that
// the server's side took the bytes and the connection ended in order. Used by one thread.
class SyslogSender {
public:
    explicit SyslogSender(std::filesystem::path authorities)
        : m_authorities(std::move(authorities)) {}

    [[nodiscard]] Outcome send(const SyslogTarget& target, const std::string& frames) const;

private:
    std::filesystem::path m_authorities;
};

} // namespace kaomon::delivery
