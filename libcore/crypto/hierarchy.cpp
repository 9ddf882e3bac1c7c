// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hierarchy.h"

#include <array>

#include "base/id.h"
#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

// What the password key wraps; the key id says which kind of key did it.
RecordAad passwordAad(const std::string& tenant, const std::string& user, const std::string& purpose) {
    RecordAad aad;
    aad.tenant = tenant;
    aad.user = user;
    aad.purpose = purpose;
    aad.keyId = "password";
    return aad;
}

} // namespace

Identity Identity::generate() {
    return {SigningKey::generate(), BoxKey::generate()};
}

Identity Identity::clone() const {
    return {signing.clone(), box.clone()};
}

Bytes Identity::wrap(const SecretKey& wrapKey, const std::string& tenant, const std::string& user) const {
    BytesWriter writer;
    writer.bytes(signing.seed().reveal()).bytes(box.secret().reveal());
    return seal(deriveKey(wrapKey, "identity"), passwordAad(tenant, user, "identity"), writer.result());
}

Result<Identity> Identity::unwrap(const SecretKey& wrapKey, const std::string& tenant,
                                  const std::string& user, std::span<const std::uint8_t> wrapped) {
    const auto opened = open(deriveKey(wrapKey, "identity"), passwordAad(tenant, user, "identity"), wrapped);
    if (!opened) {
        return propagate(opened.error());
    }
    BytesReader reader(opened->reveal());
    const SecretBytes seed(reader.bytes());
    const SecretBytes secret(reader.bytes());
    auto signing = SigningKey::fromSeed(seed.reveal());
    auto box = BoxKey::fromSecret(secret.reveal());
    if (!signing || !box || !reader.finish()) {
        return fail(ErrorCode::DecryptionFailed, "malformed identity");
    }
    return Identity{std::move(*signing), std::move(*box)};
}

TenantKeys TenantKeys::generate(const std::string& defaultGroup) {
    TenantKeys keys{SigningKey::generate(), BoxKey::generate(), BoxKey::generate(),
                    BoxKey::generate(),     BoxKey::generate(), {}};
    keys.faceKeys.push_back(FaceKey{makeUuid(), defaultGroup, SecretKey::generate()});
    return keys;
}

std::string sealContext(const std::string& tenant, const std::string& kind, const std::string& keyId,
                        const std::string& receiver) {
    BytesWriter writer;
    writer.text("seal").text(tenant).text(kind).text(keyId).text(receiver);
    return {writer.result().begin(), writer.result().end()};
}

std::pair<SecretKey, SecretKey> splitKey(const SecretKey& key) {
    SecretKey first = SecretKey::generate();
    SecretKey second = joinKey(key, first);
    return {std::move(first), std::move(second)};
}

SecretKey joinKey(const SecretKey& a, const SecretKey& b) {
    std::array<std::uint8_t, SecretKey::kSize> joined{};
    for (std::size_t i = 0; i < joined.size(); ++i) {
        joined[i] = static_cast<std::uint8_t>(a.reveal()[i] ^ b.reveal()[i]);
    }
    SecretKey key = std::move(SecretKey::fromBytes(joined).value());
    wipe(joined.data(), joined.size());
    return key;
}

Bytes wrapVaultKeyByPassword(const SecretKey& vaultKey, const SecretKey& wrapKey, const std::string& tenant,
                             const std::string& user) {
    return seal(deriveKey(wrapKey, "uvk"), passwordAad(tenant, user, "uvk"), vaultKey.reveal());
}

Result<SecretKey> unwrapVaultKeyByPassword(std::span<const std::uint8_t> wrapped, const SecretKey& wrapKey,
                                           const std::string& tenant, const std::string& user) {
    const auto opened = open(deriveKey(wrapKey, "uvk"), passwordAad(tenant, user, "uvk"), wrapped);
    if (!opened) {
        return propagate(opened.error());
    }
    return SecretKey::fromBytes(opened->reveal());
}

Result<Bytes> sealVaultKey(const SecretKey& vaultKey, std::span<const std::uint8_t> receiverPublic,
                           const std::string& tenant, const std::string& user, const std::string& receiver) {
    return sealTo(receiverPublic, sealContext(tenant, "uvk", user, receiver), vaultKey.reveal());
}

Result<SecretKey> openVaultKey(std::span<const std::uint8_t> sealed, const BoxKey& receiverKey,
                               const std::string& tenant, const std::string& user,
                               const std::string& receiver) {
    const auto opened = openSealed(receiverKey, sealContext(tenant, "uvk", user, receiver), sealed);
    if (!opened) {
        return propagate(opened.error());
    }
    return SecretKey::fromBytes(opened->reveal());
}

} // namespace kaomon::crypto
