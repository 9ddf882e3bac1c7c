// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "storage/unit_of_work.h"
#include "wire/policies.h"

namespace kaomon::features {

// Stores the next version of a signed document and what follows from it (memberships, OS accounts); gives its
// revision. ErrorCode::PolicyUnsigned, PolicyRolledBack, StaleRevision, ValidationFailed, NotFound. After an
// error the transaction must be rolled back. Precondition: lockTenant().
[[nodiscard]] Result<long long> storeSignedDocument(storage::UnitOfWork& unit,
                                                    const wire::PolicyDocument& document, TimePoint now);

// The same for the next confirmation, which is kept apart from what it confirms.
[[nodiscard]] Result<long long> storeConfirmation(storage::UnitOfWork& unit,
                                                  const wire::PolicyDocument& document, TimePoint now);
// Whether who signed a stored document is still somebody whom the manifest lets sign.
[[nodiscard]] bool isSignedStill(storage::UnitOfWork& unit, const wire::PolicyDocument& document);

} // namespace kaomon::features
