// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/role.h"
#include "storage/unit_of_work.h"
#include "wire/keys.h"

namespace kaomon::storage {

// The manifest, the seals of the tenant's keys and the wraps of the users' vault keys. Every change is noted
// for the PCs. Used inside one job, in the unit's tenant. Throws StorageFault.
class KeyRepository {
public:
    explicit KeyRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::optional<wire::ManifestDocument> manifest();
    void putManifest(const wire::ManifestDocument& manifest, TimePoint now);

    [[nodiscard]] std::vector<wire::KeySeal> sealsOf(const std::string& receiver);
    [[nodiscard]] std::optional<wire::KeySeal> seal(const std::string& kind, const std::string& keyId,
                                                    const std::string& receiver);
    // One of the root is not confirmed by that, whatever was there before.
    void putSeal(const wire::KeySeal& seal, TimePoint now);
    // The receiver can open his seal of the root, under this key id or under any.
    void confirmRoot(const std::string& receiver, const std::string& keyId);
    void confirmRoot(const std::string& receiver);
    [[nodiscard]] bool hasConfirmedRoot(const std::string& receiver);
    [[nodiscard]] long long countSeals(const std::string& receiver);
    void removeSealsOf(const std::string& receiver);
    // Those that the role may not open (any more).
    void removeForeignSeals(const std::string& receiver, domain::Role role);

    [[nodiscard]] std::vector<wire::VaultKeyWrap> vaultKeys(const UserId& user);
    // The wrap for one PC only.
    [[nodiscard]] std::vector<wire::VaultKeyWrap> vaultKeysFor(const UserId& user, const std::string& device);
    // Adds or replaces by (kind, target).
    void putVaultKey(const UserId& user, const wire::VaultKeyWrap& wrap, TimePoint now);
    void removePasswordWrap(const UserId& user);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
