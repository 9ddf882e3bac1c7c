// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/request_proof.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/base64.h"
#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kPurpose = "request";
constexpr std::size_t kNonceSize = 16;
constexpr std::size_t kNonceCharacters = 22;
constexpr std::size_t kSignatureSize = 64;
constexpr std::size_t kMaximumHeader = 512;
constexpr std::size_t kMaximumKeyId = 64;

Bytes signedMessage(const ProofInput& input, const RequestProof& proof) {
    return BytesWriter()
        .text(input.method)
        .text(input.target)
        .bytes(hash(input.body))
        .bytes(input.token.empty() ? Bytes() : hash(input.token))
        .text(proof.keyId)
        .number(static_cast<std::uint64_t>(proof.timestamp))
        .text(proof.nonce)
        .number(proof.counter)
        .take();
}

bool isToken(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

template<class Number>
bool readNumber(std::string_view text, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 0;
}

// The values of "name=value;name=value..." when exactly these names stand there in this order.
std::optional<std::array<std::string_view, 6>> splitHeader(std::string_view header) {
    constexpr std::array<std::string_view, 6> kNames{"v=", "kid=", "ts=", "nonce=", "ctr=", "sig="};
    std::array<std::string_view, 6> values;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (!header.starts_with(kNames[i])) {
            return std::nullopt;
        }
        header.remove_prefix(kNames[i].size());
        const std::size_t end = header.find(';');
        if ((end == std::string_view::npos) != (i + 1 == kNames.size())) {
            return std::nullopt;
        }
        values[i] = header.substr(0, end);
        header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    }
    return values;
}

} // namespace

RequestProof RequestProof::make(const ProofInput& input, const std::string& keyId, const SigningKey& key,
                                TimePoint now, std::uint64_t counter) {
    RequestProof proof;
    proof.keyId = keyId;
    proof.timestamp = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    proof.nonce = toBase64Url(randomBytes(kNonceSize));
    proof.counter = counter;
    proof.signature = key.sign(kPurpose, signedMessage(input, proof));
    return proof;
}

std::string RequestProof::header() const {
    return "v=1;kid=" + keyId + ";ts=" + std::to_string(timestamp) + ";nonce=" + nonce +
           ";ctr=" + std::to_string(counter) + ";sig=" + toBase64Url(signature);
}

Result<RequestProof> RequestProof::parse(std::string_view header) {
    const Error malformed(ErrorCode::ProofInvalid, "malformed proof header");
    const auto values = header.size() <= kMaximumHeader ? splitHeader(header) : std::nullopt;
    if (!values) {
        return propagate(malformed);
    }
    const auto& [version, keyId, timestamp, nonce, counter, signature] = *values;
    RequestProof proof;
    auto signatureBytes = fromBase64Url(signature);
    if (version != "1" || !isToken(keyId) || keyId.size() > kMaximumKeyId || !isToken(nonce) ||
        nonce.size() != kNonceCharacters || !readNumber(timestamp, proof.timestamp) ||
        !readNumber(counter, proof.counter) || !signatureBytes || signatureBytes->size() != kSignatureSize) {
        return propagate(malformed);
    }
    proof.keyId = keyId;
    proof.nonce = nonce;
    proof.signature = std::move(*signatureBytes);
    return proof;
}

Status RequestProof::verify(const ProofInput& input, std::span<const std::uint8_t> publicKey) const {
    if (!crypto::verify(publicKey, kPurpose, signedMessage(input, *this), signature)) {
        return fail(ErrorCode::ProofInvalid, "proof does not fit the request");
    }
    return {};
}

std::string sessionKeyId(std::span<const std::uint8_t> publicKey) {
    return toBase64Url(hash(publicKey));
}

} // namespace kaomon::crypto
