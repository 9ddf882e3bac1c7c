// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "diagnostics/bundle_limits.h"
#include "wire/diagnostics_report.h"

namespace kaomon::diagnostics {

// One line of a log. What base/log.h puts into each line is taken out; the rest stays in `text`.
struct LogLine {
    std::string source; // agent, client, camera, ...
    std::optional<TimePoint> at;
    std::string level;   // empty for a line that is not of base/log.h
    std::string event;   // likewise
    std::string attempt; // empty: of no attempt
    std::string text;    // the line as it stands in the file, made safe to show
};

// The members of a line that are not in LogLine already, in their order; empty for a line that is no JSON.
[[nodiscard]] std::vector<wire::DiagnosticsFact> fieldsOf(const LogLine& line);

// A line by itself; whatever it is, it can be shown. Pure.
[[nodiscard]] LogLine readLine(std::string_view source, std::string_view line);

struct Bundle {
    wire::DiagnosticsReport report;
    std::vector<LogLine> lines; // as they stand, one log behind the other
    // Names of entries that are no log, made safe to show; nothing of them is unpacked.
    std::vector<std::string> passedOver;
    bool isCut = false; // there are more lines than BundleLimits allows; these are left out
};

// Gives the next bytes of the file, nothing at its end.
using BundleSource = std::function<Result<std::span<const std::uint8_t>>()>;

// Reads what BundleWriter made, or what somebody claims to be that: nothing is written anywhere, no name
// becomes a path, memory is bounded by the limits and not by what the file says of itself. Blocks; any
// thread. ErrorCode::ValidationFailed with field "format" (no ZIP file, damaged, no report or one of a newer
// format), "entries" or "report"; PayloadTooLarge; what the source said.
[[nodiscard]] Result<Bundle> readBundle(const BundleSource& source, BundleLimits limits = {});

} // namespace kaomon::diagnostics
