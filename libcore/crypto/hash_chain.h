// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::crypto {

// The tamper-evident chain under audit and device logs: h[n] = BLAKE2b-256(h[n-1] | length of record, 8 bytes
// big endian | record), beginning with 32 zero bytes. Pure functions, safe on any thread.
[[nodiscard]] Bytes chainStart();

// The hash after `record`. Precondition: `previous` has 32 bytes.
[[nodiscard]] Bytes chainNext(std::span<const std::uint8_t> previous, std::span<const std::uint8_t> record);

struct ChainLink {
    Bytes record;
    Bytes hash;
};

// ErrorCode::StorageCorrupt at the first record that was changed, removed, added or moved; `detail` has its
// index.
[[nodiscard]] Status checkChain(std::span<const std::uint8_t> start, const std::vector<ChainLink>& links);

} // namespace kaomon::crypto
