// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/stream_guard.h"

namespace kaomon::domain {

void StreamGuard::count(const Sample& sample) {
    const bool isNew = !m_countedFrom || sample.number < m_countedFrom->number || // began again
                       sample.at < m_countedFrom->at || !(sample.framesPerSecond >= kSlowest);
    if (isNew) {
        m_countedFrom = sample;
        return;
    }
    const std::chrono::duration<double> lasted = sample.at - m_countedFrom->at;
    if (lasted < kWhile) {
        return;
    }
    const auto pictures = static_cast<double>(sample.number - m_countedFrom->number);
    m_rushes += pictures > kFaster * sample.framesPerSecond * lasted.count() ? 1 : 0;
    m_countedFrom = sample;
}

bool StreamGuard::add(const Sample& sample) {
    if (!m_last || m_last->fingerprint != sample.fingerprint) {
        m_sameSince = sample.at;
        m_returns += m_seen.insert(sample.fingerprint).second ? 0 : 1;
    }
    if (m_last && sample.at < m_last->at) {
        ++m_backwards;
    }
    count(sample);
    const bool isFrozen = sample.at - m_sameSince >= kFrozen;
    m_isSuspect =
        m_isSuspect || isFrozen || m_returns >= kReturns || m_backwards >= kBackwards || m_rushes >= kRushes;
    m_last = sample;
    return m_isSuspect;
}

} // namespace kaomon::domain
