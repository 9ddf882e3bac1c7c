// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/server_connection.h"

#include <utility>

#include <QCoreApplication>
#include <QObject>

#include "client/network_transport.h"

namespace kaomon::shell {
namespace {

// Not in a posted event: Qt destroys those that are left at the end with their queue locked, and the end of a
// connection posts to it.
class Keeper final : public QObject {
public:
    Keeper(std::shared_ptr<ServerConnection> connection, QObject* parent)
        : QObject(parent)
        , m_connection(std::move(connection)) {}

private:
    std::shared_ptr<ServerConnection> m_connection;
};

} // namespace

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

void releaseLater(std::shared_ptr<ServerConnection> connection) {
    (new Keeper(std::move(connection), QCoreApplication::instance()))->deleteLater();
}

} // namespace kaomon::shell
