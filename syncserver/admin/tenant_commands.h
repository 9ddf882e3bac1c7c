// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "admin/command.h"

namespace kaomon::admin {

// Makes a tenant and prints its id, the bootstrap code of its first owner (shown once) and the certificate's
// pin. ErrorCode::ValidationFailed for an empty or long name, and those of Database and ServerKey.
class TenantCreateCommand final : public Command {
public:
    std::string name;
    bool isDemo = false; // photographs may count as faces; fixed for ever

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Prints one line per tenant: id, state, demo mark, name.
class TenantListCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin
