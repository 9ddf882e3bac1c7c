// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/face_approval.h"

#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kPurpose = "face-approval";

Result<FaceApproval> decodeApproval(std::span<const std::uint8_t> payload) {
    BytesReader reader(payload);
    FaceApproval approval;
    approval.tenant = reader.text();
    approval.user = reader.text();
    approval.faceTemplate = reader.text();
    approval.digest = reader.bytes();
    approval.issuedAt = reader.time();
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    return approval;
}

} // namespace

SignedRecord FaceApproval::sign(const std::string& adminId, const SigningKey& admin) const {
    SignedRecord record;
    record.payload =
        BytesWriter().text(tenant).text(user).text(faceTemplate).bytes(digest).time(issuedAt).take();
    record.signer = adminId;
    record.signature = admin.sign(kPurpose, record.payload);
    return record;
}

Bytes approvalDigest(const Bytes& templateSignature) {
    return hash(templateSignature);
}

Result<FaceApproval> checkFaceApproval(const SignedRecord& record, const SealedTemplate& faceTemplate,
                                       const TenantManifest& manifest) {
    const ManifestAdmin* admin = manifest.admin(record.signer);
    if (admin == nullptr || !domain::maySignPolicy(admin->role)) {
        return fail(ErrorCode::SignatureInvalid, "not signed by an owner or user admin of the manifest");
    }
    if (const auto verified = verify(admin->signPublic, kPurpose, record.payload, record.signature);
        !verified) {
        return propagate(verified.error());
    }
    auto approval = decodeApproval(record.payload);
    if (!approval) {
        return approval;
    }
    if (approval->tenant != manifest.tenant || approval->tenant != faceTemplate.tenant ||
        approval->user != faceTemplate.user || approval->faceTemplate != faceTemplate.id ||
        approval->digest != approvalDigest(faceTemplate.signature)) {
        return fail(ErrorCode::SignatureInvalid, "the approval of another face");
    }
    if (record.signer == faceTemplate.user) {
        return fail(ErrorCode::Forbidden, "nobody approves his own face");
    }
    return approval;
}

} // namespace kaomon::crypto
