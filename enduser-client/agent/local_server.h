// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QSocketNotifier>

#include "localipc/message.h"
#include "localipc/peer_identity.h"
#include "localipc/unique_fd.h"

namespace kaomon::agent {

// One front-end or client at the agent's socket. Lives on the main thread, owned by the LocalServer; goes by
// itself when the peer closes, breaks the format, or does not read what it asked for.
class Connection final : public QObject {
    Q_OBJECT
public:
    Connection(localipc::UniqueFd socket, localipc::PeerIdentity peer, QObject* parent);
    ~Connection() override;

    [[nodiscard]] const localipc::PeerIdentity& peer() const { return m_peer; }
    // Queues the message; secrets in it are wiped once they are on their way.
    void send(localipc::Message message);
    // True while an earlier message still waits: whoever sends pictures skips one.
    [[nodiscard]] bool isCongested() const { return !m_outgoing.empty(); }

signals:
    void received(kaomon::localipc::Message message);
    void closed();

private:
    void readAll();
    void writeAll();
    void close();

    localipc::UniqueFd m_socket;
    localipc::PeerIdentity m_peer;
    localipc::FrameDecoder m_decoder;
    std::deque<Bytes> m_outgoing;
    std::size_t m_sentOfFirst = 0;
    std::size_t m_queuedBytes = 0;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    bool m_isClosed = false;
};

// A request together with the way back. A plain value; replies to a connection that is gone are dropped.
struct Caller {
    QPointer<Connection> connection;
    std::uint64_t requestId = 0;
    uid_t uid = 0;

    void reply(localipc::Message message) const;
    void reply(const std::string& type) const;
    void fail(const Error& error) const;
};

// The agent's Unix socket: takes connections, knows who is at the other end (SO_PEERCRED) and lets each peer
// send only what the permission table grants. Main thread.
class LocalServer final : public QObject {
    Q_OBJECT
public:
    // Errors as localipc::listenUnix().
    [[nodiscard]] static Result<std::unique_ptr<LocalServer>> listen(const std::string& path);
    ~LocalServer() override;

    [[nodiscard]] std::size_t connectionCount() const { return m_connections.size(); }

signals:
    // Only requests that the peer may make arrive here.
    void requested(kaomon::agent::Caller caller, kaomon::localipc::Message message);
    void disconnected(kaomon::agent::Connection* connection);

private:
    LocalServer(localipc::UniqueFd listener, std::string path);
    void acceptAll();
    void dispatch(Connection* connection, const localipc::Message& message);

    localipc::UniqueFd m_listener;
    std::string m_path;
    QSocketNotifier m_waiting;
    std::vector<Connection*> m_connections;
};

} // namespace kaomon::agent
