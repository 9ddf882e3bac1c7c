// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace kaomon::bench {

struct StagesOptions {
    std::string pictures;
    std::string models;
    std::string frame = "640x480";
    int threads = 2;
    std::size_t count = 200;
    std::string json;
};

// Prints a table of median and 95th percentile per stage for 1 to `threads` threads.
// ErrorCode::ValidationFailed for a frame size that is none.
[[nodiscard]] Status runStages(const StagesOptions& options);

} // namespace kaomon::bench
