// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/hierarchy.h"
#include "crypto/trust.h"

namespace kaomon::crypto {

// What an administrator signs about one template that waits for it: this very template may open its person's
// accounts. PCs check it against the manifest of today, so that neither the server nor the person can make
// one up, and nobody can turn the approval of one template into that of another.
struct FaceApproval {
    std::string tenant;
    std::string user;         // whose face
    std::string faceTemplate; // its id
    Bytes digest;             // approvalDigest() of the template's signature
    TimePoint issuedAt;

    [[nodiscard]] SignedRecord sign(const std::string& adminId, const SigningKey& admin) const;
};

// BLAKE2b-256 of the signature with which the enrolling PC covers contents, person, id, version and model.
[[nodiscard]] Bytes approvalDigest(const Bytes& templateSignature);

// Whether `record` approves the template with this tenant, user, id and signature.
// ErrorCode::SignatureInvalid (not by an owner or user admin of the manifest, or about something else),
// Forbidden (the person himself), ValidationFailed.
[[nodiscard]] Result<FaceApproval> checkFaceApproval(const SignedRecord& record,
                                                     const SealedTemplate& faceTemplate,
                                                     const TenantManifest& manifest);

} // namespace kaomon::crypto
