// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"

namespace kaomon::admin {

// Brings the database to the schema of this program.
class MigrateCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Prints the OpenAPI document of the API.
class OpenApiCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin
