// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace kaomon::test {

// Whether the fault named by KAOMON_TEST_PLANT is this one. Programs with planted faults have some of their
// functions wrapped by the linker (files planted_*.cpp); without the variable they are as the shipped ones.
// With KAOMON_TEST_PLANT_WHEN a fault begins when that file appears, so that a test can set up first.
[[nodiscard]] inline bool isPlanted(std::string_view fault) {
    static const char* const planted = std::getenv("KAOMON_TEST_PLANT");
    static const char* const since = std::getenv("KAOMON_TEST_PLANT_WHEN");
    return planted != nullptr && fault == planted && (since == nullptr || ::access(since, F_OK) == 0);
}

} // namespace kaomon::test
