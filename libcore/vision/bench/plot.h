// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"
#include "vision/bench/verification.h"

namespace kaomon::vision::bench {

// Draws the detection error trade-off as a PNG: false matches (across) against false non-matches (up), both
// logarithmic, from 1e-6 and 1e-4 to 1. ErrorCode::StorageFailed when the file cannot be written.
[[nodiscard]] Status plotDet(std::span<const Comparison> comparisons, const std::filesystem::path& file);

} // namespace kaomon::vision::bench
