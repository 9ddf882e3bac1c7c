// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/thresholds.h"

#include <algorithm>
#include <cmath>

#include "domain/policy.h"

namespace kaomon::vision {

FmrPreset presetOf(domain::MatchLevel level) {
    switch (level) {
    case domain::MatchLevel::Fmr1e4:
        return FmrPreset::Standard;
    case domain::MatchLevel::Fmr1e5:
        return FmrPreset::High;
    case domain::MatchLevel::Fmr1e6:
        return FmrPreset::Highest;
    }
    return FmrPreset::Highest;
}

float ThresholdTable::threshold(FmrPreset preset, TemplateKind kind, std::size_t templates) const {
    const float at1e4 = kind == TemplateKind::Mean ? mean1e4 : single1e4;
    const float at1e5 = kind == TemplateKind::Mean ? mean1e5 : single1e5;
    const float base = preset == FmrPreset::Standard ? at1e4 : at1e5;
    const auto count = static_cast<float>(std::max<std::size_t>(templates, 1));
    return std::min(base + (at1e5 - at1e4) * std::log10(count), 0.99F);
}

float ThresholdTable::raiseFor(float similarityOfOther) const {
    // A fresh picture of the other scores about as high as his template, now and then by two steps higher.
    const float step = mean1e5 - mean1e4;
    const float wanted = similarityOfOther + 2.0F * step;
    return wanted > mean1e5 ? std::min(wanted - mean1e5, 2.0F * step) : 0.0F; // nothing for a NaN
}

bool ThresholdTable::isSane() const {
    const auto rises = [](float low, float high) {
        return std::isfinite(low) && std::isfinite(high) && low > 0.0F && low < high && high < 1.0F;
    };
    return rises(single1e4, single1e5) && rises(mean1e4, mean1e5);
}

} // namespace kaomon::vision
