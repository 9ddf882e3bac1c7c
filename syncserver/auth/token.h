// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "http/message.h"

namespace kaomon::auth {

// Access and refresh tokens: the tenant, so that a node finds the right rows, and 32 random bytes. The
// database keeps tokenHash() only. Pure; any thread.
[[nodiscard]] std::string makeToken(const TenantId& tenant);
// ErrorCode::Unauthenticated for a text that makeToken() cannot have made.
[[nodiscard]] Result<TenantId> tenantOfToken(std::string_view token);
// base64url of BLAKE2b-256.
[[nodiscard]] std::string tokenHash(std::string_view token);
// The token of `Authorization: Bearer <token>`; empty when there is none.
[[nodiscard]] std::string_view bearerToken(const http::Request& request);

} // namespace kaomon::auth
