// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/sealed_blob.h"

#include "crypto/aead.h"
#include "crypto/signed_text.h"

namespace kaomon::crypto {
namespace {

std::string contextOf(const BlobPlace& place) {
    return "blob-key|" + place.kind + "|" + place.tenant + "|" + place.blob;
}

RecordAad aadOf(const BlobPlace& place, int part, bool isLast) {
    RecordAad aad;
    aad.tenant = place.tenant;
    aad.object = place.blob;
    aad.version = static_cast<std::uint64_t>(part);
    aad.epoch = isLast ? 1 : 0;
    aad.purpose = "blob-part";
    aad.keyId = place.kind;
    return aad;
}

} // namespace

Result<BlobKey> makeBlobKey(std::span<const std::uint8_t> receiverPublic, const BlobPlace& place) {
    BlobKey blob{SecretKey::generate(), {}};
    auto sealed = sealTo(receiverPublic, contextOf(place), blob.key.reveal());
    if (!sealed) {
        return propagate(sealed.error());
    }
    blob.sealed = std::move(*sealed);
    return blob;
}

Result<SecretKey> openBlobKey(const BoxKey& receiver, const BlobPlace& place,
                              std::span<const std::uint8_t> sealed) {
    const auto opened = openSealed(receiver, contextOf(place), sealed);
    if (!opened) {
        return propagate(opened.error());
    }
    return SecretKey::fromBytes(opened->reveal());
}

Bytes sealBlobPart(const SecretKey& key, const BlobPlace& place, int part, bool isLast,
                   std::span<const std::uint8_t> plaintext) {
    return seal(key, aadOf(place, part, isLast), plaintext);
}

Result<SecretBytes> openBlobPart(const SecretKey& key, const BlobPlace& place, int part, bool isLast,
                                 std::span<const std::uint8_t> sealed) {
    return open(key, aadOf(place, part, isLast), sealed);
}

std::string blobKeyId(std::span<const std::uint8_t> receiverPublic) {
    return keyName(receiverPublic);
}

} // namespace kaomon::crypto
