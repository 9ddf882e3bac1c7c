// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "crypto/trust.h"

namespace kaomon::auth {

// The manifest in an encoded SignedRecord, checked against the root key that it names itself: right for the
// first manifest of a tenant and for the one that the server has stored; a new one is checked against the
// stored root. ErrorCode::SignatureInvalid, ValidationFailed. Pure; any thread.
[[nodiscard]] Result<crypto::TenantManifest> openOwnManifest(std::span<const std::uint8_t> record,
                                                             const std::string& tenant);

} // namespace kaomon::auth
