// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include <QObject>

#include "base/result.h"
#include "localipc/agent_stream.h"

namespace kaomon::agentlink {

// The connection to the agent as the event loop sees it: a Unix socket on Linux, a named pipe on Windows.
// Nothing here waits, and what it keeps of the bytes on their way is wiped. One thread with an event loop.
class AgentSocket final : public QObject {
    Q_OBJECT

public:
    explicit AgentSocket(localipc::AgentStream::Handle handle);
    ~AgentSocket() override;
    Q_DISABLE_COPY_MOVE(AgentSocket)

    // How many bytes were taken; 0: none before the next writable(). ErrorCode::AgentUnreachable.
    [[nodiscard]] Result<std::size_t> send(std::span<const std::uint8_t> bytes);
    // What is there; nothing: none before the next readable(); 0: the other side has closed. Errors as
    // send().
    [[nodiscard]] Result<std::optional<std::size_t>> receive(std::span<std::uint8_t> buffer);
    // Whether writable() is to come as long as the agent takes bytes.
    void watchWritable(bool isWanted);
    // No signal follows.
    void close();

signals:
    void readable();
    void writable();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::agentlink
