// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/matcher.h"

#include <algorithm>

namespace kaomon::vision {

Result<MatchScore> match(const Embedding& embedding, std::span<const Template> templates,
                         const ThresholdTable& thresholds, FmrPreset preset, float raise) {
    if (templates.empty()) {
        return fail(ErrorCode::NotEnrolled, "no template to compare with");
    }
    const auto usable = static_cast<std::size_t>(std::ranges::count_if(
        templates, [&](const Template& one) { return one.modelId() == embedding.modelId(); }));
    if (usable == 0) {
        return fail(ErrorCode::ModelMismatch, "every template is of another model");
    }
    MatchScore best;
    float bestMargin = -3.0F;
    for (std::size_t i = 0; i < templates.size(); ++i) {
        const Result<float> score = templates[i].similarity(embedding);
        if (!score) {
            continue;
        }
        const float threshold =
            std::min(thresholds.threshold(preset, templates[i].kind(), usable) + raise, 0.99F);
        if (*score - threshold > bestMargin) {
            bestMargin = *score - threshold;
            best = {*score, threshold, i, *score >= threshold};
        }
    }
    return best;
}

} // namespace kaomon::vision
