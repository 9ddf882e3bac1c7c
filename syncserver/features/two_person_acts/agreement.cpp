// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/two_person_acts/agreement.h"

#include <algorithm>
#include <map>

#include "auth/manifest_root.h"
#include "storage/repositories/key_repository.h"

namespace kaomon::features {
namespace {

using OwnerKeys = std::map<std::string, std::pair<Bytes, Bytes>>;

OwnerKeys ownersOf(const crypto::TenantManifest& manifest) {
    OwnerKeys owners;
    for (const auto& admin : manifest.admins) {
        if (admin.role == domain::Role::Owner) {
            owners[admin.userId] = {admin.signPublic, admin.boxPublic};
        }
    }
    return owners;
}

// Everybody whose place among the owners differs.
std::vector<std::string> changedOwners(const OwnerKeys& before, const OwnerKeys& after) {
    std::vector<std::string> changed;
    for (const auto& [id, keys] : before) {
        const auto found = after.find(id);
        if (found == after.end() || found->second != keys) {
            changed.push_back(id);
        }
    }
    for (const auto& [id, keys] : after) {
        if (!before.contains(id)) {
            changed.push_back(id);
        }
    }
    return changed;
}

} // namespace

Result<crypto::TenantManifest> storedManifest(storage::UnitOfWork& unit) {
    const auto stored = storage::KeyRepository(unit).manifest();
    if (!stored) {
        return fail(ErrorCode::NotFound, "no manifest");
    }
    return auth::openOwnManifest(stored->record, unit.tenant().text());
}

Result<crypto::ActStatement> checkStoredAgreement(const wire::TwoPersonAct& act,
                                                  const crypto::TenantManifest& manifest, TimePoint now) {
    const auto request = crypto::SignedRecord::decode(act.request);
    if (!request) {
        return propagate(request.error());
    }
    if (act.approval.empty()) {
        return crypto::checkAgreement(*request, std::nullopt, manifest, now);
    }
    auto approval = crypto::SignedRecord::decode(act.approval);
    if (!approval) {
        return propagate(approval.error());
    }
    return crypto::checkAgreement(*request, std::move(*approval), manifest, now);
}

Status takeFaceAgreement(storage::UnitOfWork& unit, const UserId& user, TimePoint now) {
    storage::TwoPersonActRepository acts(unit, now);
    const auto act = acts.findApproved("face_after_reissue", user, {});
    if (!act) {
        return fail(ErrorCode::ApprovalRequired, "nobody agreed to a new face");
    }
    const auto manifest = storedManifest(unit);
    if (!manifest) {
        return propagate(manifest.error());
    }
    if (const auto agreed = checkStoredAgreement(*act, *manifest, now); !agreed) {
        return propagate(agreed.error());
    }
    acts.finish(act->id);
    return {};
}

Status takeOwnerAgreement(storage::UnitOfWork& unit, const crypto::TenantManifest& stored,
                          const crypto::TenantManifest& next, const crypto::SignedRecord& nextRecord,
                          TimePoint now) {
    const auto changed = changedOwners(ownersOf(stored), ownersOf(next));
    if (changed.empty() || crypto::hasSingleAdministrator(stored)) {
        return {};
    }
    storage::TwoPersonActRepository acts(unit, now);
    const Bytes digest = crypto::manifestDigest(nextRecord);
    for (const std::string& id : changed) {
        const auto subject = UserId::parse(id);
        const auto act = subject ? acts.findApproved("owner_change", *subject, digest) : std::nullopt;
        if (!act) {
            return fail(ErrorCode::ApprovalRequired, "nobody agreed to this change of owners", "/record");
        }
        if (const auto agreed = checkStoredAgreement(*act, stored, now); !agreed) {
            return propagate(agreed.error());
        }
        acts.finish(act->id);
    }
    return {};
}

Status takeAccountAgreement(storage::UnitOfWork& unit, const UserId& person, OwnerStep step, TimePoint now) {
    const auto manifest = storedManifest(unit);
    if (!manifest) {
        return propagate(manifest.error());
    }
    const auto* admin = manifest->admin(person.text());
    const bool isNamed = admin != nullptr && admin->role == domain::Role::Owner;
    if (crypto::hasSingleAdministrator(*manifest) || isNamed == (step == OwnerStep::Joins)) {
        return {};
    }
    const auto record = crypto::SignedRecord::decode(storage::KeyRepository(unit).manifest()->record);
    if (!record) {
        return propagate(record.error());
    }
    storage::TwoPersonActRepository acts(unit, now);
    const auto act = acts.findApproved("owner_change", person, crypto::manifestDigest(*record));
    if (!act || !checkStoredAgreement(*act, *manifest, now)) {
        return fail(ErrorCode::ApprovalRequired, "nobody agreed to this change of an owner's account");
    }
    acts.finish(act->id);
    return {};
}

} // namespace kaomon::features
