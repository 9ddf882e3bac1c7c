// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/repositories/import_repository.h"

namespace kaomon::features {

// Goes on with the check of an import whose state is "checking": a slice of its file, or of the people who
// are not in it. Saves the record; the state tells when it is over: checked or failed. The caller has taken
// the record in the same unit. Throws StorageFault.
void checkSlice(storage::UnitOfWork& unit, storage::ImportRecord& record, TimePoint now);

} // namespace kaomon::features
