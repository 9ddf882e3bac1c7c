// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hash_chain.h"

#include <string>

#include "crypto/secret_key.h"

namespace kaomon::crypto {

Bytes chainStart() {
    return Bytes(32, 0);
}

Bytes chainNext(std::span<const std::uint8_t> previous, std::span<const std::uint8_t> record) {
    Bytes input(previous.begin(), previous.end());
    const std::uint64_t length = record.size();
    for (int shift = 56; shift >= 0; shift -= 8) {
        input.push_back(static_cast<std::uint8_t>(length >> shift));
    }
    input.insert(input.end(), record.begin(), record.end());
    return hash(input);
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
