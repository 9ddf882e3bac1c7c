// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "vision/template.h"
#include "vision/thresholds.h"

namespace kaomon::vision {

// The outcome of one comparison. `score` and `threshold` are for the decision and for benchmarks; events
// carry a band.
struct MatchScore {
    float score = -1.0F;
    float threshold = 1.0F;
    std::size_t bestTemplate = 0; // index into the templates that were compared
    bool isAccepted = false;
};

// Compares a face with the labelled templates of one person; the best one counts. Templates of another model
// are left out; ErrorCode::ModelMismatch when none is left ("enrol again"), ErrorCode::NotEnrolled when there
// were none. `raise` is added to every threshold (ThresholdTable::raiseFor()). Pure function; thread-safe.
[[nodiscard]] Result<MatchScore> match(const Embedding& embedding, std::span<const Template> templates,
                                       const ThresholdTable& thresholds, FmrPreset preset,
                                       float raise = 0.0F);

} // namespace kaomon::vision
