// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"
#include "vision/bench/gallery.h"
#include "vision/bench/verification.h"
#include "vision/thresholds.h"

namespace kaomon::vision::bench {

// What a search among `people` does, with the threshold for that many and the gap to the second.
struct IdentificationShares {
    std::size_t people = 0;
    std::size_t filledUp = 0; // of them, enrolled so that there are enough, and looked for by nobody
    Proportion missed;        // FNIR: an enrolled person is not found
    Proportion confused;      // of those, or instead: he is taken for somebody else
    Proportion letIn;         // FPIR: somebody who is not enrolled is taken for somebody
};

// For each size, `draws` reproducible drawings of so many people of the gallery. Who has four pictures or
// more is enrolled with up to five of them, and looked for with the others; where they are not enough the
// rest is filled up with people who are looked for by nobody. Everybody else is a stranger. The drawings
// share people, so that the true intervals are wider than those of the shares. ErrorCode::ValidationFailed
// when a size leaves no stranger.
[[nodiscard]] Result<std::vector<IdentificationShares>>
measureIdentification(const Gallery& gallery, const ThresholdTable& thresholds, FmrPreset preset,
                      std::span<const std::size_t> sizes, unsigned draws);

} // namespace kaomon::vision::bench
