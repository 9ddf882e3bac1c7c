// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"

namespace kaomon::bench {

struct VerifyOptions {
    std::string pictures;
    std::string pairs;
    std::string json;
    std::string models;
    bool allPairs = false;
};

// Prints the figures and writes them as JSON. Errors of the pack, the pictures and the pairs file.
[[nodiscard]] Status runVerify(const VerifyOptions& options);

} // namespace kaomon::bench
