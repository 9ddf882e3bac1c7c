// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/blocking_client.h"

#include <array>
#include <chrono>
#include <span>
#include <utility>

namespace kaomon::localipc {

Result<BlockingClient> BlockingClient::connect(const std::string& endpoint, Deadline deadline) {
    auto stream = AgentStream::connect(endpoint, deadline);
    if (!stream) {
        return propagate(stream.error());
    }
    return BlockingClient(std::move(*stream));
}

Result<std::uint64_t> BlockingClient::send(Message& message, Deadline deadline) {
    message.id = m_lastId + 1;
    auto frame = encodeFrame(message);
    if (!frame) {
        return propagate(frame.error());
    }
    m_lastId = message.id;
    const auto sent = m_stream.sendAll(*frame, deadline);
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
        const auto received = m_stream.receive(buffer, deadline);
        if (!received) {
            return propagate(received.error());
        }
        if (*received == 0) {
            return fail(ErrorCode::AgentUnreachable, "the agent closed the connection");
        }
        m_decoder.feed(std::span(buffer).first(*received));
        kaomon::wipe(buffer.data(), *received);
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
