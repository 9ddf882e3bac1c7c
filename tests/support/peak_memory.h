// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef _WIN32
#include <windows.h>
// after windows.h, which it needs
#include <psapi.h>
#else
#include <sys/resource.h>
#endif

namespace kaomon::testing {

// The most memory that this process has had so far.
inline long peakKiB() {
#ifdef _WIN32
    PROCESS_MEMORY_COUNTERS usage{};
    ::K32GetProcessMemoryInfo(::GetCurrentProcess(), &usage, sizeof usage);
    return static_cast<long>(usage.PeakWorkingSetSize / 1024);
#else
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
#endif
}

} // namespace kaomon::testing
