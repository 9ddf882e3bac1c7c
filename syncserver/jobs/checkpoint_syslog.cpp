// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/checkpoint_syslog.h"

#include "base/log.h"
#include "delivery/syslog_message.h"

namespace kaomon::jobs {

void CheckpointSyslog::add(const wire::OperationCheckpoint& statement) {
    const std::string message = delivery::syslogCheckpoint(statement);
    for (const auto& target : m_options.syslog) {
        m_waiting[target.name()].insert_or_assign(statement.tenant, message);
    }
}

Status CheckpointSyslog::flush() {
    Status result;
    for (const auto& target : m_options.syslog) {
        const auto waiting = m_waiting.find(target.name());
        if (waiting == m_waiting.end() || waiting->second.empty()) {
            continue;
        }
        std::string frames;
        for (const auto& [tenant, message] : waiting->second) {
            frames += delivery::syslogFrame(message);
        }
        const auto outcome = m_sender.send(target, frames);
        if (outcome.kind == delivery::Outcome::Kind::Delivered) {
            m_waiting.erase(waiting);
            continue;
        }
        log::warning("operations.checkpoint_not_sent", {{"target", target.name()}, {"error", outcome.error}});
        result = fail(ErrorCode::Unavailable, "a syslog server does not take checkpoints: " + outcome.error);
    }
    return result;
}

} // namespace kaomon::jobs
