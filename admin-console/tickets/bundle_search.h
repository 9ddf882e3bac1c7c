// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "diagnostics/bundle_reader.h"

namespace kaomon::tickets {

// Which lines; what is empty does not restrict.
struct LineQuery {
    std::string source;
    std::string atLeast; // level: warning or error
    std::string attempt;
    std::string words; // each has to be in the line, whatever its case
};

// In the order of time, whichever program wrote them; a line without a time stays behind the one before it.
// Pure; any thread.
void sortByTime(std::vector<diagnostics::LogLine>& lines);

// The places of the lines that are wanted, in their order. Pure; any thread.
[[nodiscard]] std::vector<std::uint32_t> findLines(const std::vector<diagnostics::LogLine>& lines,
                                                   const LineQuery& query);

// Each once, sorted.
[[nodiscard]] std::vector<std::string> sourcesOf(const std::vector<diagnostics::LogLine>& lines);

} // namespace kaomon::tickets
