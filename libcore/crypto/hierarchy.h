// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "crypto/aead.h"
#include "crypto/enrolment_code.h"
#include "crypto/key_pairs.h"
#include "crypto/password.h"

namespace kaomon::crypto {

// The two key pairs of a person (administrator or user). Private halves leave the PC only wrapped.
struct Identity {
    SigningKey signing;
    BoxKey box;

    [[nodiscard]] static Identity generate();
    [[nodiscard]] Identity clone() const;
    // Wrapped with the person's password key: sub-key "identity" of `wrap`, AAD purpose "identity".
    [[nodiscard]] Bytes wrap(const SecretKey& wrapKey, const std::string& tenant,
                             const std::string& user) const;
    // ErrorCode::DecryptionFailed.
    [[nodiscard]] static Result<Identity> unwrap(const SecretKey& wrapKey, const std::string& tenant,
                                                 const std::string& user,
                                                 std::span<const std::uint8_t> wrapped);
};

// Everything that the first owner's console makes at first run and that the server never sees in clear.
struct TenantKeys {
    SigningKey root;            // TR
    BoxKey imageEvidence;       // EV, intruder images
    BoxKey diagnosticsEvidence; // EV, diagnostics
    BoxKey recovery;            // RK
    BoxKey emergency;
    std::vector<FaceKey> faceKeys; // one per device group

    [[nodiscard]] static TenantKeys generate(const std::string& defaultGroup);
};

// Seals of the tenant's private halves, each bound to tenant, kind, key id and receiver.
// Kinds: "tr", "ev-image", "ev-diagnostics", "rk-owner", "rk-user-admin", "emergency", "fk".
[[nodiscard]] std::string sealContext(const std::string& tenant, const std::string& kind,
                                      const std::string& keyId, const std::string& receiver);

// RK's private half as two XOR parts: neither alone says anything (two-person recovery).
[[nodiscard]] std::pair<SecretKey, SecretKey> splitKey(const SecretKey& key);
[[nodiscard]] SecretKey joinKey(const SecretKey& a, const SecretKey& b);

// A user's vault key and its three wraps.
[[nodiscard]] Bytes wrapVaultKeyByPassword(const SecretKey& vaultKey, const SecretKey& wrapKey,
                                           const std::string& tenant, const std::string& user);
[[nodiscard]] Result<SecretKey> unwrapVaultKeyByPassword(std::span<const std::uint8_t> wrapped,
                                                         const SecretKey& wrapKey, const std::string& tenant,
                                                         const std::string& user);
// `receiver` is a device id or "rk"; context kind "uvk".
[[nodiscard]] Result<Bytes> sealVaultKey(const SecretKey& vaultKey,
                                         std::span<const std::uint8_t> receiverPublic,
                                         const std::string& tenant, const std::string& user,
                                         const std::string& receiver);
[[nodiscard]] Result<SecretKey> openVaultKey(std::span<const std::uint8_t> sealed, const BoxKey& receiverKey,
                                             const std::string& tenant, const std::string& user,
                                             const std::string& receiver);

// A face template as it is stored: ciphertext under its own random key; that key wrapped by the face key of
// each group; signed by the device that made it.
struct WrappedTemplateKey {
    std::string faceKeyId;
    Bytes wrapped;
};

struct SealedTemplate {
    std::string tenant;
    std::string user;
    std::string id;
    std::uint64_t version = 1;
    std::uint64_t epoch = 1;
    std::string modelId;
    Bytes ciphertext;
    std::vector<WrappedTemplateKey> keys;
    std::string deviceId;
    // Counts only with a FaceApproval. Part of the purpose in the AAD: nobody but the PC that made the
    // template can say otherwise.
    bool needsApproval = false;
    Bytes signature; // Ed25519 by the device over BLAKE2b(plaintext) and the AAD without key id

    [[nodiscard]] static SealedTemplate seal(SealedTemplate header, std::span<const std::uint8_t> plaintext,
                                             const std::vector<FaceKey>& faceKeys, const SigningKey& device);
    // Opens with whichever of `faceKeys` fits and checks the device's signature.
    // ErrorCode::KeyUnavailable (no such face key here), DecryptionFailed, SignatureInvalid.
    [[nodiscard]] Result<SecretBytes> open(const std::vector<FaceKey>& faceKeys,
                                           std::span<const std::uint8_t> deviceSignPublic) const;
    // Wraps the template's key for one more face key (rotation, a further group) and replaces an older wrap
    // of the same id; ciphertext and signature stay. ErrorCode::KeyUnavailable, DecryptionFailed.
    [[nodiscard]] Status addWrap(const std::vector<FaceKey>& heldKeys, const FaceKey& added);

private:
    [[nodiscard]] RecordAad aad(const std::string& purpose, const std::string& keyId) const;
    [[nodiscard]] RecordAad ownAad() const;
    [[nodiscard]] Result<SecretKey> unwrapKey(const std::vector<FaceKey>& heldKeys) const;
};

} // namespace kaomon::crypto
