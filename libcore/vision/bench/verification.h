// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kaomon::vision::bench {

// A share of trials with its 95 % Wilson interval. Pure data.
struct Proportion {
    std::size_t hits = 0;
    std::size_t trials = 0;

    [[nodiscard]] double value() const;
    [[nodiscard]] double low() const;
    [[nodiscard]] double high() const;
};

struct Comparison {
    float score = -1.0F;
    bool isGenuine = false;
    int fold = 0; // 0..9, for the accuracy by the LFW protocol
};

// What a threshold does to the comparisons at hand.
struct OperatingPoint {
    float threshold = 0.0F;
    Proportion falseMatches; // of impostor comparisons
    Proportion trueAccepts;  // of genuine comparisons
};

struct Accuracy {
    double mean = 0.0;
    double deviation = 0.0; // between the folds
};

// Mean accuracy over the folds, the threshold of each fold chosen on the nine others. Nullopt when a fold is
// empty.
[[nodiscard]] std::optional<Accuracy> crossValidatedAccuracy(std::span<const Comparison> comparisons);

// Where false matches and false non-matches are equally frequent. Nullopt without comparisons of both kinds.
[[nodiscard]] std::optional<double> equalErrorRate(std::span<const Comparison> comparisons);

// The lowest threshold that keeps false matches at or below `fmr`. Nullopt when there are fewer impostor
// comparisons than 1 / fmr: they could not show such a rate.
[[nodiscard]] std::optional<OperatingPoint> pointAtFmr(std::span<const Comparison> comparisons, double fmr);

[[nodiscard]] OperatingPoint pointAtThreshold(std::span<const Comparison> comparisons, float threshold);

// Shares at one threshold.
struct CurvePoint {
    double falseMatches = 0.0; // of impostor comparisons
    double trueAccepts = 0.0;  // of genuine comparisons
};
// What every threshold does that changes something, from the highest to the lowest: the first point is the
// last before a false match, the last one accepts everything. Empty without comparisons of both kinds.
[[nodiscard]] std::vector<CurvePoint> errorCurve(std::span<const Comparison> comparisons);

} // namespace kaomon::vision::bench
