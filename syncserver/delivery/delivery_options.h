// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/ip_address.h"

namespace kaomon::delivery {

struct SyslogTarget {
    std::string host;
    unsigned short port = 6514;

    [[nodiscard]] std::string name() const { return "syslog:" + host + ":" + std::to_string(port); }
    // "host", "host:port" or "[v6]:port". ErrorCode::ValidationFailed.
    [[nodiscard]] static Result<SyslogTarget> parse(const std::string& text);
};

// What the operator decides about pushing events.
struct DeliveryOptions {
    std::vector<SyslogTarget> syslog;
    std::vector<domain::IpRange> allowedTargets; // of webhooks, besides public addresses
    std::filesystem::path authorities; // PEM file of further certificate authorities; empty = the system's
};

// What came of one try.
struct Outcome {
    enum class Kind {
        Delivered,
        Retry,   // later, the same again
        Refused, // never this batch: pass over it
        Gone,    // never anything: give up until somebody says to go on
    };
    Kind kind = Kind::Delivered;
    std::string error = {}; // for people: "http 500", "timeout"; never a secret or a body
};

} // namespace kaomon::delivery
