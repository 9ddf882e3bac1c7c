// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "wire/codec.h"

namespace kaomon::wire {

// All that the push channel ever says: that there is something to fetch, or that the caller is no longer let
// in. Both are hints; what is true is said by the request that follows.
struct StreamHint {
    long long rev = 0;                               // of the tenant now
    int withinMs = 0;                                // fetch at a random moment of this time
    std::optional<std::string> ended = std::nullopt; // code: the stream ends, and why
};

} // namespace kaomon::wire
