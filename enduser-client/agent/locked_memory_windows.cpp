// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/locked_memory.h"

#include <windows.h>

namespace kaomon::agent {

void keepInMemory(void* begin, std::size_t size) {
    ::VirtualLock(begin, size);
}

} // namespace kaomon::agent
