// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/trust.h"

namespace kaomon::crypto {

// What one administrator alone may not do.
// VaultRecovery: opening a person's vault key through RK, whose two halves lie with different roles.
// FaceAfterReissue: a new face for a person whose password was reissued and who has no older face to show.
// OwnerChange: a manifest that adds, removes or changes an owner.
enum class ActKind { VaultRecovery, FaceAfterReissue, OwnerChange };

[[nodiscard]] std::string_view toWire(ActKind kind);
[[nodiscard]] std::optional<ActKind> actKindFromWire(std::string_view name);

// No agreement lives longer.
inline constexpr std::chrono::hours kLongestAct{7 * 24};

// What two administrators sign, byte for byte the same: who asks signs it first, who agrees signs it too.
// Consoles, the server and PCs check both signatures against the manifest, so that neither the server nor
// one administrator can make up an agreement.
struct ActStatement {
    std::string tenant;
    std::string id; // UUID of the act
    ActKind kind = ActKind::VaultRecovery;
    std::string subject; // user id: whose vault, whose face, which owner
    Bytes digest;        // OwnerChange: BLAKE2b-256 of the next manifest's payload; else empty
    std::string reason;  // 1 to 500 bytes, read by who agrees and by the auditor
    TimePoint issuedAt;
    TimePoint notAfter; // at most kLongestAct behind issuedAt

    [[nodiscard]] SignedRecord sign(const std::string& adminId, const SigningKey& admin) const;
};

// One signature: who made it and over what. ErrorCode::SignatureInvalid (not by an administrator of the
// manifest, another tenant, changed), Forbidden (a role that has no say in this kind, or the subject
// himself), ValidationFailed.
[[nodiscard]] Result<ActStatement> verifyAct(const SignedRecord& record, const TenantManifest& manifest);

// The whole rule. `approval` may be absent only in a tenant whose manifest names a single owner or user
// admin. ErrorCode::ApprovalRequired (nobody agreed yet, the same person twice, or roles that do not go
// together), ApprovalExpired, and those of verifyAct(). SignatureInvalid when the two did not sign the same.
[[nodiscard]] Result<ActStatement> checkAgreement(const SignedRecord& request,
                                                  const std::optional<SignedRecord>& approval,
                                                  const TenantManifest& manifest, TimePoint now);

// True when there is nobody else in the tenant who could agree.
[[nodiscard]] bool hasSingleAdministrator(const TenantManifest& manifest);

// The digest of an OwnerChange: of the payload of the next manifest.
[[nodiscard]] Bytes manifestDigest(const SignedRecord& manifest);

} // namespace kaomon::crypto
