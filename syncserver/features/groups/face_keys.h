// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// Takes the groups and face keys that a manifest of the unit's tenant names into the directory of groups of
// PCs. ErrorCode::SignatureInvalid for a record that is no such manifest.
[[nodiscard]] Status adoptFaceKeys(storage::UnitOfWork& unit, const Bytes& manifestRecord, TimePoint now);

} // namespace kaomon::features
