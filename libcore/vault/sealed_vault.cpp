// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/sealed_vault.h"

#include <algorithm>

#include "crypto/aead.h"
#include "crypto/bytes_io.h"

namespace kaomon::vault {
namespace {

constexpr std::size_t kStep = 256;
constexpr std::size_t kMostItems = 1000;
constexpr std::string_view kManifestPurpose = "vault-manifest";

crypto::RecordAad aadOf(const VaultPlace& place, const std::string& object, long long version,
                        const std::string& purpose, const std::string& keyId) {
    crypto::RecordAad aad;
    aad.tenant = place.tenant.text();
    aad.user = place.user.text();
    aad.object = object;
    aad.version = static_cast<std::uint64_t>(version);
    aad.purpose = purpose;
    aad.keyId = keyId;
    return aad;
}

// The length in front and zeros behind, up to the next multiple of 256 bytes.
SecretBytes padded(const SecretBytes& plain) {
    crypto::BytesWriter writer;
    writer.bytes(plain.reveal());
    Bytes filled;
    const std::size_t size = writer.result().size();
    filled.reserve((size / kStep + 1) * kStep); // in one piece: nothing is left behind by growing
    filled.assign(writer.result().begin(), writer.result().end());
    filled.resize((size + kStep - 1) / kStep * kStep);
    return SecretBytes(std::move(filled));
}

Result<SecretBytes> unpadded(const SecretBytes& filled) {
    const Bytes& bytes = filled.reveal();
    constexpr std::size_t kLength = 4;
    if (bytes.size() < kLength || bytes.size() % kStep != 0) {
        return fail(ErrorCode::ValidationFailed, "not a filled record");
    }
    const std::size_t size = std::size_t{bytes[0]} << 24 | std::size_t{bytes[1]} << 16 |
                             std::size_t{bytes[2]} << 8 | std::size_t{bytes[3]};
    if (size > bytes.size() - kLength) {
        return fail(ErrorCode::ValidationFailed, "not a filled record");
    }
    const auto begin = bytes.begin() + kLength;
    return SecretBytes(Bytes(begin, begin + static_cast<std::ptrdiff_t>(size)));
}

crypto::SecretKey wrapping(const crypto::SecretKey& vaultKey) {
    return crypto::deriveKey(vaultKey, "vault-item");
}

Bytes signedMessage(const VaultPlace& place, long long version, const Bytes& sealed) {
    return crypto::BytesWriter()
        .text(place.tenant.text())
        .text(place.user.text())
        .number(static_cast<std::uint64_t>(version))
        .bytes(crypto::hash(sealed))
        .take();
}

} // namespace

wire::VaultItem sealItem(const crypto::SecretKey& vaultKey, const VaultPlace& place, const VaultEntry& entry,
                         long long version) {
    const crypto::SecretKey key = crypto::SecretKey::generate();
    wire::VaultItem item;
    item.id = entry.id;
    item.user = place.user;
    item.version = version;
    item.key = crypto::seal(wrapping(vaultKey),
                            aadOf(place, entry.id.text(), version, "vault-item-key", "uvk"), key.reveal());
    item.ciphertext =
        crypto::seal(key, aadOf(place, entry.id.text(), version, "vault-item", "vault-item-key"),
                     padded(encodeEntry(entry)).reveal());
    return item;
}

Result<VaultEntry> openItem(const crypto::SecretKey& vaultKey, const VaultPlace& place,
                            const wire::VaultItem& item) {
    const std::string& id = item.id.text();
    const auto unwrapped =
        crypto::open(wrapping(vaultKey), aadOf(place, id, item.version, "vault-item-key", "uvk"), item.key);
    if (!unwrapped) {
        return propagate(unwrapped.error());
    }
    const auto key = crypto::SecretKey::fromBytes(unwrapped->reveal());
    if (!key) {
        return propagate(key.error());
    }
    const auto filled =
        crypto::open(*key, aadOf(place, id, item.version, "vault-item", "vault-item-key"), item.ciphertext);
    if (!filled) {
        return propagate(filled.error());
    }
    const auto plain = unpadded(*filled);
    if (!plain) {
        return propagate(plain.error());
    }
    return decodeEntry(item.id, *plain);
}

ListedItem listed(const wire::VaultItem& item) {
    return {item.version,
            crypto::shortHash(crypto::BytesWriter().bytes(item.key).bytes(item.ciphertext).result())};
}

wire::VaultManifest sealManifest(const crypto::SecretKey& vaultKey, const VaultPlace& place,
                                 const VaultWriter& writer, long long version, const ItemList& items) {
    crypto::BytesWriter list;
    list.number(items.size());
    for (const auto& [id, item] : items) {
        list.text(id).number(static_cast<std::uint64_t>(item.version)).bytes(item.hash);
    }
    wire::VaultManifest manifest;
    manifest.user = place.user;
    manifest.version = version;
    manifest.device = writer.device;
    manifest.sealed = crypto::seal(crypto::deriveKey(vaultKey, "vault-manifest"),
                                   aadOf(place, {}, version, "vault-manifest", "uvk"), list.result());
    manifest.signature =
        writer.signing.sign(kManifestPurpose, signedMessage(place, version, manifest.sealed));
    return manifest;
}

Result<ItemList> openManifest(const crypto::SecretKey& vaultKey, const VaultPlace& place,
                              std::span<const std::uint8_t> signPublic, long long floor,
                              const wire::VaultManifest& manifest) {
    if (manifest.version < floor) {
        return fail(ErrorCode::ManifestRolledBack, "an older list of the vault than was seen here");
    }
    const auto verified =
        crypto::verify(signPublic, kManifestPurpose, signedMessage(place, manifest.version, manifest.sealed),
                       manifest.signature);
    if (!verified) {
        return propagate(verified.error());
    }
    const auto opened =
        crypto::open(crypto::deriveKey(vaultKey, "vault-manifest"),
                     aadOf(place, {}, manifest.version, "vault-manifest", "uvk"), manifest.sealed);
    if (!opened) {
        return propagate(opened.error());
    }
    crypto::BytesReader reader(opened->reveal());
    ItemList items;
    for (std::size_t left = reader.count(kMostItems); left > 0; --left) {
        const std::string id = reader.text();
        const auto version = static_cast<long long>(reader.number());
        items[id] = {version, reader.bytes()};
    }
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    return items;
}

} // namespace kaomon::vault
