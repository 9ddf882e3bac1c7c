// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "admin/command.h"

namespace kaomon::admin {

// Prints where a tenant stands and what is erased when. ErrorCode::NotFound.
class TenantShowCommand final : public Command {
public:
    std::string tenant;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Has a tenant erased from the start of a later day on, whatever its licence says. ErrorCode::NotFound,
// ValidationFailed (no reason, not a later day), Conflict (being erased).
class TenantScheduleDeletionCommand final : public Command {
public:
    std::string tenant;
    std::string day; // YYYY-MM-DD in the tenant's zone
    std::string reason;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Takes such a schedule back. ErrorCode::NotFound, Conflict (it has begun).
class TenantCancelDeletionCommand final : public Command {
public:
    std::string tenant;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// After an older backup of the database was put back, with the server stopped: erases again what the shred
// ledger says was erased, gives every tenant a new epoch and ends every session. Safe to repeat.
// ErrorCode::StorageCorrupt (ledger broken), Conflict (a server is at work).
class RestoreReplayCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin
