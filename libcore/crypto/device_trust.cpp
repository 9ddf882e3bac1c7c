// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/bytes_io.h"
#include "crypto/trust.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kDelegatePurpose = "enrolment-delegate";
constexpr std::string_view kDevicePurpose = "device-certificate";
constexpr std::size_t kPublicKeySize = 32;

// Everything but the date; the chain of a device checks the date of its certificate instead of today's.
Result<DelegateCertificate> verifyDelegate(const SignedRecord& record, const TenantManifest& manifest) {
    const ManifestAdmin* admin = manifest.admin(record.signer);
    if (admin == nullptr || !domain::maySignPolicy(admin->role)) {
        return fail(ErrorCode::SignatureInvalid, "signer may not make enrolment delegates");
    }
    const auto verified = verify(admin->signPublic, kDelegatePurpose, record.payload, record.signature);
    if (!verified) {
        return propagate(verified.error());
    }
    BytesReader reader(record.payload);
    DelegateCertificate certificate;
    certificate.tenant = reader.text();
    certificate.codeId = reader.text();
    certificate.delegatePublic = reader.bytes();
    certificate.deviceGroup = reader.text();
    certificate.useCount = reader.number();
    certificate.notAfter = reader.time();
    if (!reader.finish() || certificate.tenant != manifest.tenant ||
        certificate.delegatePublic.size() != kPublicKeySize) {
        return fail(ErrorCode::SignatureInvalid, "malformed delegate or one of another tenant");
    }
    return certificate;
}

} // namespace

SignedRecord DelegateCertificate::sign(const std::string& adminId, const SigningKey& admin) const {
    SignedRecord record;
    record.payload = BytesWriter()
                         .text(tenant)
                         .text(codeId)
                         .bytes(delegatePublic)
                         .text(deviceGroup)
                         .number(useCount)
                         .time(notAfter)
                         .take();
    record.signer = adminId;
    record.signature = admin.sign(kDelegatePurpose, record.payload);
    return record;
}

Result<DelegateCertificate> DelegateCertificate::verify(const SignedRecord& record,
                                                        const TenantManifest& manifest, TimePoint now) {
    auto certificate = verifyDelegate(record, manifest);
    if (certificate && now > certificate->notAfter) {
        return fail(ErrorCode::EnrolmentCodeExpired, "enrolment delegate has expired");
    }
    return certificate;
}

SignedRecord DeviceCertificate::sign(const std::string& codeId, const SigningKey& delegate) const {
    SignedRecord record;
    record.payload = BytesWriter()
                         .text(tenant)
                         .text(deviceId)
                         .text(deviceGroup)
                         .bytes(signPublic)
                         .bytes(boxPublic)
                         .time(issuedAt)
                         .bytes(delegateRecord)
                         .take();
    record.signer = codeId;
    record.signature = delegate.sign(kDevicePurpose, record.payload);
    return record;
}

Result<DeviceCertificate> DeviceCertificate::verify(const SignedRecord& record,
                                                    const TenantManifest& manifest) {
    BytesReader reader(record.payload);
    DeviceCertificate certificate;
    certificate.tenant = reader.text();
    certificate.deviceId = reader.text();
    certificate.deviceGroup = reader.text();
    certificate.signPublic = reader.bytes();
    certificate.boxPublic = reader.bytes();
    certificate.issuedAt = reader.time();
    certificate.delegateRecord = reader.bytes();
    if (!reader.finish() || certificate.signPublic.size() != kPublicKeySize ||
        certificate.boxPublic.size() != kPublicKeySize) {
        return fail(ErrorCode::SignatureInvalid, "malformed device certificate");
    }
    const auto delegateRecord = SignedRecord::decode(certificate.delegateRecord);
    if (!delegateRecord) {
        return fail(ErrorCode::SignatureInvalid, "device certificate without a delegate");
    }
    const auto delegate = DelegateCertificate::verify(*delegateRecord, manifest, certificate.issuedAt);
    if (!delegate) {
        return propagate(delegate.error());
    }
    if (record.signer != delegate->codeId || certificate.tenant != manifest.tenant ||
        certificate.deviceGroup != delegate->deviceGroup) {
        return fail(ErrorCode::SignatureInvalid, "device certificate goes beyond its delegate");
    }
    const auto verified =
        crypto::verify(delegate->delegatePublic, kDevicePurpose, record.payload, record.signature);
    if (!verified) {
        return propagate(verified.error());
    }
    return certificate;
}

} // namespace kaomon::crypto
