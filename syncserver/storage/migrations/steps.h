// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/migration.h"

namespace kaomon::storage {

// One function per released step; private to storage.
[[nodiscard]] Migration firstPath();
[[nodiscard]] Migration people();

} // namespace kaomon::storage
