// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "delivery/delivery_options.h"
#include "delivery/syslog_sender.h"
#include "wire/operations.h"

namespace kaomon::jobs {

// Signed checkpoints of operation logs on their way off this machine, to every syslog server of the operator.
// The text of a message is the line of operation-checkpoints.jsonl, so that what a collector kept can be
// given to `kaomonctl audit verify --checkpoints`. What a server does not take now is sent again with the
// next ones; at most the newest of each tenant waits, since it covers the entries of those before. Used by
// one thread.
class CheckpointSyslog {
public:
    // `options` outlives this object.
    explicit CheckpointSyslog(const delivery::DeliveryOptions& options)
        : m_options(options)
        , m_sender(options.authorities) {}

    void add(const wire::OperationCheckpoint& statement);
    // Sends what waits. ErrorCode::Unavailable when a server did not take it.
    [[nodiscard]] Status flush();

private:
    const delivery::DeliveryOptions& m_options;
    delivery::SyslogSender m_sender;
    std::map<std::string, std::map<std::string, std::string>> m_waiting; // message by tenant, by server
};

} // namespace kaomon::jobs
