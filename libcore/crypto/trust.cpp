// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/trust.h"

#include <algorithm>
#include <set>

#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kPurpose = "tenant-manifest";
constexpr std::string_view kRootSigner = "tr";
constexpr std::size_t kMaximumFaceKeys = 10000;
constexpr std::size_t kMaximumAdmins = 10000;
constexpr std::size_t kMaximumPins = 8;
constexpr std::size_t kPublicKeySize = 32;

Bytes encodeManifest(const TenantManifest& manifest) {
    BytesWriter writer;
    writer.number(manifest.version).text(manifest.tenant).number(manifest.isDemo ? 1 : 0);
    writer.bytes(manifest.rootPublic)
        .bytes(manifest.imageEvidencePublic)
        .bytes(manifest.diagnosticsEvidencePublic)
        .bytes(manifest.recoveryPublic)
        .bytes(manifest.emergencyPublic);
    writer.number(manifest.faceKeys.size());
    for (const ManifestFaceKey& faceKey : manifest.faceKeys) {
        writer.text(faceKey.id).text(faceKey.group);
    }
    writer.number(manifest.admins.size());
    for (const ManifestAdmin& admin : manifest.admins) {
        writer.text(admin.userId)
            .text(domain::toWire(admin.role))
            .bytes(admin.signPublic)
            .bytes(admin.boxPublic);
    }
    writer.number(manifest.tlsPins.size());
    for (const std::string& pin : manifest.tlsPins) {
        writer.text(pin);
    }
    return writer.time(manifest.issuedAt).take();
}

// False for a role that this version does not know or that does not administer.
bool readAdmins(BytesReader& reader, TenantManifest& manifest) {
    const std::size_t count = reader.count(kMaximumAdmins);
    bool isValid = true;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < count; ++i) {
        ManifestAdmin admin;
        admin.userId = reader.text();
        const auto role = domain::roleFromWire(reader.text());
        admin.signPublic = reader.bytes();
        admin.boxPublic = reader.bytes();
        isValid = isValid && role && domain::isAdministrator(*role) && seen.insert(admin.userId).second &&
                  admin.signPublic.size() == kPublicKeySize && admin.boxPublic.size() == kPublicKeySize;
        if (!isValid) {
            return false;
        }
        admin.role = *role;
        manifest.admins.push_back(std::move(admin));
    }
    return true;
}

Result<TenantManifest> decodeManifest(std::span<const std::uint8_t> payload) {
    BytesReader reader(payload);
    TenantManifest manifest;
    manifest.version = reader.number();
    manifest.tenant = reader.text();
    manifest.isDemo = reader.count(1) == 1;
    manifest.rootPublic = reader.bytes();
    manifest.imageEvidencePublic = reader.bytes();
    manifest.diagnosticsEvidencePublic = reader.bytes();
    manifest.recoveryPublic = reader.bytes();
    manifest.emergencyPublic = reader.bytes();
    const std::size_t faceKeys = reader.count(kMaximumFaceKeys);
    for (std::size_t i = 0; i < faceKeys; ++i) {
        ManifestFaceKey faceKey;
        faceKey.id = reader.text();
        faceKey.group = reader.text();
        manifest.faceKeys.push_back(std::move(faceKey));
    }
    if (!readAdmins(reader, manifest)) {
        return fail(ErrorCode::ValidationFailed, "manifest names an invalid administrator");
    }
    const std::size_t pins = reader.count(kMaximumPins);
    for (std::size_t i = 0; i < pins; ++i) {
        manifest.tlsPins.push_back(reader.text());
    }
    manifest.issuedAt = reader.time();
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    return manifest;
}

} // namespace

Bytes SignedRecord::encode() const {
    return BytesWriter().bytes(payload).text(signer).bytes(signature).take();
}

Result<SignedRecord> SignedRecord::decode(std::span<const std::uint8_t> bytes) {
    BytesReader reader(bytes);
    SignedRecord record;
    record.payload = reader.bytes();
    record.signer = reader.text();
    record.signature = reader.bytes();
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    return record;
}

SignedRecord TenantManifest::sign(const SigningKey& root) const {
    SignedRecord record;
    record.payload = encodeManifest(*this);
    record.signer = kRootSigner;
    record.signature = root.sign(kPurpose, record.payload);
    return record;
}

Result<TenantManifest> TenantManifest::verify(const SignedRecord& record,
                                              std::span<const std::uint8_t> rootPublic,
                                              const std::string& tenant, std::uint64_t minimumVersion) {
    if (record.signer != kRootSigner) {
        return fail(ErrorCode::SignatureInvalid, "manifest is not signed by the tenant root");
    }
    if (const auto verified = crypto::verify(rootPublic, kPurpose, record.payload, record.signature);
        !verified) {
        return propagate(verified.error());
    }
    auto manifest = decodeManifest(record.payload);
    if (!manifest) {
        return propagate(manifest.error());
    }
    if (manifest->tenant != tenant || !std::ranges::equal(manifest->rootPublic, rootPublic)) {
        return fail(ErrorCode::SignatureInvalid, "manifest of another tenant");
    }
    if (manifest->version < minimumVersion) {
        return fail(ErrorCode::ManifestRolledBack, "manifest is older than one seen before");
    }
    return manifest;
}

const ManifestAdmin* TenantManifest::admin(const std::string& userId) const {
    const auto found = std::ranges::find(admins, userId, &ManifestAdmin::userId);
    return found == admins.end() ? nullptr : &*found;
}

std::string rootFingerprint(std::span<const std::uint8_t> rootPublic) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    constexpr std::size_t kFingerprintSize = 16;
    const Bytes digest = hash(rootPublic);
    std::string text;
    for (std::size_t i = 0; i < kFingerprintSize; ++i) {
        if (i > 0 && i % 2 == 0) {
            text += '-';
        }
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 0x0F];
    }
    return text;
}

} // namespace kaomon::crypto
