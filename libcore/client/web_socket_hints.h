// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <QTimer>
#include <QUrl>

#include "client/hint_socket.h"
#include "client/pin_set.h"
#include "client/request_signer.h"

class QWebSocket;

namespace kaomon::client {

// HintSocket over a WebSocket with the key pins of NetworkTransport: nothing is sent before the peer's key is
// found among them. The upgrade is signed like any request. Silence of the server for two minutes, which
// sends a ping every 30 seconds, ends the connection.
class WebSocketHints final : public HintSocket {
    Q_OBJECT
public:
    struct Identity {
        std::shared_ptr<RequestSigner> signer;
        std::function<PinSet()> pins;            // asked for each connection
        std::function<std::string()> token = {}; // access token of a person; none for a PC
    };

    // `server` is https://host:port.
    WebSocketHints(QUrl server, Identity identity);
    ~WebSocketHints() override;

    void open() override;
    void close() override;

private:
    void connectSignals();
    void read(const QString& text);
    void checkPeer();
    void finish();

    const QUrl m_server;
    Identity m_identity;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_probe; // whether the server still answers
    bool m_isHeard = false;
};

} // namespace kaomon::client
