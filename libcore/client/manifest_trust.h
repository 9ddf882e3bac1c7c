// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "crypto/trust.h"

namespace kaomon::client {

// The first meeting with a tenant's manifest, when only the fingerprint of the root key is known (from a
// bundle or an earlier sign-in): takes the root key that the manifest names, compares its fingerprint and
// verifies the manifest with it. An empty fingerprint accepts the root named: only for a caller who proves it
// otherwise. Pure; any thread. ErrorCode::SignatureInvalid, ManifestRolledBack, ValidationFailed.
[[nodiscard]] Result<crypto::TenantManifest> openManifest(std::span<const std::uint8_t> encodedRecord,
                                                          const std::string& tenant,
                                                          const std::string& rootFingerprint,
                                                          std::uint64_t minimumVersion);

} // namespace kaomon::client
