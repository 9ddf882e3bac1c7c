// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/aead.h"

#include <algorithm>

#include <sodium.h>

#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

constexpr std::uint8_t kFormatVersion = 1;
constexpr std::uint8_t kXChaCha20Poly1305 = 1;
constexpr std::size_t kHeaderSize = 2 + 16;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

Bytes headerFor(const RecordAad& aad) {
    Bytes header{kFormatVersion, kXChaCha20Poly1305};
    const Bytes keyId = shortHash(aad.keyId);
    header.insert(header.end(), keyId.begin(), keyId.end());
    return header;
}

// The header is authenticated too, so that a later second algorithm cannot be swapped in.
Bytes associatedData(const Bytes& header, const RecordAad& aad) {
    Bytes data = header;
    const Bytes fields = aad.encode();
    data.insert(data.end(), fields.begin(), fields.end());
    return data;
}

void writeCommon(BytesWriter& writer, const RecordAad& aad) {
    writer.number(aad.schema)
        .text(aad.tenant)
        .text(aad.user)
        .text(aad.object)
        .number(aad.version)
        .number(aad.epoch)
        .text(aad.purpose)
        .text(aad.modelId);
}

} // namespace

Bytes RecordAad::encode() const {
    BytesWriter writer;
    writeCommon(writer, *this);
    return writer.text(keyId).take();
}

Bytes RecordAad::encodeWithoutKeyId() const {
    BytesWriter writer;
    writeCommon(writer, *this);
    return writer.take();
}

Bytes seal(const SecretKey& key, const RecordAad& aad, std::span<const std::uint8_t> plaintext) {
    Bytes sealed = headerFor(aad);
    const Bytes data = associatedData(sealed, aad);
    const Bytes nonce = randomBytes(kNonceSize);
    sealed.insert(sealed.end(), nonce.begin(), nonce.end());
    const std::size_t start = sealed.size();
    sealed.resize(start + plaintext.size() + kTagSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + start, nullptr, plaintext.data(),
                                               plaintext.size(), data.data(), data.size(), nullptr,
                                               nonce.data(), key.reveal().data());
    return sealed;
}

Result<SecretBytes> open(const SecretKey& key, const RecordAad& aad, std::span<const std::uint8_t> sealed) {
    const Error refused(ErrorCode::DecryptionFailed, "record cannot be opened");
    const Bytes header = headerFor(aad);
    if (key.isEmpty() || sealed.size() < kHeaderSize + kNonceSize + kTagSize ||
        !std::ranges::equal(header, sealed.first(kHeaderSize))) {
        return propagate(refused);
    }
    const auto nonce = sealed.subspan(kHeaderSize, kNonceSize);
    const auto ciphertext = sealed.subspan(kHeaderSize + kNonceSize);
    const Bytes data = associatedData(header, aad);
    Bytes plaintext(ciphertext.size() - kTagSize);
    const int result = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plaintext.data(), nullptr, nullptr, ciphertext.data(), ciphertext.size(), data.data(), data.size(),
        nonce.data(), key.reveal().data());
    SecretBytes opened(std::move(plaintext));
    if (result != 0) {
        return propagate(refused);
    }
    return opened;
}

} // namespace kaomon::crypto
