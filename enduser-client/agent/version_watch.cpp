// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/version_watch.h"

#include "base/log.h"
#include "crypto/bytes_io.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kEnd = "support_ends"; // of the version that is named with it

} // namespace

void VersionWatch::hear(const client::VersionSupport& support) {
    if (support.endsAt == endsAt()) {
        return;
    }
    Status kept;
    if (support.endsAt) {
        crypto::BytesWriter writer;
        writer.text(KAOMON_VERSION).time(*support.endsAt);
        kept = m_state.cache().setState(kEnd, writer.result());
        log::info("agent.support_ends", {{"version", KAOMON_VERSION}, {"at", toRfc3339(*support.endsAt)}});
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
    return reader.finish() && version == KAOMON_VERSION ? std::optional(time) : std::nullopt;
}

} // namespace kaomon::agent
