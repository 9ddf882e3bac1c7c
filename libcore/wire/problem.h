// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

struct ProblemError {
    std::string pointer; // JSON pointer into the request body
    std::string code;
};

// application/problem+json (RFC 9457). `code` is a wire name of ErrorCode.
struct Problem {
    std::string type; // "urn:kaomon:problem:<code>"
    std::string title;
    int status = 500;
    std::string code;
    std::string traceId;
    std::optional<std::string> detail;
    std::optional<std::vector<ProblemError>> errors;
    std::optional<int> retryAfter;          // seconds
    std::optional<TimePoint> serverTime;    // with clock_skew
    std::optional<std::string> currentEtag; // with stale_revision
};

} // namespace kaomon::wire
