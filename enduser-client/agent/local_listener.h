// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <QObject>

#include "agent/uid.h"
#include "base/result.h"
#include "localipc/agent_stream.h"

namespace kaomon::agent {

// Who is at the other end of a connection, as the system recorded it.
struct Peer {
    uid_t uid = 0;
    std::int64_t pid = 0; // for logs only
};

// Takes the connections of the agent's Unix socket or named pipe. Main thread.
class LocalListener final : public QObject {
    Q_OBJECT
public:
    struct Arrival {
        localipc::AgentStream::Handle handle;
        Peer peer;
    };

    // Errors as localipc::listenUnix() or PipeListener::listen().
    [[nodiscard]] static Result<std::unique_ptr<LocalListener>> listen(const std::string& endpoint);
    ~LocalListener() override;

    // The next one that waits. One whose peer cannot be told is let go.
    [[nodiscard]] std::optional<Arrival> next();

signals:
    void waiting();

private:
    struct Impl;
    explicit LocalListener(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::agent
