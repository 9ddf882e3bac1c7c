// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "base/result.h"
#include "localipc/endpoint.h"
#include "localipc/peer_identity.h"
#ifdef _WIN32
#include "localipc/unique_handle.h"
#else
#include "localipc/unique_fd.h"
#endif

namespace kaomon::localipc {

// The connecting end of the agent's byte stream: a Unix socket on Linux, a named pipe on Windows. One owner,
// one thread. Every wait ends at the deadline given with the call. On Windows QueueUserAPC() on the waiting
// thread ends a wait early with ErrorCode::Cancelled; on Linux nothing does.
class AgentStream {
public:
    // Connects and checks who listens, so that nobody else can pose as the agent: root or this process's
    // effective user; on Windows SYSTEM or this process's user, from the program that the endpoint names.
    // Errors: AgentUnreachable, Timeout, Cancelled, PeerDenied, ValidationFailed.
    [[nodiscard]] static Result<AgentStream> connect(const std::string& endpoint, Deadline deadline);

    // All of it, or AgentUnreachable, Timeout, Cancelled.
    [[nodiscard]] Status sendAll(std::span<const std::uint8_t> bytes, Deadline deadline);

    // What is there, at least one byte; 0 when the other side has closed. Errors as sendAll().
    [[nodiscard]] Result<std::size_t> receive(std::span<std::uint8_t> buffer, Deadline deadline);

    [[nodiscard]] const PeerIdentity& peer() const { return m_peer; }

#ifdef _WIN32
    using Handle = UniqueHandle;
#else
    using Handle = UniqueFd;
#endif
    // For whoever goes on without waiting: the socket, which does not block, or the overlapped pipe.
    [[nodiscard]] Handle takeHandle() && {
        return std::move(m_handle);
    }

private:
    AgentStream(Handle handle, PeerIdentity peer)
        : m_handle(std::move(handle))
        , m_peer(std::move(peer)) {}

    Handle m_handle;
    PeerIdentity m_peer;
};

} // namespace kaomon::localipc
