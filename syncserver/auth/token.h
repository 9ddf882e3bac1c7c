// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "crypto/secret_key.h"

namespace kaomon::auth {

// An opaque session token: the tenant's id and 32 random bytes, base64url. The database keeps only its hash.
[[nodiscard]] SecretString makeToken(const TenantId& tenant);
// The tenant that a token names, which proves nothing by itself. ErrorCode::Unauthenticated when malformed.
[[nodiscard]] Result<TenantId> tenantOfToken(std::string_view token);
[[nodiscard]] std::string tokenHash(std::string_view token);

// A statement that the server hands out and takes back unchanged (cursors, delta tokens): fields with a MAC over
// them and `purpose`.
[[nodiscard]] std::string sealFields(const crypto::SecretKey& key, std::string_view purpose,
                                     const std::vector<std::string>& fields);
// ErrorCode::ValidationFailed for anything that sealFields did not make with this key, purpose and number of fields.
[[nodiscard]] Result<std::vector<std::string>> openFields(const crypto::SecretKey& key, std::string_view purpose,
                                                          std::size_t count, std::string_view sealed);

} // namespace kaomon::auth
