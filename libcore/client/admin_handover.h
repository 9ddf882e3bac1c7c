// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "client/admin_keyring.h"
#include "wire/keys.h"

namespace kaomon::client {

// Eight groups of four hex digits over somebody's two public keys, in the order signature, box: what a new
// administrator reads out to the owner who hands him the tenant's keys, so that the server cannot put keys
// of its own in between.
[[nodiscard]] std::string identityFingerprint(const Bytes& signPublic, const Bytes& boxPublic);

// Roles that hold seals of the tenant's keys, and so have to stand in the manifest.
[[nodiscard]] bool needsKeys(domain::Role role);

// The manifest's administrators with `admin` added or changed; without him when his role holds no keys. Pure;
// what signs it is AdminKeyring::signManifestAfter().
[[nodiscard]] crypto::TenantManifest manifestWith(crypto::TenantManifest manifest,
                                                  const crypto::ManifestAdmin& admin);

// Whether both name the same pairs of keys: what was sealed to an administrator under one is today's under
// the other.
[[nodiscard]] bool haveSamePairs(const crypto::TenantManifest& a, const crypto::TenantManifest& b);

} // namespace kaomon::client
