// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "crypto/trust.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// Whether a signed `app_template` or `blind_entries` document may be stored: what it names is there and
// within bounds. The server reads neither a template nor, of course, what is sealed.
// ErrorCode::ValidationFailed, NotFound, QuotaExceeded.
[[nodiscard]] Status checkAppTemplate(storage::UnitOfWork& unit, const crypto::SignedPolicy& policy);
[[nodiscard]] Status checkBlindEntries(storage::UnitOfWork& unit, const crypto::SignedPolicy& policy,
                                       TimePoint now);

} // namespace kaomon::features
