// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/repositories/import_repository.h"

namespace kaomon::features {

// Each does one batch of at most 500 rows of an import whose state is "applying" or "undoing" and saves the
// record; the state tells when it is over: applied or undone. A row that does not fit any more is refused by
// itself. The caller has taken the record in the same unit. Throw StorageFault.
void applyBatch(storage::UnitOfWork& unit, storage::ImportRecord& record, TimePoint now);
void undoBatch(storage::UnitOfWork& unit, storage::ImportRecord& record, TimePoint now);

} // namespace kaomon::features
