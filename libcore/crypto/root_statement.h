// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "crypto/key_pairs.h"

namespace kaomon::crypto {

// What an owner states with the tenant's root key: that he opened this very seal of it. The server, which
// cannot open one, believes it, and it says nothing of another seal, another owner or another tenant; so a
// copy of it is good for nothing, and it needs no time.
struct RootStatement {
    std::string tenant;
    std::string user; // who opened the seal
    std::string keyId;
    Bytes sealDigest; // hash() of the sealed bytes

    [[nodiscard]] Bytes sign(const SigningKey& root) const;
    // ErrorCode::SignatureInvalid.
    [[nodiscard]] Status check(std::span<const std::uint8_t> rootPublic, const Bytes& signature) const;
};

} // namespace kaomon::crypto
