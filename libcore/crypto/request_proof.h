// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/key_pairs.h"

namespace kaomon::crypto {

// What a signed request binds together (the claims of DPoP, RFC 9449, plus body and counter).
struct ProofInput {
    std::string_view method; // upper case
    std::string_view target; // path and query exactly as sent
    std::string_view body;   // empty when there is none
    std::string_view token;  // access token of the Authorization header, empty before sign-in
};

// Header `Kaomon-Proof: v=1;kid=<id>;ts=<epoch seconds>;nonce=<22 chars>;ctr=<number>;sig=<86 chars>`.
// kid is a device id, or for a console the base64url of BLAKE2b-256(session public key).
struct RequestProof {
    std::string keyId;
    std::int64_t timestamp = 0;
    std::string nonce;
    std::uint64_t counter = 0;
    Bytes signature;

    [[nodiscard]] static RequestProof make(const ProofInput& input, const std::string& keyId,
                                           const SigningKey& key, TimePoint now, std::uint64_t counter);
    [[nodiscard]] std::string header() const;
    // ErrorCode::ProofInvalid for anything malformed.
    [[nodiscard]] static Result<RequestProof> parse(std::string_view header);
    // Signature only; the caller checks the time window (120 s), nonce and counter. ErrorCode::ProofInvalid.
    [[nodiscard]] Status verify(const ProofInput& input, std::span<const std::uint8_t> publicKey) const;
};

// kid of a console's session key.
[[nodiscard]] std::string sessionKeyId(std::span<const std::uint8_t> publicKey);

} // namespace kaomon::crypto
