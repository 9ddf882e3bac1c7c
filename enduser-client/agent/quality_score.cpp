// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/quality_score.h"

#include <algorithm>

namespace kaomon::agent {

int qualityScore(const vision::QualityReport& report) {
    using enum vision::QualityKind;
    float worst = 100.0F;
    for (const auto kind : {Size, Sharpness}) {
        const vision::QualityMeter& meter = report.meter(kind);
        worst = std::min(worst, 50.0F * meter.value / std::max(meter.minimum, 0.001F));
    }
    const vision::QualityMeter& light = report.meter(Brightness);
    const float room = std::max((light.maximum - light.minimum) / 2, 1.0F);
    const float inside = std::min(light.value - light.minimum, light.maximum - light.value);
    worst = std::min(worst, 50.0F + 50.0F * inside / room);
    return static_cast<int>(std::clamp(worst, 0.0F, 100.0F));
}

} // namespace kaomon::agent
