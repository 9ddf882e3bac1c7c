// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "auth/server_key.h"
#include "base/id.h"

namespace kaomon::features {

// The MAC key of an enrolment code as it is stored: sealed under the server's own key, bound to tenant and
// code.
[[nodiscard]] std::string sealMacKey(const auth::ServerKey& key, const TenantId& tenant,
                                     const std::string& codeId, std::span<const std::uint8_t> macKey);
// ErrorCode::DecryptionFailed, ValidationFailed.
[[nodiscard]] Result<crypto::SecretKey> openMacKey(const auth::ServerKey& key, const TenantId& tenant,
                                                   const std::string& codeId, const std::string& sealed);

} // namespace kaomon::features
