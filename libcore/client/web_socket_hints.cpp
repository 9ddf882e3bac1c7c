// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/web_socket_hints.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslError>
#include <QWebSocket>

#include "client/pinned_tls.h"

namespace kaomon::client {
namespace {

constexpr std::chrono::seconds kProbeEvery{60};
constexpr quint64 kLargestMessage = 64 * 1024;
constexpr const char* kTarget = "/v1/stream";

QSslCertificate leafOf(const QWebSocket& socket, const QList<QSslError>& errors = {}) {
    QSslCertificate leaf = socket.sslConfiguration().peerCertificate();
    for (const QSslError& error : errors) {
        leaf = leaf.isNull() ? error.certificate() : leaf;
    }
    return leaf;
}

} // namespace

WebSocketHints::WebSocketHints(QUrl server, Identity identity)
    : m_server(std::move(server))
    , m_identity(std::move(identity)) {
    m_probe.setInterval(kProbeEvery);
    connect(&m_probe, &QTimer::timeout, this, [this] {
        if (!std::exchange(m_isHeard, false)) {
            finish();
        } else if (m_socket) {
            m_socket->ping();
        }
    });
}

WebSocketHints::~WebSocketHints() {
    close();
}

void WebSocketHints::open() {
    close();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setSslConfiguration(pinnedTls());
    m_socket->setMaxAllowedIncomingMessageSize(kLargestMessage);
    connectSignals();
    QUrl url = m_server;
    url.setScheme(QStringLiteral("wss"));
    url.setPath(QLatin1String(kTarget));
    QNetworkRequest request(url);
    const std::string token = m_identity.token ? m_identity.token() : std::string();
    if (!token.empty()) {
        request.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(token));
    }
    request.setRawHeader("Kaomon-Proof",
                         QByteArray::fromStdString(m_identity.signer->sign({"GET", kTarget, {}, token})));
    m_isHeard = true;
    m_probe.start();
    m_socket->open(request);
}

void WebSocketHints::connectSignals() {
    QWebSocket* socket = m_socket.get();
    connect(socket, &QWebSocket::sslErrors, this, [this, socket](const QList<QSslError>& errors) {
        if (m_identity.pins().accepts(spkiPin(leafOf(*socket, errors)))) {
            socket->ignoreSslErrors();
        }
    });
    connect(socket, &QWebSocket::connected, this, &WebSocketHints::checkPeer);
    connect(socket, &QWebSocket::disconnected, this, &WebSocketHints::finish);
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocketHints::finish);
    connect(socket, &QWebSocket::textMessageReceived, this, &WebSocketHints::read);
    connect(socket, &QWebSocket::pong, this, [this] { m_isHeard = true; });
}

void WebSocketHints::checkPeer() {
    if (m_identity.pins().accepts(spkiPin(leafOf(*m_socket)))) {
        emit opened();
    } else {
        finish();
    }
}

void WebSocketHints::read(const QString& text) {
    m_isHeard = true;
    if (const auto hint = wire::decode<wire::StreamHint>(text.toStdString())) {
        emit hinted(*hint);
    }
}

void WebSocketHints::close() {
    m_probe.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater(); // perhaps from one of its own signals
    }
}

void WebSocketHints::finish() {
    if (m_socket) {
        close();
        emit closed();
    }
}

} // namespace kaomon::client
