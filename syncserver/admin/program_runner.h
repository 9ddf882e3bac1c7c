// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace kaomon::admin {

// Runs a program of the search path to its end, without a shell; what it says goes to this program's own
// output. ErrorCode::NotFound when there is none, StorageFailed when it ends with a fault.
[[nodiscard]] Status runProgram(const std::vector<std::string>& command);

} // namespace kaomon::admin
