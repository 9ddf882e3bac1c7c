// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/secret_key.h"

namespace kaomon::localstore {

// The key under which a PC's offline store is sealed. On Linux it is a file of 32 random bytes that only root
// (the user of this process) may read: it protects a copied database, not against root or a thief of the
// whole disk; that takes disk encryption or a TPM. On Windows the file is private too and sealed by DPAPI for
// this PC besides: a copy of it is of no use elsewhere. Owned by whoever opens the store; move-only.
class MachineKey {
public:
    enum class IfMissing { Create, Fail };

    // `path` is absolute. Errors: KeyUnavailable (missing, open to others, not 32 bytes, of
    // another PC), DiskFull,
    // StorageFailed.
    [[nodiscard]] static Result<MachineKey> open(const std::string& path, IfMissing ifMissing);

    [[nodiscard]] const crypto::SecretKey& key() const { return m_key; }
    // What `status` shows to people and support.
    [[nodiscard]] std::string_view protectionName() const;

private:
    explicit MachineKey(crypto::SecretKey key)
        : m_key(std::move(key)) {}

    crypto::SecretKey m_key;
};

} // namespace kaomon::localstore
