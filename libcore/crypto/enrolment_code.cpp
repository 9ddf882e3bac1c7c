// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/enrolment_code.h"

#include "base/base64.h"
#include "crypto/aead.h"
#include "crypto/bytes_io.h"
#include "crypto/password.h"

namespace kaomon::crypto {
namespace {

constexpr std::size_t kCodeCharacters = 32;
constexpr std::size_t kMaximumFaceKeys = 1000;

RecordAad blobAad(const EnrolmentCode& code, const std::string& tenant) {
    RecordAad aad;
    aad.tenant = tenant;
    aad.object = code.id();
    aad.purpose = "enrolment";
    aad.keyId = code.id();
    return aad;
}

Result<std::vector<FaceKey>> readFaceKeys(BytesReader& reader) {
    std::vector<FaceKey> keys;
    const std::size_t count = reader.count(kMaximumFaceKeys);
    for (std::size_t i = 0; i < count; ++i) {
        FaceKey faceKey;
        faceKey.id = reader.text();
        faceKey.group = reader.text();
        const SecretBytes raw(reader.bytes());
        auto key = SecretKey::fromBytes(raw.reveal());
        if (!key) {
            return propagate(key.error());
        }
        faceKey.key = std::move(*key);
        keys.push_back(std::move(faceKey));
    }
    return keys;
}

} // namespace

EnrolmentCode EnrolmentCode::generate() {
    return std::move(parse(makeBootstrapCode().reveal()).value());
}

Result<EnrolmentCode> EnrolmentCode::parse(std::string_view typed) {
    const SecretString plain = normaliseCode(typed);
    auto decoded = fromBase32(plain.reveal());
    if (!decoded || plain.reveal().size() != kCodeCharacters) {
        return fail(ErrorCode::EnrolmentCodeInvalid, "not an enrolment code");
    }
    const SecretBytes raw(std::move(*decoded));
    const SecretBytes digest(hash(raw.reveal()));
    const SecretKey master = std::move(SecretKey::fromBytes(digest.reveal()).value());

    EnrolmentCode code;
    std::string grouped;
    grouped.reserve(kCodeCharacters * 5 / 4);
    for (std::size_t i = 0; i < kCodeCharacters; ++i) {
        if (i > 0 && i % 4 == 0) {
            grouped += '-';
        }
        grouped += plain.reveal()[i];
    }
    code.m_text = SecretString(std::move(grouped));
    code.m_id = toBase64Url(deriveKey(master, "enrolment-id").reveal().first(16));
    code.m_macKey = deriveKey(master, "enrolment-mac");
    code.m_openKey = deriveKey(master, "enrolment-open");
    return code;
}

Bytes sealEnrolmentSecrets(const EnrolmentCode& code, const std::string& tenant,
                           const EnrolmentSecrets& secrets) {
    BytesWriter writer;
    writer.bytes(secrets.delegate.seed().reveal()).bytes(secrets.delegateCertificate);
    writer.number(secrets.faceKeys.size());
    for (const FaceKey& faceKey : secrets.faceKeys) {
        writer.text(faceKey.id).text(faceKey.group).bytes(faceKey.key.reveal());
    }
    return seal(code.openKey(), blobAad(code, tenant), writer.result());
}

Result<EnrolmentSecrets> openEnrolmentSecrets(const EnrolmentCode& code, const std::string& tenant,
                                              std::span<const std::uint8_t> blob) {
    const auto opened = open(code.openKey(), blobAad(code, tenant), blob);
    if (!opened) {
        return propagate(opened.error());
    }
    BytesReader reader(opened->reveal());
    const SecretBytes seed(reader.bytes());
    auto delegate = SigningKey::fromSeed(seed.reveal());
    EnrolmentSecrets secrets;
    secrets.delegateCertificate = reader.bytes();
    auto faceKeys = readFaceKeys(reader);
    if (!delegate || !faceKeys || !reader.finish()) {
        return fail(ErrorCode::DecryptionFailed, "malformed enrolment blob");
    }
    secrets.delegate = std::move(*delegate);
    secrets.faceKeys = std::move(*faceKeys);
    return secrets;
}

} // namespace kaomon::crypto
