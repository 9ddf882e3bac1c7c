// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"
#include "vision/bench/verification.h"

namespace kaomon::vision::bench {

// Both draw a PNG. ErrorCode::ValidationFailed without comparisons of both kinds, ErrorCode::StorageFailed
// when the file cannot be written.

// The detection error trade-off: false matches (across) against false non-matches (up), both logarithmic,
// from 1e-6 and 1e-4 to 1.
[[nodiscard]] Status plotDet(std::span<const Comparison> comparisons, const std::filesystem::path& file);

// The receiver operating characteristic: false matches (across, logarithmic, from 1e-6 to 1) against the
// share of genuine comparisons accepted (up, in equal steps, from the tenth below the worst one drawn to 1).
[[nodiscard]] Status plotRoc(std::span<const Comparison> comparisons, const std::filesystem::path& file);

} // namespace kaomon::vision::bench
