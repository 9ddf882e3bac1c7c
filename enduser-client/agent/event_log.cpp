// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/event_log.h"

#include <chrono>

#include <QDateTime>

#include "base/log.h"
#include "domain/device_state.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

// Somebody reads "at ten past nine" where the PC stands, also where the console is an hour away.
int minutesAheadOfUtc(TimePoint at) {
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis).offsetFromUtc() / 60;
}

} // namespace

Status EventLog::add(wire::Event event) {
    // Nobody takes the events of a PC that belongs to no tenant, or to none any more.
    if (m_state.device() == nullptr ||
        m_state.deviceState() == domain::toWire(domain::DeviceState::Revoked)) {
        return {};
    }
    if (event.id.isEmpty()) {
        event.id = EventId::generate();
    }
    event.at = m_clock.now();
    event.utcOffsetMin = minutesAheadOfUtc(event.at);
    event.online = m_isOnline;
    event.clientVersion = KAOMON_VERSION;
    event.policyVersion = m_state.policies().policyVersion();
    const std::string json = wire::encode(event);
    const Bytes bytes(json.begin(), json.end());
    const auto stored = m_state.cache().append(bytes);
    if (!stored) {
        return propagate(stored.error());
    }
    if (m_added) {
        m_added();
    }
    return {};
}

void EventLog::note(std::string_view kind, std::string_view code, std::string_view result,
                    wire::EventDetail detail) {
    wire::Event event;
    event.kind = kind;
    event.code = code;
    event.result = result;
    event.severity = result == "info" ? "info" : "warning";
    event.detail = std::move(detail);
    if (const auto added = add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", code}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace kaomon::agent
