// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vision/quality.h"

namespace kaomon::agent {

// Size, sharpness and light, the worst of them, 0 to 100: 50 at the limit, 100 at twice as much (of light:
// half way between its limits). Pure.
[[nodiscard]] int qualityScore(const vision::QualityReport& report);

} // namespace kaomon::agent
