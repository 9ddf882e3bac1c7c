// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/result.h"
#include "vision/template.h"
#include "vision/thresholds.h"

namespace kaomon::vision {

// A template that slowly follows a face as hair, glasses and years change it. Beside each enrolled template
// there may be a refreshed one, never far from it:
// - only a face that matches the enrolled template and the refreshed one by kStrongSteps more than logon asks
// for
//   changes anything;
// - each time by a sixteenth;
// - the refreshed template stays within kLeastLikeness of the enrolled one, whatever was shown and however
// often. So a face less like the enrolled template than cos(acos(threshold) + acos(kLeastLikeness)) - 0.26
// for the threshold 0.447 - can never be reached, even by somebody who is let in each time and leans towards
// it. Pure functions; thread-safe.

inline constexpr float kLeastLikeness = 0.98F;
// Steps between the thresholds for 1 in 10 000 and 1 in 100 000 above the latter.
inline constexpr float kStrongSteps = 2.0F;

// Whether `refreshed` may stand in for `enrolled`: the same model, and near enough.
[[nodiscard]] bool isWithinDrift(const Template& enrolled, const Template& refreshed);

// The next refreshed template; nullopt when this face is no reason for one, because it matches too little or
// leads too far. `current` is the refreshed template so far, or the enrolled one; `raise` as of match().
// Errors: ModelMismatch.
[[nodiscard]] Result<std::optional<Template>> refresh(const Template& enrolled, const Template& current,
                                                      const Embedding& seen, const ThresholdTable& thresholds,
                                                      float raise = 0.0F);

} // namespace kaomon::vision
