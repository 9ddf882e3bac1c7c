// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/storage_fault.h"

namespace kaomon::storage {

// What came of running a job's body: its own answer, and the fault that broke the database if there was one.
struct JobOutcome {
    Status status;
    std::optional<StorageFault> fault;
};

// Runs the body of a job and turns whatever it throws into an outcome. Never throws.
[[nodiscard]] JobOutcome runJob(const Database::Job& job, UnitOfWork& work) noexcept;

} // namespace kaomon::storage
