// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "admin/command.h"

namespace kaomon::admin {

// Writes a tenant into a new file that only its owner reads. ErrorCode::ValidationFailed (the id, or a file
// of that name is there), NotFound, StorageFailed.
class TenantExportCommand final : public Command {
public:
    std::string tenant;
    std::string file;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Reads such a file into this server's database. Errors of storage::importTenant().
class TenantImportCommand final : public Command {
public:
    std::string file;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin
