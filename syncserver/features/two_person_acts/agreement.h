// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/two_person_act.h"
#include "storage/repositories/two_person_act_repository.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// The tenant's manifest as stored. ErrorCode::NotFound before the first run.
[[nodiscard]] Result<crypto::TenantManifest> storedManifest(storage::UnitOfWork& unit);

// Both signatures of an act against the manifest of today: who lost his role since no longer counts.
// Errors as crypto::checkAgreement().
[[nodiscard]] Result<crypto::ActStatement>
checkStoredAgreement(const wire::TwoPersonAct& act, const crypto::TenantManifest& manifest, TimePoint now);

// Uses up the agreement to a new face of `user`. ErrorCode::ApprovalRequired when there is none.
[[nodiscard]] Status takeFaceAgreement(storage::UnitOfWork& unit, const UserId& user, TimePoint now);

// A manifest that adds, removes or changes an owner needs an agreement over exactly this manifest, which it
// uses up; where nobody else could agree it passes. ErrorCode::ApprovalRequired.
[[nodiscard]] Status takeOwnerAgreement(storage::UnitOfWork& unit, const crypto::TenantManifest& stored,
                                        const crypto::TenantManifest& next,
                                        const crypto::SignedRecord& nextRecord, TimePoint now);

// What an act on an account does to the circle of owners: somebody comes into it, leaves it, or stays with
// one safeguard less.
enum class OwnerStep { Joins, Leaves, Weakened };

// The accounts of owners follow the manifest, which takes two: whom it names joins, whom it does not name
// leaves. Any other step needs an `owner_change` about this person over the manifest in force, which it uses
// up; where nobody else could agree it passes. Inside a write job. ErrorCode::ApprovalRequired.
[[nodiscard]] Status takeAccountAgreement(storage::UnitOfWork& unit, const UserId& person, OwnerStep step,
                                          TimePoint now);

} // namespace kaomon::features
