// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "base/clock.h"
#include "client/transport.h"

namespace kaomon::client {

// How long the server goes on supporting the version that asks.
struct VersionSupport {
    std::optional<TimePoint> endsAt; // absent: no newer one is out

    bool operator==(const VersionSupport&) const = default;
};

// Passes everything on to another transport and hears, on the way back, what the server says of this version:
// the header Sunset (RFC 8594) of a good answer. A refusal may come from something before the server and says
// nothing. Used on one thread; outlives its exchanges.
class SupportListener final : public Transport {
public:
    explicit SupportListener(std::shared_ptr<Transport> next)
        : m_next(std::move(next)) {}

    [[nodiscard]] std::unique_ptr<Exchange> start(HttpRequest request, Done done) override;

    // By the last good answer; nullopt before the first.
    [[nodiscard]] const std::optional<VersionSupport>& heard() const { return m_heard; }

private:
    void listen(const HttpReply& reply);

    std::shared_ptr<Transport> m_next;
    std::optional<VersionSupport> m_heard;
};

} // namespace kaomon::client
