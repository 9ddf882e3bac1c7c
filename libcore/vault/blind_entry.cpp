// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/blind_entry.h"

#include "crypto/bytes_io.h"
#include "vault/one_time_code.h"

namespace kaomon::vault {
namespace {

constexpr std::string_view kPurpose = "blind-key";
constexpr std::size_t kStep = 256;
constexpr std::size_t kLongestUserName = 300;
constexpr std::size_t kLongestSecret = 1000;
constexpr std::uint64_t kFormat = 1;

std::string contextOf(const VaultPlace& place, const VaultItemId& id) {
    return "blind-entry|" + place.tenant.text() + '|' + place.user.text() + '|' + id.text();
}

Status check(const BlindSecret& secret) {
    const auto isBearable = [](const std::string& text, std::size_t longest) {
        return text.size() <= longest && text.find_first_of("\r\n") == std::string::npos;
    };
    if (secret.secret.isEmpty() || !isBearable(secret.secret.reveal(), kLongestSecret)) {
        return fail(ErrorCode::ValidationFailed, "one line of 1 to 1000 bytes", "/secret");
    }
    if (!isBearable(secret.userName, kLongestUserName)) {
        return fail(ErrorCode::ValidationFailed, "one line of at most 300 bytes", "/user_name");
    }
    if (!secret.totp.isEmpty()) {
        if (const auto seed = OneTimeSeed::parse(secret.totp); !seed) {
            return propagate(seed.error());
        }
    }
    return {};
}

} // namespace

crypto::BoxKey blindKeyOf(const crypto::SecretKey& vaultKey) {
    const crypto::SecretKey seed = crypto::deriveKey(vaultKey, "blind-entry");
    return crypto::BoxKey::fromSecret(seed.reveal()).value();
}

Bytes vouchForBlindKey(const VaultPlace& place, const VaultWriter& writer,
                       std::span<const std::uint8_t> certificate, std::span<const std::uint8_t> boxPublic) {
    crypto::SignedRecord record;
    record.payload = crypto::BytesWriter()
                         .text(place.tenant.text())
                         .text(place.user.text())
                         .bytes(boxPublic)
                         .bytes(certificate)
                         .take();
    record.signer = writer.device.text();
    record.signature = writer.signing.sign(kPurpose, record.payload);
    return record.encode();
}

Result<Bytes> readBlindKey(std::span<const std::uint8_t> bytes, const VaultPlace& place,
                           const crypto::TenantManifest& manifest) {
    const auto refused = fail(ErrorCode::SignatureInvalid, "no PC of the tenant vouches for this key");
    const auto record = crypto::SignedRecord::decode(bytes);
    if (!record) {
        return refused;
    }
    crypto::BytesReader reader(record->payload);
    const std::string tenant = reader.text();
    const std::string user = reader.text();
    Bytes boxPublic = reader.bytes();
    const Bytes encoded = reader.bytes();
    if (!reader.finish() || tenant != place.tenant.text() || user != place.user.text()) {
        return refused;
    }
    const auto signedCertificate = crypto::SignedRecord::decode(encoded);
    const auto certificate = signedCertificate
                                 ? crypto::DeviceCertificate::verify(*signedCertificate, manifest)
                                 : Result<crypto::DeviceCertificate>(refused);
    if (!certificate || certificate->deviceId != record->signer ||
        !crypto::verify(certificate->signPublic, kPurpose, record->payload, record->signature)) {
        return refused;
    }
    return boxPublic;
}

Result<Bytes> sealBlind(std::span<const std::uint8_t> boxPublic, const VaultPlace& place,
                        const VaultItemId& id, const BlindSecret& secret) {
    if (const Status valid = check(secret); !valid) {
        return propagate(valid.error());
    }
    crypto::BytesWriter writer;
    writer.number(kFormat).text(secret.userName).text(secret.secret.reveal()).text(secret.totp.reveal());
    // The filling is a field of its own; 4 bytes are its length.
    const std::size_t size = writer.result().size() + 4;
    writer.text(std::string((kStep - size % kStep) % kStep, '\0'));
    return crypto::sealTo(boxPublic, contextOf(place, id), writer.result());
}

Result<BlindSecret> openBlind(const crypto::BoxKey& key, const VaultPlace& place, const VaultItemId& id,
                              std::span<const std::uint8_t> sealed) {
    const auto plain = crypto::openSealed(key, contextOf(place, id), sealed);
    if (!plain) {
        return propagate(plain.error());
    }
    crypto::BytesReader reader(plain->reveal());
    const std::uint64_t format = reader.number();
    BlindSecret secret;
    secret.userName = reader.text();
    secret.secret = SecretString(reader.text());
    secret.totp = SecretString(reader.text());
    static_cast<void>(reader.text());
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    if (format != kFormat) {
        return fail(ErrorCode::StorageTooNew, "an entry of a newer version");
    }
    if (const Status valid = check(secret); !valid) {
        return propagate(valid.error());
    }
    return secret;
}

} // namespace kaomon::vault
