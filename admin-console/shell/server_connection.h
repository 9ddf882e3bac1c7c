// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QUrl>

#include "base/clock.h"
#include "base/result.h"
#include "client/api_client.h"
#include "client/pin_set.h"

namespace kaomon::shell {

// The parts of a transport to one server that the console needs. Tests put a fake in.
struct TransportParts {
    std::shared_ptr<client::Transport> transport;
    std::function<std::string()> peerPin; // key of the server as last seen
    std::function<void(client::PinSet)> setPins;
};
using TransportFactory = std::function<TransportParts(const QUrl& server, client::PinSet pins)>;

// The real one: HTTPS with key pins.
[[nodiscard]] TransportFactory networkTransports();

// https://host[:port] as typed, with the default port 443 left out and "https://" added when it is missing.
// ErrorCode::ValidationFailed for anything else.
[[nodiscard]] Result<QUrl> parseServerAddress(const QString& typed);

// One server, its transport and the ApiClient that speaks to it. Owned by whoever connects (first run, then
// the session); GUI thread. Errors are those of ApiClient.
class ServerConnection final {
public:
    // `clock` outlives this object.
    ServerConnection(QUrl server, client::PinSet pins, const TransportFactory& factory, const Clock& clock);

    [[nodiscard]] client::ApiClient& api() { return *m_api; }
    [[nodiscard]] const QUrl& server() const { return m_server; }
    [[nodiscard]] std::string peerPin() const { return m_parts.peerPin(); }
    // From here on nothing but this key is accepted.
    void pin(const std::string& pin) { m_parts.setPins({{pin}, false}); }
    // Nor but these.
    void setPins(const std::vector<std::string>& pins) { m_parts.setPins({pins, false}); }

private:
    QUrl m_server;
    TransportParts m_parts;
    std::unique_ptr<client::ApiClient> m_api;
};

// For whoever may have been called by a call of this very connection: it goes when that has returned, or with
// the application.
void releaseLater(std::shared_ptr<ServerConnection> connection);

} // namespace kaomon::shell
