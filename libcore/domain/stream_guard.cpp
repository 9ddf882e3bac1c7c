// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/stream_guard.h"

namespace kaomon::domain {

bool StreamGuard::add(const Sample& sample) {
    if (!m_last || m_last->fingerprint != sample.fingerprint) {
        m_sameSince = sample.at;
        m_returns += m_seen.insert(sample.fingerprint).second ? 0 : 1;
    }
    if (m_last && sample.at < m_last->at) {
        ++m_backwards;
    }
    const bool isFrozen = sample.at - m_sameSince >= kFrozen;
    m_isSuspect = m_isSuspect || isFrozen || m_returns >= kReturns || m_backwards >= kBackwards;
    m_last = sample;
    return m_isSuspect;
}

} // namespace kaomon::domain
