// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/key_pairs.h"
#include "crypto/secret_key.h"
#include "vault/vault_entry.h"
#include "wire/vault.h"

namespace kaomon::vault {

// Whose vault.
struct VaultPlace {
    TenantId tenant;
    UserId user;
};

// Who seals: the PC and its key.
struct VaultWriter {
    DeviceId device;
    const crypto::SigningKey& signing;
};

// An entry under a key of its own, which is wrapped by a sub-key of the person's vault key; filled up to a
// multiple of 256 bytes, so that the length tells little.
[[nodiscard]] wire::VaultItem sealItem(const crypto::SecretKey& vaultKey, const VaultPlace& place,
                                       const VaultEntry& entry, long long version);
// ErrorCode::DecryptionFailed for another key, person, entry or version or a changed byte; else as
// decodeEntry().
[[nodiscard]] Result<VaultEntry> openItem(const crypto::SecretKey& vaultKey, const VaultPlace& place,
                                          const wire::VaultItem& item);

// What a manifest says of an entry.
struct ListedItem {
    long long version = 0;
    Bytes hash; // of the sealed item: BLAKE2b-128

    bool operator==(const ListedItem&) const = default;
};
using ItemList = std::map<std::string, ListedItem>; // by id

[[nodiscard]] ListedItem listed(const wire::VaultItem& item);

[[nodiscard]] wire::VaultManifest sealManifest(const crypto::SecretKey& vaultKey, const VaultPlace& place,
                                               const VaultWriter& writer, long long version,
                                               const ItemList& items);
// `signPublic` is the key of the PC that the manifest names. ErrorCode::SignatureInvalid, DecryptionFailed,
// ManifestRolledBack below `floor`, ValidationFailed.
[[nodiscard]] Result<ItemList> openManifest(const crypto::SecretKey& vaultKey, const VaultPlace& place,
                                            std::span<const std::uint8_t> signPublic, long long floor,
                                            const wire::VaultManifest& manifest);

} // namespace kaomon::vault
