// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/keys/manifest_change.h"

#include "auth/manifest_root.h"
#include "domain/key_kind.h"
#include "features/groups/face_keys.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/key_repository.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;

constexpr std::size_t kLongestKeyId = 64;
constexpr std::size_t kLargestSeal = 1024;

bool haveSamePairs(const crypto::TenantManifest& a, const crypto::TenantManifest& b) {
    return a.imageEvidencePublic == b.imageEvidencePublic &&
           a.diagnosticsEvidencePublic == b.diagnosticsEvidencePublic &&
           a.recoveryPublic == b.recoveryPublic && a.emergencyPublic == b.emergencyPublic;
}

// The new manifest must follow the stored one and be signed by the root that the stored one names.
Result<ManifestChange> checkSuccessor(UnitOfWork& unit, const wire::ManifestDocument& next,
                                      const wire::ManifestDocument& stored, TimePoint now) {
    const std::string& tenant = unit.tenant().text();
    auto trusted = auth::openOwnManifest(stored.record, tenant);
    if (!trusted) {
        return propagate(trusted.error());
    }
    const auto record = crypto::SignedRecord::decode(next.record);
    if (!record) {
        return propagate(record.error());
    }
    auto manifest = crypto::TenantManifest::verify(*record, trusted->rootPublic, tenant, 1);
    if (!manifest) {
        return propagate(manifest.error());
    }
    if (static_cast<long long>(manifest->version) != next.version) {
        return fail(ErrorCode::ValidationFailed, "differs from the signed version", "/version");
    }
    if (manifest->rootPublic != trusted->rootPublic || manifest->isDemo != trusted->isDemo) {
        return fail(ErrorCode::SignatureInvalid, "root and demo mark never change", "/record");
    }
    if (next.version != stored.version + 1) {
        return fail(ErrorCode::StaleRevision, "not the next version", etagOf(stored.version));
    }
    if (const Status agreed = takeOwnerAgreement(unit, *trusted, *manifest, *record, now); !agreed) {
        return propagate(agreed.error());
    }
    return ManifestChange{std::move(*trusted), std::move(*manifest)};
}

// PCs check approvals of faces against the manifest of today: those of an administrator who is not in it any
// more, or has other keys, are to be given again by somebody else.
void dropVoidApprovals(UnitOfWork& unit, const ManifestChange& change, TimePoint now) {
    storage::FaceRepository(unit).dropApprovalsOf(
        [&](const UserId& id) {
            const auto* was = change.before.admin(id.text());
            const auto* is = change.after.admin(id.text());
            return is == nullptr || !domain::maySignPolicy(is->role) ||
                   (was != nullptr && was->signPublic != is->signPublic);
        },
        now);
}

} // namespace

Result<ManifestChange> takeManifest(UnitOfWork& unit, const wire::ManifestDocument& next, PairChange pairs,
                                    TimePoint now) {
    storage::KeyRepository keys(unit);
    const auto stored = keys.manifest();
    if (!stored) {
        return fail(ErrorCode::NotFound, "no manifest");
    }
    auto change = checkSuccessor(unit, next, *stored, now);
    if (!change) {
        return change;
    }
    if (pairs == PairChange::Forbidden && !haveSamePairs(change->before, change->after)) {
        return fail(ErrorCode::ValidationFailed, "other pairs of keys come with their seals", "/record");
    }
    dropVoidApprovals(unit, *change, now);
    keys.putManifest(next, now);
    unit.acts().changed("version", std::to_string(stored->version), std::to_string(next.version));
    if (const Status adopted = adoptFaceKeys(unit, next.record, now); !adopted) {
        return propagate(adopted.error());
    }
    return change;
}

Status checkSeal(const wire::KeySeal& seal, const std::string& field) {
    if (!domain::isSealKind(seal.kind)) {
        return fail(ErrorCode::ValidationFailed, "unknown kind", field);
    }
    if (seal.keyId.empty() || seal.keyId.size() > kLongestKeyId || !isUuid(seal.receiver) ||
        seal.sealed.empty() || seal.sealed.size() > kLargestSeal) {
        return fail(ErrorCode::ValidationFailed, "key id, receiver and a seal of at most 1 KiB are required",
                    field);
    }
    return {};
}

} // namespace kaomon::features
