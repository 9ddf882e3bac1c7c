// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/open_vault.h"

#include <algorithm>

namespace kaomon::vault {

Result<OpenVault> OpenVault::open(crypto::SecretKey vaultKey, VaultPlace place, const SealedVault& sealed,
                                  long long floor, const SignKeys& signKeys) {
    OpenVault vault(std::move(vaultKey), std::move(place));
    if (!sealed.manifest) {
        if (floor > 0) {
            return fail(ErrorCode::ManifestRolledBack,
                        "the vault that was seen here is not given out any more");
        }
        return vault;
    }
    const auto signPublic =
        sealed.manifest->device ? signKeys(*sealed.manifest->device) : std::optional<Bytes>();
    if (!signPublic) {
        return fail(ErrorCode::SignatureInvalid, "the PC that wrote the vault is not known");
    }
    auto list = openManifest(vault.m_key, vault.m_place, *signPublic, floor, *sealed.manifest);
    if (!list) {
        return propagate(list.error());
    }
    vault.m_version = sealed.manifest->version;
    vault.m_rev = sealed.manifest->rev;
    vault.m_list = std::move(*list);
    for (const wire::VaultItem& item : sealed.items) {
        vault.take(item);
    }
    for (const auto& [id, listed] : vault.m_list) {
        const bool isTold =
            std::ranges::any_of(vault.m_refused, [&](const auto& one) { return one.id == id; });
        if (!vault.m_entries.contains(id) && !isTold) {
            vault.m_refused.push_back({id, Error(ErrorCode::ManifestRolledBack, "left out")});
        }
    }
    return vault;
}

void OpenVault::take(const wire::VaultItem& item) {
    const std::string& id = item.id.text();
    const auto known = m_list.find(id);
    if (known == m_list.end() || known->second != listed(item)) {
        m_refused.push_back({id, Error(ErrorCode::ManifestRolledBack, "not what the list names")});
        return;
    }
    auto entry = openItem(m_key, m_place, item);
    if (!entry) {
        m_refused.push_back({id, entry.error()});
        return;
    }
    m_entries.insert_or_assign(id, std::move(*entry));
}

const VaultEntry* OpenVault::find(const VaultItemId& id) const {
    const auto found = m_entries.find(id.text());
    return found == m_entries.end() ? nullptr : &found->second;
}

long long OpenVault::versionOf(const VaultItemId& id) const {
    const auto found = m_list.find(id.text());
    return found == m_list.end() ? 0 : found->second.version;
}

Result<wire::VaultWrite> OpenVault::put(const VaultEntry& entry, const VaultWriter& writer) const {
    if (const Status valid = check(entry); !valid) {
        return propagate(valid.error());
    }
    wire::VaultWrite write;
    write.items.push_back(sealItem(m_key, m_place, entry, versionOf(entry.id) + 1));
    ItemList next = m_list;
    next[entry.id.text()] = listed(write.items.front());
    write.manifest = sealManifest(m_key, m_place, writer, m_version + 1, next);
    return write;
}

Result<wire::VaultWrite> OpenVault::remove(const VaultItemId& id, const VaultWriter& writer) const {
    if (versionOf(id) == 0) {
        return fail(ErrorCode::NotFound, "no such entry");
    }
    wire::VaultWrite write;
    write.removed.push_back(id);
    ItemList next = m_list;
    next.erase(id.text());
    write.manifest = sealManifest(m_key, m_place, writer, m_version + 1, next);
    return write;
}

Status OpenVault::adopt(const wire::VaultWrite& write, const wire::VaultManifest& stored) {
    if (stored.version != m_version + 1 || stored.sealed != write.manifest.sealed) {
        return fail(ErrorCode::ProtocolError, "the server stored something else than was sent");
    }
    m_version = stored.version;
    m_rev = stored.rev;
    for (const VaultItemId& id : write.removed) {
        m_list.erase(id.text());
        m_entries.erase(id.text());
    }
    for (const wire::VaultItem& item : write.items) {
        m_list[item.id.text()] = listed(item);
        take(item);
    }
    return {};
}

} // namespace kaomon::vault
