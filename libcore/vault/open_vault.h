// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/secret_key.h"
#include "vault/sealed_vault.h"

namespace kaomon::vault {

// What there is of a vault, sealed, as the server gave it out.
struct SealedVault {
    std::optional<wire::VaultManifest> manifest; // none: there is no vault yet
    std::vector<wire::VaultItem> items;
};

// An entry that the manifest names and that is not there as it says, or one that it does not name: left out,
// or put back by somebody, or damaged.
struct RefusedItem {
    std::string id;
    Error reason;
};

// A vault in clear with the key that opens it: made after a match, wiped when it goes. Says which changes to
// send; what was sent and taken is put into it by adopt(). Not thread-safe.
class OpenVault {
public:
    // The key with which a PC signs; nullopt for one that has no chain to the tenant's root.
    using SignKeys = std::function<std::optional<Bytes>(const DeviceId&)>;

    // `floor`: the highest version of the list that was ever seen here. Entries that do not agree with the
    // list are left out (refused()); without a list that counts nothing is opened.
    // ErrorCode::ManifestRolledBack below the floor, also when there is no list any more; SignatureInvalid,
    // DecryptionFailed, StorageTooNew.
    [[nodiscard]] static Result<OpenVault> open(crypto::SecretKey vaultKey, VaultPlace place,
                                                const SealedVault& sealed, long long floor,
                                                const SignKeys& signKeys);

    [[nodiscard]] long long version() const { return m_version; }
    [[nodiscard]] long long rev() const { return m_rev; }
    [[nodiscard]] const std::map<std::string, VaultEntry>& entries() const { return m_entries; }
    [[nodiscard]] const VaultEntry* find(const VaultItemId& id) const;
    // Of which version an entry is here; 0 for none.
    [[nodiscard]] long long versionOf(const VaultItemId& id) const;
    [[nodiscard]] const std::vector<RefusedItem>& refused() const { return m_refused; }

    // The change that stores `entry`, a new one or the next version. ErrorCode::ValidationFailed.
    [[nodiscard]] Result<wire::VaultWrite> put(const VaultEntry& entry, const VaultWriter& writer) const;
    // ErrorCode::NotFound.
    [[nodiscard]] Result<wire::VaultWrite> remove(const VaultItemId& id, const VaultWriter& writer) const;
    // The server has taken `write` and answered `stored`.
    [[nodiscard]] Status adopt(const wire::VaultWrite& write, const wire::VaultManifest& stored);

private:
    OpenVault(crypto::SecretKey vaultKey, VaultPlace place)
        : m_key(std::move(vaultKey))
        , m_place(std::move(place)) {}
    void take(const wire::VaultItem& item);

    crypto::SecretKey m_key;
    VaultPlace m_place;
    long long m_version = 0;
    long long m_rev = 0;
    ItemList m_list;
    std::map<std::string, VaultEntry> m_entries;
    std::vector<RefusedItem> m_refused;
};

} // namespace kaomon::vault
