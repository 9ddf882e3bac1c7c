// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "admin/command.h"

namespace kaomon::admin {

// Removes every rule about the addresses of a tenant and leaves a line in the operators' log. Running servers
// follow within seconds. ErrorCode::NotFound for an unknown tenant.
class AddressesClearCommand final : public Command {
public:
    std::string tenant;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin
