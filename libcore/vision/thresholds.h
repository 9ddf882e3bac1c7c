// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace kaomon::domain {
enum class MatchLevel;
}

namespace kaomon::vision {

// How often a stranger may pass: 1 in 10 000 or 1 in 100 000 comparisons. Highest is High on two frames that
// the caller takes independently; each single comparison uses the same number as High.
enum class FmrPreset { Standard, High, Highest };
// What a policy that names a rate asks for.
[[nodiscard]] FmrPreset presetOf(domain::MatchLevel level);

// A template of one picture scores lower than the mean of several, so each has its own threshold.
enum class TemplateKind { Single, Mean };

// Calibrated cosine thresholds of one embedding space. Raw numbers stay in the engine; policies name a
// preset.
struct ThresholdTable {
    float single1e4 = 1.0F;
    float single1e5 = 1.0F;
    float mean1e4 = 1.0F;
    float mean1e5 = 1.0F;

    // The score to reach when the best of `templates` (persons x templates each) decides. The chance of a
    // stranger grows with their number, so the threshold rises along the measured line between 1e-4 and 1e-5.
    [[nodiscard]] float threshold(FmrPreset preset, TemplateKind kind, std::size_t templates = 1) const;
    // How much higher the threshold of a person must be when somebody else's template is this similar to his:
    // nothing for strangers, more the more they look alike, never so much that the person himself is shut
    // out.
    [[nodiscard]] float raiseFor(float similarityOfOther) const;
    // Each pair rises and lies inside (0, 1); false for a table that cannot have been measured.
    [[nodiscard]] bool isSane() const;
};

} // namespace kaomon::vision
