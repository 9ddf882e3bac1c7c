// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/vault_cache.h"

#include "crypto/bytes_io.h"
#include "crypto/hierarchy.h"
#include "wire/codec.h"
#include "wire/keys.h"

namespace kaomon::agent {

namespace {

std::string floorName(const UserId& user) {
    return "vault_floor." + user.text();
}

std::string textOf(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

Bytes bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

std::string itemId(const UserId& user, const VaultItemId& id) {
    return user.text() + "|" + id.text();
}

} // namespace

bool VaultCache::hasKey(const UserId& user) const {
    const auto stored = m_state.cache().get("user_key", user.text());
    const auto keys = stored ? wire::decode<wire::UserKeys>(textOf(stored->bytes))
                             : Result<wire::UserKeys>(propagate(stored.error()));
    return keys && !keys->vaultKeys.empty();
}

Result<crypto::SecretKey> VaultCache::openKey(const UserId& user) const {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto stored = m_state.cache().get("user_key", user.text());
    if (!stored) {
        return stored.error().code == ErrorCode::NotFound
                   ? Result<crypto::SecretKey>(
                         fail(ErrorCode::KeyUnavailable, "no wrap of the vault key is here"))
                   : Result<crypto::SecretKey>(propagate(stored.error()));
    }
    const auto keys = wire::decode<wire::UserKeys>(textOf(stored->bytes));
    if (!keys) {
        return propagate(keys.error());
    }
    for (const wire::VaultKeyWrap& wrap : keys->vaultKeys) {
        if (wrap.kind == "device" && wrap.target == device->id.text()) {
            return crypto::openVaultKey(wrap.sealed, device->box, device->tenant.text(), user.text(),
                                        device->id.text());
        }
    }
    return fail(ErrorCode::KeyUnavailable, "no wrap of the vault key is here");
}

Result<long long> VaultCache::floorOf(const UserId& user) const {
    const auto stored = m_state.identity().state(floorName(user));
    if (!stored) {
        return stored.error().code == ErrorCode::NotFound ? Result<long long>(0)
                                                          : Result<long long>(propagate(stored.error()));
    }
    crypto::BytesReader reader(stored->reveal());
    const auto floor = static_cast<long long>(reader.number());
    if (!reader.finish()) {
        return fail(ErrorCode::StorageCorrupt, "the floor of a vault cannot be read");
    }
    return floor;
}

Status VaultCache::raiseFloor(const UserId& user, long long version) {
    const auto floor = floorOf(user);
    if (!floor) {
        return propagate(floor.error());
    }
    if (version <= *floor) {
        return {};
    }
    crypto::BytesWriter writer;
    writer.number(static_cast<std::uint64_t>(version));
    return m_state.identity().setState(floorName(user), writer.result());
}

Status VaultCache::suspend(const VaultItemId& id, long long version) {
    crypto::BytesWriter writer;
    writer.number(static_cast<std::uint64_t>(version));
    return m_state.cache().setState("vault_suspended." + id.text(), writer.result());
}

bool VaultCache::isSuspended(const VaultItemId& id, long long version) const {
    const auto stored = m_state.cache().state("vault_suspended." + id.text());
    if (!stored) {
        return stored.error().code != ErrorCode::NotFound; // cannot be read: better not
    }
    crypto::BytesReader reader(stored->reveal());
    return static_cast<long long>(reader.number()) >= version;
}

Result<vault::SealedVault> VaultCache::read(const UserId& user) const {
    vault::SealedVault sealed;
    const auto manifest = m_state.cache().get("vault", user.text());
    if (!manifest && manifest.error().code != ErrorCode::NotFound) {
        return propagate(manifest.error());
    }
    if (manifest) {
        auto decoded = wire::decode<wire::VaultManifest>(textOf(manifest->bytes));
        if (!decoded) {
            return propagate(decoded.error());
        }
        sealed.manifest = std::move(*decoded);
    }
    const auto objects = m_state.cache().list("vault_item");
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        if (!object.id.starts_with(user.text() + "|")) {
            continue;
        }
        if (auto item = wire::decode<wire::VaultItem>(textOf(object.bytes))) {
            sealed.items.push_back(std::move(*item)); // what cannot be read is missed by the list
        }
    }
    return sealed;
}

Result<vault::OpenVault> VaultCache::open(const UserId& user, const crypto::SecretKey& key) {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto sealed = read(user);
    const auto floor = floorOf(user);
    if (!sealed || !floor) {
        return propagate(!sealed ? sealed.error() : floor.error());
    }
    auto vault = vault::OpenVault::open(
        key.clone(), {device->tenant, user}, *sealed, *floor,
        [this](const DeviceId& writer) { return m_state.templates().signKeyOf(writer); });
    if (!vault) {
        return vault;
    }
    if (const Status raised = raiseFloor(user, vault->version()); !raised) {
        return propagate(raised.error());
    }
    return vault;
}

Status VaultCache::keep(const wire::VaultWrite& write, const wire::VaultManifest& stored) {
    const auto rev = static_cast<std::uint64_t>(stored.rev);
    for (const VaultItemId& id : write.removed) {
        if (const Status removed = m_state.cache().remove("vault_item", itemId(stored.user, id)); !removed) {
            return removed;
        }
    }
    for (const wire::VaultItem& item : write.items) {
        const Status put =
            m_state.cache().put("vault_item", itemId(stored.user, item.id), rev, bytesOf(wire::encode(item)));
        if (!put) {
            return put;
        }
    }
    if (const Status put =
            m_state.cache().put("vault", stored.user.text(), rev, bytesOf(wire::encode(stored)));
        !put) {
        return put;
    }
    return raiseFloor(stored.user, stored.version);
}

} // namespace kaomon::agent
