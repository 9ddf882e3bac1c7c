// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "auth/nonce_memory.h"
#include "base/clock.h"
#include "crypto/request_proof.h"
#include "http/message.h"

namespace kaomon::auth {

// The checks of a Kaomon-Proof header that need no database; counters of writes are
// storage::ProofRepository's. Thread-safe.
class ProofChecker {
public:
    explicit ProofChecker(const Clock& clock)
        : m_clock(clock)
        , m_nonces(clock) {}

    // The header within the time window. ErrorCode::Unauthenticated (no header), ProofInvalid, ClockSkew.
    [[nodiscard]] Result<crypto::RequestProof> read(const http::Request& request) const;
    // The signature over target, body and token as sent. ErrorCode::ProofInvalid.
    [[nodiscard]] Status verify(const crypto::RequestProof& proof, const http::Request& request,
                                std::span<const std::uint8_t> publicKey) const;
    // After verify(). ErrorCode::ProofInvalid when this node was sent the request before.
    [[nodiscard]] Status takeNonce(const crypto::RequestProof& proof);

private:
    const Clock& m_clock;
    NonceMemory m_nonces;
};

} // namespace kaomon::auth
