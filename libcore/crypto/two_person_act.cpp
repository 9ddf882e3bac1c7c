// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/two_person_act.h"

#include <algorithm>
#include <array>

#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

using domain::Role;

constexpr std::string_view kPurpose = "two-person-act";
constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kDigestSize = 32;

struct KindName {
    ActKind kind;
    std::string_view name;
};
constexpr std::array<KindName, 3> kKinds{{{ActKind::VaultRecovery, "vault_recovery"},
                                          {ActKind::FaceAfterReissue, "face_after_reissue"},
                                          {ActKind::OwnerChange, "owner_change"}}};

bool mayAgree(Role role) {
    return role == Role::Owner || role == Role::UserAdmin;
}

// Whether the role may stand on either side of an act of this kind.
bool hasSay(ActKind kind, Role role) {
    return mayAgree(role) || (kind == ActKind::FaceAfterReissue && role == Role::HelpDesk);
}

// Whether two people of these roles may do it together.
bool goTogether(ActKind kind, Role requester, Role approver) {
    switch (kind) {
    case ActKind::VaultRecovery: // each holds another half of RK
        return mayAgree(requester) && mayAgree(approver) && requester != approver;
    case ActKind::FaceAfterReissue:
        return mayAgree(approver);
    case ActKind::OwnerChange: // only owners hold the key that signs manifests
        return requester == Role::Owner && mayAgree(approver);
    }
    return false;
}

Result<ActStatement> decodeStatement(std::span<const std::uint8_t> payload) {
    BytesReader reader(payload);
    ActStatement act;
    act.tenant = reader.text();
    act.id = reader.text();
    const auto kind = actKindFromWire(reader.text());
    act.subject = reader.text();
    act.digest = reader.bytes();
    act.reason = reader.text();
    act.issuedAt = reader.time();
    act.notAfter = reader.time();
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    const bool isOwnerChange = kind == ActKind::OwnerChange;
    const bool isWellFormed = kind && !act.id.empty() && !act.subject.empty() && !act.reason.empty() &&
                              act.reason.size() <= kLongestReason && act.notAfter > act.issuedAt &&
                              act.notAfter - act.issuedAt <= kLongestAct &&
                              act.digest.size() == (isOwnerChange ? kDigestSize : 0);
    if (!isWellFormed) {
        return fail(ErrorCode::ValidationFailed, "not a statement of a two-person act", "/record");
    }
    act.kind = *kind;
    return act;
}

} // namespace

std::string_view toWire(ActKind kind) {
    return std::ranges::find(kKinds, kind, &KindName::kind)->name;
}

std::optional<ActKind> actKindFromWire(std::string_view name) {
    const auto* const found = std::ranges::find(kKinds, name, &KindName::name);
    return found == kKinds.end() ? std::nullopt : std::optional(found->kind);
}

SignedRecord ActStatement::sign(const std::string& adminId, const SigningKey& admin) const {
    SignedRecord record;
    record.payload = BytesWriter()
                         .text(tenant)
                         .text(id)
                         .text(toWire(kind))
                         .text(subject)
                         .bytes(digest)
                         .text(reason)
                         .time(issuedAt)
                         .time(notAfter)
                         .take();
    record.signer = adminId;
    record.signature = admin.sign(kPurpose, record.payload);
    return record;
}

Result<ActStatement> verifyAct(const SignedRecord& record, const TenantManifest& manifest) {
    const ManifestAdmin* admin = manifest.admin(record.signer);
    if (admin == nullptr) {
        return fail(ErrorCode::SignatureInvalid, "not signed by an administrator of the manifest");
    }
    if (const auto verified = verify(admin->signPublic, kPurpose, record.payload, record.signature);
        !verified) {
        return propagate(verified.error());
    }
    auto act = decodeStatement(record.payload);
    if (!act) {
        return act;
    }
    if (act->tenant != manifest.tenant) {
        return fail(ErrorCode::SignatureInvalid, "an act of another tenant");
    }
    if (!hasSay(act->kind, admin->role)) {
        return fail(ErrorCode::Forbidden, "this role has no say in such an act");
    }
    // Changing his own place in the manifest is an owner's right, with somebody else's consent.
    if (act->kind != ActKind::OwnerChange && act->subject == record.signer) {
        return fail(ErrorCode::Forbidden, "nobody decides about himself");
    }
    return act;
}

bool hasSingleAdministrator(const TenantManifest& manifest) {
    return std::ranges::count_if(manifest.admins,
                                 [](const ManifestAdmin& admin) { return mayAgree(admin.role); }) <= 1;
}

Result<ActStatement> checkAgreement(const SignedRecord& request, const std::optional<SignedRecord>& approval,
                                    const TenantManifest& manifest, TimePoint now) {
    auto act = verifyAct(request, manifest);
    if (!act) {
        return act;
    }
    if (now > act->notAfter) {
        return fail(ErrorCode::ApprovalExpired, "the agreement is over");
    }
    const Role requester = manifest.admin(request.signer)->role;
    if (!approval) {
        if (hasSingleAdministrator(manifest) && mayAgree(requester)) {
            return act;
        }
        return fail(ErrorCode::ApprovalRequired, "nobody else has agreed yet");
    }
    if (const auto second = verifyAct(*approval, manifest); !second) {
        return second;
    }
    if (approval->payload != request.payload) {
        return fail(ErrorCode::SignatureInvalid, "the two signed different things");
    }
    if (approval->signer == request.signer ||
        !goTogether(act->kind, requester, manifest.admin(approval->signer)->role)) {
        return fail(ErrorCode::ApprovalRequired, "another administrator with the right role has to agree");
    }
    return act;
}

Bytes manifestDigest(const SignedRecord& manifest) {
    return hash(manifest.payload);
}

} // namespace kaomon::crypto
