// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/trust.h"
#include "storage/unit_of_work.h"
#include "wire/keys.h"

namespace kaomon::features {

// Whether the next manifest may name other public halves of the tenant's pairs: only together with the seals
// of their private halves, or nobody would ever open what is sealed to them.
enum class PairChange { Forbidden, Allowed };

struct ManifestChange {
    crypto::TenantManifest before;
    crypto::TenantManifest after;
};

// Puts the next manifest in force: it follows the stored one, is signed by the root that this one names, and
// a change of owners was agreed to. Approvals of faces that nobody vouches for any more go. Precondition: the
// tenant is locked. ErrorCode::NotFound, ValidationFailed, SignatureInvalid, StaleRevision, ApprovalRequired,
// ApprovalExpired, Forbidden.
[[nodiscard]] Result<ManifestChange>
takeManifest(storage::UnitOfWork& unit, const wire::ManifestDocument& next, PairChange pairs, TimePoint now);

// The form of a seal; `field` names where it stood. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkSeal(const wire::KeySeal& seal, const std::string& field);

} // namespace kaomon::features
