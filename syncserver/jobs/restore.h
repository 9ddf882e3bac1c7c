// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "jobs/eraser.h"

namespace kaomon::jobs {

struct ReplayReport {
    int erasedAgain = 0; // entries of the ledger that the database did not know
    int tenants = 0;     // that got a new epoch
};

// After an older backup was put back: ends every session, makes the database know what the shred ledger
// knows, gives every tenant a new epoch, and erases again what had been erased since the backup. It may die
// anywhere and be started again: either the server still refuses to start, or its own job goes on with the
// erasing. Blocks the caller. ErrorCode::Conflict (a server is at work), StorageCorrupt (the ledger is
// broken), and those of Eraser.
[[nodiscard]] Result<ReplayReport> replayLedger(storage::Database& database, const Clock& clock,
                                                const ErasureTools& tools, const std::string& node);

} // namespace kaomon::jobs
