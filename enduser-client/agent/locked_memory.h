// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace kaomon::agent {

// Asks the system to keep these bytes out of its swap file; not kept is not an error. Any thread.
void keepInMemory(void* begin, std::size_t size);

} // namespace kaomon::agent
