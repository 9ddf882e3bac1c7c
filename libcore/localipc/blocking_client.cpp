// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/blocking_client.h"

#include <array>
#include <chrono>
#include <span>
#include <utility>

#include <unistd.h>

namespace kaomon::localipc {
namespace {

Status sendAll(int socket, std::span<const std::uint8_t> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        const auto sent = sendSome(socket, bytes);
        if (!sent) {
            return propagate(sent.error());
        }
        bytes = bytes.subspan(*sent);
        if (*sent == 0) {
            if (const auto ready = waitFor(socket, Readiness::Writable, deadline); !ready) {
                return ready;
            }
        }
    }
    return {};
}

} // namespace

Result<BlockingClient> BlockingClient::connect(const std::string& path, Deadline deadline) {
    auto socket = connectUnix(path, deadline);
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
    return BlockingClient(std::move(*socket), std::move(*peer));
}

Result<std::uint64_t> BlockingClient::send(Message& message, Deadline deadline) {
    message.id = m_lastId + 1;
    auto frame = encodeFrame(message);
    if (!frame) {
        return propagate(frame.error());
    }
    m_lastId = message.id;
    const auto sent = sendAll(m_socket.get(), *frame, deadline);
    kaomon::wipe(frame->data(), frame->size());
    if (!sent) {
        return propagate(sent.error());
    }
    return message.id;
}

Result<Message> BlockingClient::receive(Deadline deadline) {
    std::array<std::uint8_t, 4096> buffer{};
    for (;;) {
        auto message = m_decoder.next();
        if (!message) {
            return propagate(message.error());
        }
        if (*message) {
            return std::move(**message);
        }
        if (const auto ready = waitFor(m_socket.get(), Readiness::Readable, deadline); !ready) {
            return propagate(ready.error());
        }
        const auto received = receiveSome(m_socket.get(), buffer);
        if (!received) {
            return propagate(received.error());
        }
        if (*received && **received == 0) {
            return fail(ErrorCode::AgentUnreachable, "the agent closed the connection");
        }
        if (*received) {
            m_decoder.feed(std::span(buffer).first(**received));
            kaomon::wipe(buffer.data(), **received);
        }
    }
}

Result<Message> BlockingClient::receiveFor(std::uint64_t id, Deadline deadline) {
    for (;;) {
        auto message = receive(deadline);
        if (!message || message->id == id) {
            return message;
        }
        message->wipe();
        if (std::chrono::steady_clock::now() >= deadline) { // a flood of others must not outlast it
            return fail(ErrorCode::Timeout, "no answer among many messages");
        }
    }
}

} // namespace kaomon::localipc
