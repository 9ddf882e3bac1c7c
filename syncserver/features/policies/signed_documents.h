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

} // namespace kaomon::features
