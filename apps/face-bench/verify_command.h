// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"

namespace kaomon::bench {

struct VerifyOptions {
    std::string pictures;
    std::string pairs; // empty: no listed pairs
    std::string json;
    std::string models;
    std::string frame; // empty: the pictures as they are
    std::string plots; // folder for det.png and roc.png; empty: none
    bool allPairs = false;
};

// Prints the figures and writes them as JSON. Errors of the pack, the pictures and the pairs file;
// ErrorCode::ValidationFailed when neither listed pairs nor all pairs are asked for.
[[nodiscard]] Status runVerify(const VerifyOptions& options);

} // namespace kaomon::bench
