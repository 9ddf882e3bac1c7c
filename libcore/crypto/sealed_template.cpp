// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "crypto/bytes_io.h"
#include "crypto/hierarchy.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kSignaturePurpose = "template";
// The ciphertext's own key has no id of its own: it exists once, inside this record.
constexpr std::string_view kTemplateKeyId = "template-key";

Bytes signedMessage(const RecordAad& aad, std::span<const std::uint8_t> plaintext) {
    return BytesWriter().bytes(hash(plaintext)).bytes(aad.encodeWithoutKeyId()).take();
}

SecretKey wrappingKey(const FaceKey& faceKey, const std::string& user) {
    return deriveKey(faceKey.key, "template-wrap", user);
}

} // namespace

RecordAad SealedTemplate::aad(const std::string& purpose, const std::string& keyId) const {
    RecordAad aad;
    aad.tenant = tenant;
    aad.user = user;
    aad.object = id;
    aad.version = version;
    aad.epoch = epoch;
    aad.purpose = purpose;
    aad.modelId = modelId;
    aad.keyId = keyId;
    return aad;
}

RecordAad SealedTemplate::ownAad() const {
    return aad(needsApproval ? "template-to-approve" : "template", std::string(kTemplateKeyId));
}

SealedTemplate SealedTemplate::seal(SealedTemplate header, std::span<const std::uint8_t> plaintext,
                                    const std::vector<FaceKey>& faceKeys, const SigningKey& device) {
    const RecordAad aad = header.ownAad();
    const SecretKey key = SecretKey::generate();
    header.ciphertext = crypto::seal(key, aad, plaintext);
    header.keys.clear();
    for (const FaceKey& faceKey : faceKeys) {
        header.keys.push_back(
            {faceKey.id, crypto::seal(wrappingKey(faceKey, header.user),
                                      header.aad("template-key", faceKey.id), key.reveal())});
    }
    header.signature = device.sign(kSignaturePurpose, signedMessage(aad, plaintext));
    return header;
}

Result<SecretKey> SealedTemplate::unwrapKey(const std::vector<FaceKey>& heldKeys) const {
    Error failure(ErrorCode::KeyUnavailable, "no face key of this template is here");
    for (const WrappedTemplateKey& wrapped : keys) {
        const auto held = std::ranges::find(heldKeys, wrapped.faceKeyId, &FaceKey::id);
        if (held == heldKeys.end()) {
            continue;
        }
        const auto opened =
            crypto::open(wrappingKey(*held, user), aad("template-key", held->id), wrapped.wrapped);
        if (opened) {
            return SecretKey::fromBytes(opened->reveal());
        }
        failure = opened.error();
    }
    return propagate(failure);
}

Result<SecretBytes> SealedTemplate::open(const std::vector<FaceKey>& faceKeys,
                                         std::span<const std::uint8_t> deviceSignPublic) const {
    const auto key = unwrapKey(faceKeys);
    if (!key) {
        return propagate(key.error());
    }
    const RecordAad bound = ownAad();
    auto plaintext = crypto::open(*key, bound, ciphertext);
    if (!plaintext) {
        return propagate(plaintext.error());
    }
    const auto verified =
        verify(deviceSignPublic, kSignaturePurpose, signedMessage(bound, plaintext->reveal()), signature);
    if (!verified) {
        return propagate(verified.error());
    }
    return plaintext;
}

Status SealedTemplate::addWrap(const std::vector<FaceKey>& heldKeys, const FaceKey& added) {
    const auto key = unwrapKey(heldKeys);
    if (!key) {
        return propagate(key.error());
    }
    std::erase_if(keys, [&](const WrappedTemplateKey& wrapped) { return wrapped.faceKeyId == added.id; });
    keys.push_back(
        {added.id, crypto::seal(wrappingKey(added, user), aad("template-key", added.id), key->reveal())});
    return {};
}

} // namespace kaomon::crypto
