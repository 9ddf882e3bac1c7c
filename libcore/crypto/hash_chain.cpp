// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hash_chain.h"

#include <array>
#include <string>

#include <sodium.h>

namespace kaomon::crypto {
namespace {

constexpr std::size_t kDigest = 32;

} // namespace

Bytes chainStart() {
    return Bytes(kDigest, 0);
}

Bytes chainNext(std::span<const std::uint8_t> previous, std::span<const std::uint8_t> record) {
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
        length[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(record.size()) >> (56 - 8 * i));
    }
    Bytes digest(kDigest);
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, digest.size());
    crypto_generichash_update(&state, previous.data(), previous.size());
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, record.data(), record.size());
    crypto_generichash_final(&state, digest.data(), digest.size());
    return digest;
}

Status checkChain(std::span<const std::uint8_t> start, const std::vector<ChainLink>& links) {
    Bytes expected(start.begin(), start.end());
    for (std::size_t i = 0; i < links.size(); ++i) {
        expected = chainNext(expected, links[i].record);
        if (expected != links[i].hash) {
            return fail(ErrorCode::StorageCorrupt, "chain broken at record " + std::to_string(i));
        }
    }
    return {};
}

} // namespace kaomon::crypto
