// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/local_server.h"

#include <algorithm>
#include <array>

#include "agent/os_accounts.h"
#include "agent/permissions.h"
#include "base/log.h"

namespace kaomon::agent {

namespace {

constexpr std::size_t kMaxConnections = 64;
constexpr std::size_t kMaxConnectionsPerUser = 16;
constexpr std::size_t kMaxQueuedBytes = 4 * 1024 * 1024;
constexpr std::size_t kMaxRequestBytes = 64 * 1024; // of the fields of one request

std::size_t sizeOf(const localipc::Message& message) {
    std::size_t size = 0;
    for (const auto& [key, value] : message.fields) {
        size += key.size() + value.size();
    }
    return size;
}

} // namespace

Connection::Connection(LocalListener::Arrival arrival, QObject* parent)
    : QObject(parent)
    , m_socket(std::move(arrival.handle))
    , m_peer(arrival.peer) {
    connect(&m_socket, &agentlink::AgentSocket::readable, this, [this] { readAll(); });
    connect(&m_socket, &agentlink::AgentSocket::writable, this, [this] { writeAll(); });
}

Connection::~Connection() {
    for (Bytes& frame : m_outgoing) {
        wipe(frame.data(), frame.size());
    }
}

void Connection::send(localipc::Message message) {
    if (m_isClosed) {
        message.wipe();
        return;
    }
    auto frame = localipc::encodeFrame(message);
    message.wipe();
    if (!frame || m_queuedBytes + frame->size() > kMaxQueuedBytes) {
        log::warning("agent.connection_dropped", {{"pid", m_peer.pid}, {"reason", "reply cannot be queued"}});
        close();
        return;
    }
    m_queuedBytes += frame->size();
    m_outgoing.push_back(std::move(*frame));
    writeAll();
}

void Connection::writeAll() {
    while (!m_outgoing.empty() && !m_isClosed) {
        Bytes& frame = m_outgoing.front();
        const auto sent = m_socket.send(std::span(frame).subspan(m_sentOfFirst));
        if (!sent) {
            close();
            return;
        }
        if (*sent == 0) {
            break;
        }
        m_sentOfFirst += *sent;
        if (m_sentOfFirst == frame.size()) {
            m_queuedBytes -= frame.size();
            wipe(frame.data(), frame.size());
            m_outgoing.pop_front();
            m_sentOfFirst = 0;
        }
    }
    if (!m_isClosed) {
        m_socket.watchWritable(!m_outgoing.empty());
    }
}

void Connection::readAll() {
    std::array<std::uint8_t, 16 * 1024> buffer{};
    while (!m_isClosed) {
        const auto count = m_socket.receive(buffer);
        if (!count || (*count && **count == 0)) {
            close();
            break;
        }
        if (!*count) {
            break;
        }
        m_decoder.feed(std::span(buffer).first(**count));
        while (!m_isClosed) {
            auto message = m_decoder.next();
            if (!message) {
                log::warning("agent.connection_dropped",
                             {{"pid", m_peer.pid}, {"reason", message.error().detail}});
                close();
            } else if (!*message) {
                break;
            } else {
                emit received(**message);
                (*message)->wipe();
            }
        }
    }
    wipe(buffer.data(), buffer.size());
}

void Connection::close() {
    if (!m_isClosed) {
        m_isClosed = true;
        m_socket.close();
        emit closed();
        deleteLater();
    }
}

void Caller::reply(localipc::Message message) const {
    if (connection) {
        message.id = requestId;
        connection->send(std::move(message));
    } else {
        message.wipe();
    }
}

void Caller::reply(const std::string& type) const {
    reply(localipc::Message{type, requestId, {}});
}

void Caller::fail(const Error& error) const {
    localipc::Message message{"error", requestId, {}};
    message.set("code", wireName(error.code));
    message.set("detail", error.detail);
    reply(std::move(message));
}

Result<std::unique_ptr<LocalServer>> LocalServer::listen(const std::string& endpoint) {
    auto listener = LocalListener::listen(endpoint);
    if (!listener) {
        return propagate(listener.error());
    }
    return std::unique_ptr<LocalServer>(new LocalServer(std::move(*listener)));
}

LocalServer::LocalServer(std::unique_ptr<LocalListener> listener)
    : m_listener(std::move(listener))
    , m_ownUid(ownUid()) {
    connect(m_listener.get(), &LocalListener::waiting, this, [this] { acceptAll(); });
}

LocalServer::~LocalServer() {
    m_listener.reset();
    for (Connection* connection : m_connections) {
        connection->disconnect(this);
    }
}

void LocalServer::acceptAll() {
    while (auto arrival = m_listener->next()) {
        const Peer peer = arrival->peer;
        const auto ofUser = std::ranges::count_if(
            m_connections, [&](const Connection* c) { return c->peer().uid == peer.uid; });
        if (m_connections.size() >= kMaxConnections ||
            (peer.uid != 0 && ofUser >= static_cast<std::ptrdiff_t>(kMaxConnectionsPerUser))) {
            log::warning("agent.connection_refused", {{"pid", peer.pid}, {"reason", "too many connections"}});
            continue;
        }
        auto* connection = new Connection(std::move(*arrival), this);
        m_connections.push_back(connection);
        connect(connection, &Connection::received, this,
                [this, connection](const localipc::Message& message) { dispatch(connection, message); });
        connect(connection, &Connection::closed, this, [this, connection] {
            std::erase(m_connections, connection);
            emit disconnected(connection);
        });
    }
}

void LocalServer::dispatch(Connection* connection, const localipc::Message& message) {
    const Caller caller{connection, message.id, connection->peer().uid};
    if (sizeOf(message) > kMaxRequestBytes) {
        caller.fail(Error(ErrorCode::PayloadTooLarge, "the request is too large"));
        return;
    }
    if (const auto allowed = checkPermission(message.type, caller.uid, m_ownUid); !allowed) {
        log::warning(
            "agent.request_refused",
            {{"type", message.type}, {"uid", caller.uid}, {"reason", wireName(allowed.error().code)}});
        caller.fail(allowed.error());
        return;
    }
    emit requested(caller, message);
}

} // namespace kaomon::agent
