// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/refresh.h"

#include <algorithm>
#include <array>
#include <vector>

namespace kaomon::vision {
namespace {

// Of the refreshed template, beside one of the face that was seen.
constexpr std::size_t kParts = 15;

Result<Embedding> directionOf(const Template& one) {
    std::array<float, kEmbeddingSize> values{};
    std::ranges::copy(one.steps(), values.begin());
    Result<Embedding> direction = Embedding::fromValues(one.modelId(), values);
    wipe(values.data(), sizeof(values));
    return direction;
}

} // namespace

bool isWithinDrift(const Template& enrolled, const Template& refreshed) {
    const Result<Embedding> direction = directionOf(refreshed);
    const Result<float> likeness =
        direction ? enrolled.similarity(*direction) : Result<float>(propagate(direction.error()));
    return likeness && *likeness >= kLeastLikeness; // a NaN is not
}

Result<std::optional<Template>> refresh(const Template& enrolled, const Template& current,
                                        const Embedding& seen, const ThresholdTable& thresholds,
                                        float raise) {
    const Result<float> toEnrolled = enrolled.similarity(seen);
    const Result<float> toCurrent = current.similarity(seen);
    if (!toEnrolled || !toCurrent) {
        return propagate(toEnrolled ? toCurrent.error() : toEnrolled.error());
    }
    const float at1e4 = thresholds.threshold(FmrPreset::Standard, enrolled.kind());
    const float at1e5 = thresholds.threshold(FmrPreset::High, enrolled.kind());
    const float strong = at1e5 + kStrongSteps * (at1e5 - at1e4) + raise;
    if (!(*toEnrolled >= strong && *toCurrent >= strong)) {
        return std::optional<Template>();
    }
    const Result<Embedding> direction = directionOf(current);
    if (!direction) {
        return propagate(direction.error());
    }
    std::vector<Embedding> parts(kParts, *direction);
    parts.push_back(seen);
    Result<Template> next = Template::fromEmbeddings(parts);
    if (!next) {
        return propagate(next.error());
    }
    return isWithinDrift(enrolled, *next) ? std::optional(std::move(*next)) : std::nullopt;
}

} // namespace kaomon::vision
