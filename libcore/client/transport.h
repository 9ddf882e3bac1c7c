// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kaomon::client {

struct HttpRequest {
    std::string method; // upper case
    std::string target; // path and query, beginning with "/"
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::chrono::milliseconds timeout{30000};
    std::size_t maximumReplyBytes = 0;
};

struct HttpReply {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;

    // Empty when there is none. `name` in lower case.
    [[nodiscard]] std::string header(std::string_view name) const;
};

// Carries one request to the one server of this object and its reply back. Knows nothing of JSON, tokens or
// retries. Used on one thread.
class Transport {
public:
    // An exchange under way. Destroying it aborts it; its `done` is then never called.
    class Exchange {
    public:
        virtual ~Exchange() = default;
    };
    using Done = std::function<void(Result<HttpReply>)>;

    virtual ~Transport() = default;
    // Calls `done` once, from the event loop, never from inside start(). Every HTTP status is a reply; errors
    // are ServerUnreachable, Timeout, CertificatePinMismatch, TlsFailed, PayloadTooLarge (the reply),
    // ProtocolError.
    [[nodiscard]] virtual std::unique_ptr<Exchange> start(HttpRequest request, Done done) = 0;
};

} // namespace kaomon::client
