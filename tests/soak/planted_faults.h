// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "storage/database.h"

namespace kaomon::soak {

// Faults that a test plants into the server to see that it would be noticed: kaomon-planted-syncserver is
// the server with some of its functions wrapped by the linker; see test::isPlanted().
//
// With "early_answer": answers a write while its transaction is still open.
[[nodiscard]] std::unique_ptr<storage::Database> plantInto(std::unique_ptr<storage::Database> database);

} // namespace kaomon::soak
