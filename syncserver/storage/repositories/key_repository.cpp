// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/key_repository.h"

#include "domain/key_kind.h"
#include "storage/query.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/vault_repository.h"

namespace kaomon::storage {
namespace {

const std::string kRootKind = "tr";

} // namespace

std::optional<wire::ManifestDocument> KeyRepository::manifest() {
    auto row = Query(m_unit, "SELECT record, version FROM tenant_trust WHERE tenant_id = :tenant")
                   .bind("tenant", m_unit.tenant())
                   .first<Bytes, long long>();
    if (!row) {
        return std::nullopt;
    }
    return wire::ManifestDocument{std::move(std::get<0>(*row)), std::get<1>(*row)};
}

void KeyRepository::putManifest(const wire::ManifestDocument& manifest, TimePoint now) {
    const long long rev = recordChange(m_unit, "manifest", m_unit.tenant().text(), ChangeOp::Upsert, "", now);
    Query(m_unit, "INSERT INTO tenant_trust (tenant_id, version, record, rev) "
                  "VALUES (:tenant, :version, :record, :rev) ON CONFLICT (tenant_id) DO UPDATE SET "
                  "version = excluded.version, record = excluded.record, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("version", manifest.version)
        .bind("record", manifest.record)
        .bind("rev", rev)
        .run();
}

std::vector<wire::KeySeal> KeyRepository::sealsOf(const std::string& receiver) {
    std::vector<wire::KeySeal> seals;
    auto rows = Query(m_unit, "SELECT kind, key_id, sealed FROM key_seal WHERE tenant_id = :tenant AND "
                              "receiver = :receiver ORDER BY kind, key_id")
                    .bind("tenant", m_unit.tenant())
                    .bind("receiver", receiver)
                    .all<std::string, std::string, Bytes>();
    for (auto& [kind, keyId, sealed] : rows) {
        seals.push_back({std::move(kind), std::move(keyId), receiver, std::move(sealed)});
    }
    return seals;
}

std::optional<wire::KeySeal> KeyRepository::seal(const std::string& kind, const std::string& keyId,
                                                 const std::string& receiver) {
    auto row = Query(m_unit, "SELECT sealed FROM key_seal WHERE tenant_id = :tenant AND kind = :kind AND "
                             "key_id = :key AND receiver = :receiver")
                   .bind("tenant", m_unit.tenant())
                   .bind("kind", kind)
                   .bind("key", keyId)
                   .bind("receiver", receiver)
                   .first<Bytes>();
    if (!row) {
        return std::nullopt;
    }
    return wire::KeySeal{kind, keyId, receiver, std::move(std::get<0>(*row))};
}

void KeyRepository::putSeal(const wire::KeySeal& seal, TimePoint now) {
    const long long rev =
        recordChange(m_unit, "seal", seal.kind + "|" + seal.keyId, ChangeOp::Upsert, seal.receiver, now);
    Query(m_unit,
          "INSERT INTO key_seal (tenant_id, kind, key_id, receiver, sealed, rev, unconfirmed_since) "
          "VALUES (:tenant, :kind, :key, :receiver, :sealed, :rev, :since) "
          "ON CONFLICT (tenant_id, kind, key_id, receiver) DO UPDATE SET "
          "sealed = excluded.sealed, rev = excluded.rev, unconfirmed_since = excluded.unconfirmed_since")
        .bind("tenant", m_unit.tenant())
        .bind("kind", seal.kind)
        .bind("key", seal.keyId)
        .bind("receiver", seal.receiver)
        .bind("sealed", seal.sealed)
        .bind("rev", rev)
        .bind("since", seal.kind == kRootKind ? std::optional(now) : std::nullopt)
        .run();
}

void KeyRepository::confirmRoot(const std::string& receiver, const std::string& keyId) {
    Query(m_unit,
          "UPDATE key_seal SET unconfirmed_since = NULL WHERE tenant_id = :tenant AND kind = :kind AND "
          "receiver = :receiver AND key_id = :key")
        .bind("tenant", m_unit.tenant())
        .bind("kind", kRootKind)
        .bind("receiver", receiver)
        .bind("key", keyId)
        .run();
}

void KeyRepository::confirmRoot(const std::string& receiver) {
    for (const wire::KeySeal& seal : sealsOf(receiver)) {
        if (seal.kind == kRootKind) {
            confirmRoot(receiver, seal.keyId);
        }
    }
}

bool KeyRepository::hasConfirmedRoot(const std::string& receiver) {
    return Query(m_unit, "SELECT 1 FROM key_seal WHERE tenant_id = :tenant AND receiver = :receiver AND "
                         "kind = :kind AND unconfirmed_since IS NULL LIMIT 1")
        .bind("tenant", m_unit.tenant())
        .bind("receiver", receiver)
        .bind("kind", kRootKind)
        .first<long long>()
        .has_value();
}

void KeyRepository::removeSealsOf(const std::string& receiver) {
    Query(m_unit, "DELETE FROM key_seal WHERE tenant_id = :tenant AND receiver = :receiver")
        .bind("tenant", m_unit.tenant())
        .bind("receiver", receiver)
        .run();
}

void KeyRepository::removeForeignSeals(const std::string& receiver, domain::Role role) {
    for (const wire::KeySeal& seal : sealsOf(receiver)) {
        if (!domain::mayHoldSeal(role, seal.kind)) {
            Query(m_unit, "DELETE FROM key_seal WHERE tenant_id = :tenant AND kind = :kind AND key_id = :key "
                          "AND receiver = :receiver")
                .bind("tenant", m_unit.tenant())
                .bind("kind", seal.kind)
                .bind("key", seal.keyId)
                .bind("receiver", receiver)
                .run();
        }
    }
}

long long KeyRepository::countSeals(const std::string& receiver) {
    const auto row =
        Query(m_unit, "SELECT COUNT(*) FROM key_seal WHERE tenant_id = :tenant AND receiver = :receiver")
            .bind("tenant", m_unit.tenant())
            .bind("receiver", receiver)
            .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::vector<wire::VaultKeyWrap> KeyRepository::vaultKeys(const UserId& user) {
    std::vector<wire::VaultKeyWrap> wraps;
    auto rows = Query(m_unit, "SELECT kind, target, sealed FROM user_key WHERE tenant_id = :tenant AND "
                              "user_id = :user ORDER BY kind, target")
                    .bind("tenant", m_unit.tenant())
                    .bind("user", user)
                    .all<std::string, std::string, Bytes>();
    for (auto& [kind, target, sealed] : rows) {
        wraps.push_back({std::move(kind), std::move(target), std::move(sealed)});
    }
    return wraps;
}

std::vector<wire::VaultKeyWrap> KeyRepository::vaultKeysFor(const UserId& user, const std::string& device) {
    auto wraps = vaultKeys(user);
    std::erase_if(wraps, [&](const wire::VaultKeyWrap& wrap) {
        return wrap.kind != "device" || wrap.target != device;
    });
    return wraps;
}

void KeyRepository::putVaultKey(const UserId& user, const wire::VaultKeyWrap& wrap, TimePoint now) {
    // password and recovery wraps are of no use to a PC: the change is noted for the device that can open it
    const long long rev = wrap.kind == "device" ? recordChange(m_unit, "user_key", user.text(),
                                                               ChangeOp::Upsert, wrap.target, now)
                                                : 0;
    Query(m_unit, "INSERT INTO user_key (tenant_id, user_id, kind, target, sealed, rev) "
                  "VALUES (:tenant, :user, :kind, :target, :sealed, :rev) "
                  "ON CONFLICT (tenant_id, user_id, kind, target) DO UPDATE SET "
                  "sealed = excluded.sealed, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("kind", wrap.kind)
        .bind("target", wrap.target)
        .bind("sealed", wrap.sealed)
        .bind("rev", rev)
        .run();
    if (wrap.kind == "device") {
        VaultRepository(m_unit, now).resendTo(user, wrap.target);
    }
}

void KeyRepository::removePasswordWrap(const UserId& user) {
    Query(m_unit, "DELETE FROM user_key WHERE tenant_id = :tenant AND user_id = :user AND kind = 'password'")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

} // namespace kaomon::storage
