// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/version_watch.h"

#include <QSysInfo>

#include "base/log.h"
#include "crypto/bytes_io.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kEnd = "support_ends";    // of the version that is named with it
constexpr std::string_view kRan = "program_version"; // that ran here last

} // namespace

wire::EventDetail aboutThisPc(AgentState& state) {
    wire::EventDetail detail;
    detail.system = QSysInfo::prettyProductName().toStdString();
    detail.protection = std::string(state.cache().protectionName());
    return detail;
}

VersionWatch::VersionWatch(AgentState& state, std::string version)
    : m_state(state)
    , m_version(version.empty() ? std::string(KAOMON_VERSION) : std::move(version)) {}

// Beside the keys of the PC: a cache that is made anew is no update.
void VersionWatch::begin(EventLog& events) {
    const auto stored = m_state.identity().state(kRan);
    const std::string before =
        stored ? std::string(stored->reveal().begin(), stored->reveal().end()) : std::string();
    if (before == m_version || m_state.device() == nullptr) {
        return;
    }
    if (const auto kept = m_state.identity().setState(kRan, Bytes(m_version.begin(), m_version.end()));
        !kept) {
        log::error("agent.version", {{"code", wireName(kept.error().code)}});
        return; // else it would be told at each start
    }
    if (!before.empty()) {
        wire::EventDetail detail = aboutThisPc(m_state);
        detail.versionBefore = before;
        events.note("device", "UPDATE", "info", std::move(detail)); // no trouble of the PC
    }
}

void VersionWatch::hear(const client::VersionSupport& support) {
    if (support.endsAt == endsAt()) {
        return;
    }
    Status kept;
    if (support.endsAt) {
        crypto::BytesWriter writer;
        writer.text(m_version).time(*support.endsAt);
        kept = m_state.cache().setState(kEnd, writer.result());
        log::info("agent.support_ends", {{"version", m_version}, {"at", toRfc3339(*support.endsAt)}});
    } else {
        kept = m_state.cache().removeState(kEnd);
    }
    if (!kept) {
        log::error("agent.support_ends", {{"code", wireName(kept.error().code)}});
    }
}

// What was said of the version before an update says nothing of this one.
std::optional<TimePoint> VersionWatch::endsAt() const {
    const auto stored = m_state.cache().state(kEnd);
    if (!stored) {
        return std::nullopt;
    }
    crypto::BytesReader reader(stored->reveal());
    const std::string version = reader.text();
    const TimePoint time = reader.time();
    return reader.finish() && version == m_version ? std::optional(time) : std::nullopt;
}

} // namespace kaomon::agent
