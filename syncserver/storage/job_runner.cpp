// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/job_runner.h"

#include "base/log.h"

namespace kaomon::storage {

JobOutcome runJob(const Database::Job& job, UnitOfWork& work) noexcept {
    try {
        return {job(work), std::nullopt};
    } catch (const StorageFault& fault) {
        log::warning("storage.fault", {{"what", fault.what()}});
        return {propagate(fault.toError()), fault};
    } catch (const std::exception& error) {
        log::error("storage.job_failed", {{"what", error.what()}});
        return {fail(ErrorCode::Internal, "a database job failed unexpectedly"), std::nullopt};
    }
}

} // namespace kaomon::storage
