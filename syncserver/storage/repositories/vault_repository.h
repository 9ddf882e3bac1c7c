// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/vault.h"

namespace kaomon::storage {

// The sealed vaults of the unit's tenant. Changes are noted for the PCs that hold a wrap of the person's
// vault key, and for no others. Used inside one job. Throws StorageFault.
class VaultRepository {
public:
    VaultRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::optional<wire::VaultManifest> manifest(const UserId& user);
    [[nodiscard]] std::optional<wire::VaultItem> find(const UserId& user, const VaultItemId& id);
    // In the order of their revisions, from behind `after`.
    [[nodiscard]] std::vector<wire::VaultItem> items(const UserId& user, long long after, int limit);
    [[nodiscard]] long long count(const UserId& user);

    // Each of these takes a revision and gives it.
    long long putItem(const wire::VaultItem& item);
    void removeItem(const UserId& user, const VaultItemId& id);
    long long putManifest(const wire::VaultManifest& manifest);

    // Everything once more for a PC that has only now been given a wrap.
    void resendTo(const UserId& user, const std::string& device);

private:
    long long note(const UserId& user, const std::string& kind, const std::string& object, bool isRemoved);

    UnitOfWork& m_unit;
    TimePoint m_now;
    std::optional<std::vector<std::string>> m_devices; // of the person whose vault is written
};

} // namespace kaomon::storage
