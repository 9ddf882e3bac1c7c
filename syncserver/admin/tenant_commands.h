// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "admin/command.h"
#include "domain/calendar.h"

namespace kaomon::admin {

// Makes a tenant and prints its id, the bootstrap code of its first owner (shown once) and the certificate's
// pin. ErrorCode::ValidationFailed for an empty or long name, an unknown zone or company number; Conflict
// when the company had its trial; and those of Database and ServerKey.
class TenantCreateCommand final : public Command {
public:
    std::string name;
    bool isDemo = false;  // photographs may count as faces; fixed for ever
    bool isTrial = false; // 30 days, 100 seats, once per company
    std::string company;
    std::string companyNumber; // corporate number
    std::string timeZone{domain::kDefaultTimeZone};

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Prints one line per tenant: id, state, demo mark, name.
class TenantListCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin
