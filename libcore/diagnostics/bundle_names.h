// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kaomon::diagnostics {

// How the entries of a bundle are called. Pure.
inline constexpr std::string_view kReportName = "report.json";

// a-z, 0-9 and -, 1 to 32 of them.
[[nodiscard]] bool isSourceName(std::string_view source);
[[nodiscard]] std::string logName(std::string_view source);
// nullopt: no log.
[[nodiscard]] std::optional<std::string> sourceOf(std::string_view entryName);

} // namespace kaomon::diagnostics
