// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon {

// base64url without padding (RFC 4648 section 5), the text form of every binary value in JSON and in the
// database.
[[nodiscard]] std::string toBase64Url(std::span<const std::uint8_t> bytes);

// Strict: no padding, no white space, no stray trailing bits. ErrorCode::ValidationFailed otherwise.
[[nodiscard]] Result<Bytes> fromBase64Url(std::string_view text);

// RFC 4648 base32 alphabet without padding, for codes that people read aloud and type.
[[nodiscard]] std::string toBase32(std::span<const std::uint8_t> bytes);

// Ignores spaces and hyphens, accepts lower case; ErrorCode::ValidationFailed for anything else.
[[nodiscard]] Result<Bytes> fromBase32(std::string_view text);

} // namespace kaomon
