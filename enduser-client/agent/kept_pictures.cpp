// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/kept_pictures.h"

#include <algorithm>
#include <array>

#include "crypto/aead.h"
#include "crypto/bytes_io.h"
#include "vision/kept_picture.h"

namespace kaomon::agent {

namespace {

// Behind the template: "KFP" version | key | digest.
constexpr std::array<std::uint8_t, 4> kMagic{'K', 'F', 'P', 1};
constexpr std::size_t kDigest = 32;
constexpr std::size_t kTrailer = kMagic.size() + crypto::SecretKey::kSize + kDigest;

crypto::RecordAad aadOf(const PicturePlace& place) {
    crypto::RecordAad aad;
    aad.tenant = place.tenant.text();
    aad.user = place.user.text();
    aad.object = place.face.text();
    aad.version = 1;
    aad.epoch = 1;
    aad.purpose = "template-pictures";
    aad.keyId = "template";
    return aad;
}

} // namespace

SecretBytes EnrolledPlain::serialise(const vision::Template& face, const PictureKey* pictures) {
    SecretBytes plain = face.serialise();
    if (pictures == nullptr) {
        return plain;
    }
    Bytes bytes;
    bytes.reserve(plain.reveal().size() + kTrailer); // not moved, so that no copy is left behind
    const auto key = pictures->key.reveal();
    bytes.insert(bytes.end(), plain.reveal().begin(), plain.reveal().end());
    bytes.insert(bytes.end(), kMagic.begin(), kMagic.end());
    bytes.insert(bytes.end(), key.begin(), key.end());
    bytes.insert(bytes.end(), pictures->digest.begin(), pictures->digest.end());
    return SecretBytes(std::move(bytes));
}

Result<EnrolledPlain> EnrolledPlain::parse(std::span<const std::uint8_t> bytes) {
    const bool hasPictures =
        bytes.size() > kTrailer && std::ranges::equal(bytes.last(kTrailer).first(kMagic.size()), kMagic);
    // Numbers of a template that happen to look like the mark: it has the size of one without pictures.
    if (auto face = vision::Template::parse(bytes); face || !hasPictures) {
        return face ? Result<EnrolledPlain>(EnrolledPlain{std::move(*face), std::nullopt})
                    : propagate(face.error());
    }
    auto face = vision::Template::parse(bytes.first(bytes.size() - kTrailer));
    const auto trailer = bytes.last(kTrailer).subspan(kMagic.size());
    auto key = crypto::SecretKey::fromBytes(trailer.first(crypto::SecretKey::kSize));
    if (!face || !key) {
        return propagate(!face ? face.error() : key.error());
    }
    const auto digest = trailer.last(kDigest);
    return EnrolledPlain{std::move(*face), PictureKey{std::move(*key), Bytes(digest.begin(), digest.end())}};
}

bool keepsPictures(const PolicyStore& policies, const UserId& user) {
    const auto values = policies.valuesFor(user);
    const auto value = values.find("enroll_keep_pictures");
    return value != values.end() && value->second == "true";
}

SealedPictures sealPictures(const PicturePlace& place, std::span<const SecretBytes> pictures) {
    crypto::BytesWriter writer; // wipes what it holds
    writer.number(pictures.size());
    for (const SecretBytes& picture : pictures) {
        writer.bytes(picture.reveal());
    }
    SealedPictures out;
    out.key = {crypto::SecretKey::generate(), crypto::hash(writer.result())};
    out.sealed = crypto::seal(out.key.key, aadOf(place), writer.result());
    return out;
}

Result<std::vector<SecretBytes>> openPictures(const PicturePlace& place, const PictureKey& key,
                                              std::span<const std::uint8_t> sealed) {
    const auto packed = crypto::open(key.key, aadOf(place), sealed);
    if (!packed) {
        return propagate(packed.error());
    }
    if (!crypto::equalConstantTime(crypto::hash(packed->reveal()), key.digest)) {
        return fail(ErrorCode::SignatureInvalid, "not the pictures that the template names");
    }
    crypto::BytesReader reader(packed->reveal());
    std::vector<SecretBytes> pictures;
    const std::size_t count = reader.count(vision::kMostKeptPictures);
    for (std::size_t i = 0; i < count; ++i) {
        pictures.emplace_back(reader.bytes());
    }
    if (const auto whole = reader.finish(); !whole) {
        return propagate(whole.error());
    }
    return pictures;
}

} // namespace kaomon::agent
