// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.h"

namespace kaomon::http {

// The keys by which clients know this server: that of the certificate in use, and that of the one which is
// prepared to follow it.
struct ServerPins {
    std::string current; // SPKI SHA-256, base64url
    TimePoint currentUntil = {};
    std::string next = {}; // empty: none is prepared
    std::optional<TimePoint> nextUntil = {};
};

// What of them is true now. Any thread: written when the certificate is read again, while requests read it.
class PinBoard {
public:
    PinBoard(ServerPins pins = {})
        : m_pins(std::make_shared<const ServerPins>(std::move(pins))) {}

    [[nodiscard]] std::shared_ptr<const ServerPins> read() const {
        const std::lock_guard lock(m_mutex);
        return m_pins;
    }
    void write(ServerPins pins) {
        auto written = std::make_shared<const ServerPins>(std::move(pins));
        const std::lock_guard lock(m_mutex);
        m_pins.swap(written);
    }

private:
    mutable std::mutex m_mutex; // held for the copy of a pointer
    std::shared_ptr<const ServerPins> m_pins;
};

} // namespace kaomon::http
