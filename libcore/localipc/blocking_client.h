// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "localipc/message.h"
#include "localipc/peer_identity.h"
#include "localipc/unix_socket.h"

namespace kaomon::localipc {

// The agent's socket for a caller without an event loop: the PAM module and small tools. One owner, one
// thread. Every wait ends at the deadline given with the call; no signal is raised and no signal cuts a wait
// short. After any error the connection is of no more use: drop the client.
class BlockingClient {
public:
    // Connects and checks that the listener runs as root or as this process's effective user, so that nobody
    // else can pose as the agent. Errors: AgentUnreachable, Timeout, PeerDenied, ValidationFailed.
    [[nodiscard]] static Result<BlockingClient> connect(const std::string& path, Deadline deadline);

    // Sends the whole message and gives it the next id, which is returned. Errors: AgentUnreachable, Timeout,
    // ValidationFailed (outside the limits of a frame).
    [[nodiscard]] Result<std::uint64_t> send(Message& message, Deadline deadline);

    // The next message. Errors: AgentUnreachable (closed or reset), Timeout, ProtocolError.
    [[nodiscard]] Result<Message> receive(Deadline deadline);

    // The next message that answers `id`; others are dropped. Errors as receive().
    [[nodiscard]] Result<Message> receiveFor(std::uint64_t id, Deadline deadline);

    [[nodiscard]] const PeerIdentity& peer() const { return m_peer; }

private:
    BlockingClient(UniqueFd socket, PeerIdentity peer)
        : m_socket(std::move(socket))
        , m_peer(std::move(peer)) {}

    UniqueFd m_socket;
    PeerIdentity m_peer;
    FrameDecoder m_decoder;
    std::uint64_t m_lastId = 0;
};

} // namespace kaomon::localipc
