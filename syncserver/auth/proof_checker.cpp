// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/proof_checker.h"

#include "auth/token.h"

namespace kaomon::auth {
namespace {

constexpr std::chrono::seconds kTimeWindow{120};

} // namespace

Result<crypto::RequestProof> ProofChecker::read(const http::Request& request) const {
    const std::string_view header = request.header("kaomon-proof");
    if (header.empty()) {
        return fail(ErrorCode::Unauthenticated, "no proof");
    }
    auto proof = crypto::RequestProof::parse(header);
    if (!proof) {
        return proof;
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.now()).time_since_epoch().count();
    const bool isNear =
        proof->timestamp <= now + kTimeWindow.count() && proof->timestamp >= now - kTimeWindow.count();
    if (!isNear) {
        return fail(ErrorCode::ClockSkew, "proof of " + std::to_string(proof->timestamp));
    }
    return proof;
}

Status ProofChecker::verify(const crypto::RequestProof& proof, const http::Request& request,
                            std::span<const std::uint8_t> publicKey) const {
    const crypto::ProofInput input{request.method, request.target, request.body, bearerToken(request)};
    return proof.verify(input, publicKey);
}

Status ProofChecker::takeNonce(const crypto::RequestProof& proof) {
    if (!m_nonces.take(proof.keyId, proof.nonce)) {
        return fail(ErrorCode::ProofInvalid, "request was sent before");
    }
    return {};
}

} // namespace kaomon::auth
