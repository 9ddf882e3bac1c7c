// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/vault_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/revision_mark.h"

namespace kaomon::storage {
namespace {

// How PCs know an entry: the person in front, as with vault keys (see resendUser()).
std::string objectOf(const UserId& user, const VaultItemId& id) {
    return user.text() + "|" + id.text();
}

} // namespace

std::optional<wire::VaultManifest> VaultRepository::manifest(const UserId& user) {
    auto row = Query(m_unit, "SELECT version, sealed, device_id, signature, rev FROM vault_manifest WHERE "
                             "tenant_id = :tenant AND user_id = :user")
                   .bind("tenant", m_unit.tenant())
                   .bind("user", user)
                   .first<long long, Bytes, DeviceId, Bytes, long long>();
    if (!row) {
        return std::nullopt;
    }
    auto& [version, sealed, device, signature, rev] = *row;
    return wire::VaultManifest{user, version, std::move(sealed), device, std::move(signature), rev};
}

std::optional<wire::VaultItem> VaultRepository::find(const UserId& user, const VaultItemId& id) {
    auto row = Query(m_unit, "SELECT version, item_key, ciphertext, rev FROM vault_item WHERE tenant_id = "
                             ":tenant AND user_id = :user AND id = :id")
                   .bind("tenant", m_unit.tenant())
                   .bind("user", user)
                   .bind("id", id)
                   .first<long long, Bytes, Bytes, long long>();
    if (!row) {
        return std::nullopt;
    }
    auto& [version, key, ciphertext, rev] = *row;
    return wire::VaultItem{id, user, version, std::move(key), std::move(ciphertext), rev};
}

std::vector<wire::VaultItem> VaultRepository::items(const UserId& user, long long after, int limit) {
    std::vector<wire::VaultItem> items;
    auto rows = Query(m_unit, "SELECT id, version, item_key, ciphertext, rev FROM vault_item WHERE tenant_id "
                              "= :tenant AND user_id = :user AND rev > :after ORDER BY rev LIMIT :limit")
                    .bind("tenant", m_unit.tenant())
                    .bind("user", user)
                    .bind("after", after)
                    .bind("limit", limit)
                    .all<VaultItemId, long long, Bytes, Bytes, long long>();
    for (auto& [id, version, key, ciphertext, rev] : rows) {
        items.push_back({id, user, version, std::move(key), std::move(ciphertext), rev});
    }
    return items;
}

long long VaultRepository::count(const UserId& user) {
    const auto row =
        Query(m_unit, "SELECT COUNT(*) FROM vault_item WHERE tenant_id = :tenant AND user_id = :user")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

long long VaultRepository::note(const UserId& user, const std::string& kind, const std::string& object,
                                bool isRemoved) {
    if (!m_devices) {
        m_devices.emplace();
        auto rows = Query(m_unit, "SELECT target FROM user_key WHERE tenant_id = :tenant AND user_id = :user "
                                  "AND kind = 'device' ORDER BY target")
                        .bind("tenant", m_unit.tenant())
                        .bind("user", user)
                        .all<std::string>();
        for (auto& [device] : rows) {
            m_devices->push_back(std::move(device));
        }
    }
    const ChangeOp op = isRemoved ? ChangeOp::Delete : ChangeOp::Upsert;
    long long rev = 0;
    for (const std::string& device : *m_devices) {
        rev = recordChange(m_unit, kind, object, op, device, m_now);
    }
    // Nobody who could open it: its revision is still one of the tenant's.
    return rev != 0 ? rev : takeRevisions(m_unit, 1);
}

long long VaultRepository::putItem(const wire::VaultItem& item) {
    const long long rev = note(item.user, "vault_item", objectOf(item.user, item.id), false);
    Query(m_unit,
          "INSERT INTO vault_item (tenant_id, user_id, id, version, item_key, ciphertext, rev) VALUES "
          "(:tenant, :user, :id, :version, :key, :ciphertext, :rev) ON CONFLICT (tenant_id, user_id, "
          "id) DO UPDATE SET version = excluded.version, item_key = excluded.item_key, ciphertext = "
          "excluded.ciphertext, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("user", item.user)
        .bind("id", item.id)
        .bind("version", item.version)
        .bind("key", item.key)
        .bind("ciphertext", item.ciphertext)
        .bind("rev", rev)
        .run();
    return rev;
}

void VaultRepository::removeItem(const UserId& user, const VaultItemId& id) {
    (void)note(user, "vault_item", objectOf(user, id), true);
    Query(m_unit, "DELETE FROM vault_item WHERE tenant_id = :tenant AND user_id = :user AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .run();
}

long long VaultRepository::putManifest(const wire::VaultManifest& manifest) {
    const long long rev = note(manifest.user, "vault", manifest.user.text(), false);
    Query(m_unit,
          "INSERT INTO vault_manifest (tenant_id, user_id, version, sealed, device_id, signature, rev) "
          "VALUES (:tenant, :user, :version, :sealed, :device, :signature, :rev) ON CONFLICT "
          "(tenant_id, user_id) DO UPDATE SET version = excluded.version, sealed = excluded.sealed, "
          "device_id = excluded.device_id, signature = excluded.signature, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("user", manifest.user)
        .bind("version", manifest.version)
        .bind("sealed", manifest.sealed)
        .bind("device", manifest.device.value_or(DeviceId()))
        .bind("signature", manifest.signature)
        .bind("rev", rev)
        .run();
    return rev;
}

void VaultRepository::resendTo(const UserId& user, const std::string& device) {
    const auto known = manifest(user);
    if (!known) {
        return;
    }
    auto rows = Query(m_unit, "SELECT id FROM vault_item WHERE tenant_id = :tenant AND user_id = :user")
                    .bind("tenant", m_unit.tenant())
                    .bind("user", user)
                    .all<VaultItemId>();
    for (const auto& [id] : rows) {
        (void)recordChange(m_unit, "vault_item", objectOf(user, id), ChangeOp::Upsert, device, m_now);
    }
    (void)recordChange(m_unit, "vault", user.text(), ChangeOp::Upsert, device, m_now);
}

} // namespace kaomon::storage
