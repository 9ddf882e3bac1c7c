// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"

namespace kaomon::admin {

// Looks at everything that the server needs and prints a line for each item: "ok", "warn" (soon a fault) or
// "FAULT"; the first fault is the error. Changes nothing but what openServerKey() makes at first use.
class DoctorCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin
