// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/request_signer.h"

#include <algorithm>
#include <utility>

namespace kaomon::client {

RequestSigner::RequestSigner(std::string keyId, crypto::SigningKey key, const Clock& clock,
                             std::uint64_t lastCounter)
    : m_keyId(std::move(keyId))
    , m_key(std::move(key))
    , m_clock(clock)
    , m_counter(lastCounter) {}

std::string RequestSigner::sign(const crypto::ProofInput& input) {
    const TimePoint now = serverNow();
    const auto byClock = static_cast<std::uint64_t>(std::max<long long>(0, toEpochMicros(now)));
    m_counter = std::max(m_counter + 1, byClock);
    return crypto::RequestProof::make(input, m_keyId, m_key, now, m_counter).header();
}

void RequestSigner::enterWrite(QObject* owner, std::function<void()> go) {
    if (m_isWriting) {
        m_waiting.push_back({owner, std::move(go)});
        return;
    }
    m_isWriting = true;
    go();
}

void RequestSigner::leaveWrite() {
    m_isWriting = false;
    while (!m_waiting.empty() && !m_isWriting) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (next.owner != nullptr) {
            m_isWriting = true;
            next.go();
        }
    }
}

} // namespace kaomon::client
