// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QPointer>

#include "agent/local_listener.h"
#include "agentlink/agent_socket.h"
#include "localipc/message.h"

namespace kaomon::agent {

// One front-end or client at the agent's socket. Lives on the main thread, owned by the LocalServer; goes by
// itself when the peer closes, breaks the format, or does not read what it asked for.
class Connection final : public QObject {
    Q_OBJECT
public:
    Connection(LocalListener::Arrival arrival, QObject* parent);
    ~Connection() override;

    [[nodiscard]] const Peer& peer() const { return m_peer; }
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

    agentlink::AgentSocket m_socket;
    Peer m_peer;
    localipc::FrameDecoder m_decoder;
    std::deque<Bytes> m_outgoing;
    std::size_t m_sentOfFirst = 0;
    std::size_t m_queuedBytes = 0;
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

// The agent's Unix socket or named pipe: takes connections, knows who is at the other end and lets each peer
// send only what the permission table grants. Main thread.
class LocalServer final : public QObject {
    Q_OBJECT
public:
    // Errors as LocalListener::listen().
    [[nodiscard]] static Result<std::unique_ptr<LocalServer>> listen(const std::string& endpoint);
    ~LocalServer() override;

    [[nodiscard]] std::size_t connectionCount() const { return m_connections.size(); }

signals:
    // Only requests that the peer may make arrive here.
    void requested(kaomon::agent::Caller caller, kaomon::localipc::Message message);
    void disconnected(kaomon::agent::Connection* connection);

private:
    explicit LocalServer(std::unique_ptr<LocalListener> listener);
    void acceptAll();
    void dispatch(Connection* connection, const localipc::Message& message);

    std::unique_ptr<LocalListener> m_listener;
    uid_t m_ownUid;
    std::vector<Connection*> m_connections;
};

} // namespace kaomon::agent
