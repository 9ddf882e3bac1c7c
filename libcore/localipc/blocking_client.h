// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "localipc/agent_stream.h"
#include "localipc/message.h"

namespace kaomon::localipc {

// The agent for a caller without an event loop: the logon front-ends and small tools. One owner, one
// thread. Every wait ends at the deadline given with the call; no signal is raised and no signal cuts a wait
// short. After any error the connection is of no more use: drop the client.
class BlockingClient {
public:
    // Connects to the agent and to nobody else; see AgentStream::connect() for the check and the errors.
    [[nodiscard]] static Result<BlockingClient> connect(const std::string& endpoint, Deadline deadline);

    // Sends the whole message and gives it the next id, which is returned. Errors: AgentUnreachable, Timeout,
    // ValidationFailed (outside the limits of a frame).
    [[nodiscard]] Result<std::uint64_t> send(Message& message, Deadline deadline);

    // The next message. Errors: AgentUnreachable (closed or reset), Timeout, ProtocolError.
    [[nodiscard]] Result<Message> receive(Deadline deadline);

    // The next message that answers `id`; others are dropped. Errors as receive().
    [[nodiscard]] Result<Message> receiveFor(std::uint64_t id, Deadline deadline);

    [[nodiscard]] const PeerIdentity& peer() const { return m_stream.peer(); }

private:
    explicit BlockingClient(AgentStream stream)
        : m_stream(std::move(stream)) {}

    AgentStream m_stream;
    FrameDecoder m_decoder;
    std::uint64_t m_lastId = 0;
};

} // namespace kaomon::localipc
