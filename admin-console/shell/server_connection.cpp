// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/server_connection.h"

#include "client/network_transport.h"

namespace kaomon::shell {

TransportFactory networkTransports() {
    return [](const QUrl& server, client::PinSet pins) {
        auto transport = std::make_shared<client::NetworkTransport>(server, std::move(pins));
        return TransportParts{transport, [transport] { return transport->peerPin(); },
                              [transport](client::PinSet next) { transport->setPins(std::move(next)); }};
    };
}

Result<QUrl> parseServerAddress(const QString& typed) {
    QString text = typed.trimmed();
    if (!text.contains(QStringLiteral("://"))) {
        text.prepend(QStringLiteral("https://"));
    }
    const QUrl url(text, QUrl::StrictMode);
    const bool hasExtras = url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty() ||
                           (!url.path().isEmpty() && url.path() != QStringLiteral("/"));
    if (!url.isValid() || url.scheme() != QStringLiteral("https") || url.host().isEmpty() || hasExtras) {
        return fail(ErrorCode::ValidationFailed, "not https://host:port", "/server");
    }
    QUrl plain;
    plain.setScheme(QStringLiteral("https"));
    plain.setHost(url.host());
    if (url.port(443) != 443) {
        plain.setPort(url.port());
    }
    return plain;
}

ServerConnection::ServerConnection(QUrl server, client::PinSet pins, const TransportFactory& factory,
                                   const Clock& clock)
    : m_server(std::move(server))
    , m_parts(factory(m_server, std::move(pins)))
    , m_api(std::make_unique<client::ApiClient>(m_parts.transport, clock)) {}

} // namespace kaomon::shell
