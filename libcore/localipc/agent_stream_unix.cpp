// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/agent_stream.h"

#include <utility>

#include <unistd.h>

#include "localipc/unix_socket.h"

namespace kaomon::localipc {

Result<AgentStream> AgentStream::connect(const std::string& endpoint, Deadline deadline) {
    auto socket = connectUnix(endpoint, deadline);
    if (!socket) {
        return propagate(socket.error());
    }
    auto peer = peerOf(socket->get());
    if (!peer) {
        return propagate(peer.error());
    }
    if (!peer->isRoot() && peer->uid != ::geteuid()) {
        return fail(ErrorCode::PeerDenied, "the listener is neither root nor this user");
    }
    return AgentStream(std::move(*socket), std::move(*peer));
}

Status AgentStream::sendAll(std::span<const std::uint8_t> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        const auto sent = sendSome(m_handle.get(), bytes);
        if (!sent) {
            return propagate(sent.error());
        }
        bytes = bytes.subspan(*sent);
        if (*sent == 0) {
            if (const auto ready = waitFor(m_handle.get(), Readiness::Writable, deadline); !ready) {
                return ready;
            }
        }
    }
    return {};
}

Result<std::size_t> AgentStream::receive(std::span<std::uint8_t> buffer, Deadline deadline) {
    for (;;) {
        if (const auto ready = waitFor(m_handle.get(), Readiness::Readable, deadline); !ready) {
            return propagate(ready.error());
        }
        const auto received = receiveSome(m_handle.get(), buffer);
        if (!received) {
            return propagate(received.error());
        }
        if (*received) {
            return **received;
        }
    }
}

} // namespace kaomon::localipc
