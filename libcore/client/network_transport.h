// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <QObject>
#include <QUrl>

#include "client/pin_set.h"
#include "client/transport.h"

class QNetworkAccessManager;

namespace kaomon::client {

// How long each part of an exchange may take besides the whole; 0: as long as the whole may.
struct PhaseLimits {
    std::chrono::milliseconds resolve{0};
    std::chrono::milliseconds connect{0}; // with the greeting of TLS
    std::chrono::milliseconds send{0};    // without progress
    std::chrono::milliseconds receive{0}; // without progress

    friend bool operator==(const PhaseLimits&, const PhaseLimits&) = default;
};

// Transport over QNetworkAccessManager with TLS 1.2 or newer, no proxy, no redirects, no cookies, and key
// pins instead of certificate authorities: nothing is sent before the peer's key is found in the pin set.
class NetworkTransport final : public QObject, public Transport {
    Q_OBJECT
public:
    // `server` is https://host:port.
    NetworkTransport(QUrl server, PinSet pins, QObject* parent = nullptr);
    ~NetworkTransport() override;

    [[nodiscard]] std::unique_ptr<Exchange> start(HttpRequest request, Done done) override;

    // For later exchanges, which then end with ErrorCode::Timeout as soon as a part takes too long.
    void setLimits(PhaseLimits limits);
    // For later connections; open ones are closed unless these accept every key that was seen.
    void setPins(PinSet pins);
    // The key of the server as last seen and accepted; empty before the first connection.
    [[nodiscard]] const std::string& peerPin() const;

private:
    class NetworkExchange;
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace kaomon::client
