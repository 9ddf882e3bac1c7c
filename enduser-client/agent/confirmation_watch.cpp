// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/confirmation_watch.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "crypto/bytes_io.h"

namespace kaomon::agent {

namespace {

using std::chrono::days;
using Word = ConfirmationState::Word;

constexpr const char* kLastWord = "confirmed_at"; // state of the identity, which a new cache does not lose

} // namespace

std::string_view toWire(ConfirmationState::Word word) {
    switch (word) {
    case Word::Good:
        return "good";
    case Word::Old:
        return "old";
    case Word::Withheld:
        return "withheld";
    case Word::Unknown:
        break;
    }
    return "unknown";
}

// When an administrator last said what is the newest: also one who has left since. Before the first word it
// is the time of the first look. No clock of an administrator reaches into the future.
TimePoint ConfirmationWatch::lastWordAt(const std::optional<TimePoint>& issuedAt) {
    const TimePoint now = m_clock.now();
    std::optional<TimePoint> known;
    if (const auto stored = m_state.identity().state(kLastWord)) {
        crypto::BytesReader reader(stored->reveal());
        const TimePoint time = reader.time();
        if (reader.finish()) {
            known = std::min(time, now);
        }
    }
    const TimePoint last = std::max(known.value_or(issuedAt ? std::min(*issuedAt, now) : now),
                                    issuedAt ? std::min(*issuedAt, now) : TimePoint::min());
    if (known != last) {
        crypto::BytesWriter writer;
        writer.time(last);
        if (const auto kept = m_state.identity().setState(kLastWord, writer.result()); !kept) {
            log::error("agent.confirmation", {{"code", wireName(kept.error().code)}});
        }
    }
    return last;
}

ConfirmationState ConfirmationWatch::judge() {
    ConfirmationState state;
    const PolicyStore& policies = m_state.policies();
    if (m_state.device() == nullptr || !policies.manifest()) {
        return state;
    }
    const auto confirmation = storedConfirmation(m_state.cache(), *policies.manifest());
    const TimePoint last = lastWordAt(confirmation ? std::optional(confirmation->issuedAt) : std::nullopt);
    state.age = std::chrono::duration_cast<days>(m_clock.now() - last);
    state.withheld = withheldDocuments(m_state.cache(), policies, *m_state.device());
    const days limit = policies.policy().confirmedWithin;
    const bool isOld = limit.count() > 0 && m_clock.now() - last > limit;
    state.word = !state.withheld.empty() ? Word::Withheld : isOld ? Word::Old : Word::Good;
    return state;
}

void ConfirmationWatch::look() {
    const ConfirmationState before = std::exchange(m_last, judge());
    tell(before);
}

void ConfirmationWatch::tell(const ConfirmationState& before) {
    const bool isNew =
        m_last.word == Word::Withheld ? m_last.withheld != before.withheld : m_last.word != before.word;
    if (!isNew || (m_last.word != Word::Withheld && m_last.word != Word::Old)) {
        return;
    }
    wire::Event event;
    event.kind = "device";
    event.code = m_last.word == Word::Withheld ? "WITHHELD" : "UNCONFIRMED";
    event.result = "err";
    event.severity = m_last.word == Word::Withheld ? "critical" : "warning";
    event.detail.reason = wireName(ErrorCode::PolicyRolledBack);
    log::error(
        "agent.confirmation",
        {{"word", toWire(m_last.word)}, {"days", m_last.age.count()}, {"documents", m_last.withheld.size()}});
    if (const auto added = m_events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", "WITHHELD"}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace kaomon::agent
