// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/verification.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

namespace kaomon::vision::bench {
namespace {

constexpr int kFolds = 10;
constexpr double kNormal95 = 1.959964;

double wilson(const Proportion& share, double side) {
    if (share.trials == 0) {
        return side < 0.0 ? 0.0 : 1.0;
    }
    const auto n = static_cast<double>(share.trials);
    const double p = share.value();
    const double square = kNormal95 * kNormal95;
    const double middle = p + square / (2.0 * n);
    const double half = kNormal95 * std::sqrt(p * (1.0 - p) / n + square / (4.0 * n * n));
    return std::clamp((middle + side * half) / (1.0 + square / n), 0.0, 1.0);
}

std::vector<float> scoresOf(std::span<const Comparison> comparisons, bool isGenuine) {
    std::vector<float> scores;
    for (const Comparison& one : comparisons) {
        if (one.isGenuine == isGenuine) {
            scores.push_back(one.score);
        }
    }
    std::ranges::sort(scores, std::greater<>());
    return scores;
}

// How many of the scores, sorted from high to low, are at or above the threshold.
std::size_t accepted(const std::vector<float>& scores, float threshold) {
    const auto end = std::ranges::partition_point(scores, [threshold](float s) { return s >= threshold; });
    return static_cast<std::size_t>(end - scores.begin());
}

// The threshold with the most right decisions; halfway between two scores.
float bestThreshold(std::vector<Comparison> comparisons) {
    std::ranges::sort(comparisons, std::greater<>(), &Comparison::score);
    long right = std::ranges::count(comparisons, false, &Comparison::isGenuine);
    long best = right;
    float threshold = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
        right += comparisons[i].isGenuine ? 1 : -1;
        const bool isLast = i + 1 == comparisons.size();
        if (right > best && (isLast || comparisons[i + 1].score < comparisons[i].score)) {
            best = right;
            threshold =
                isLast ? comparisons[i].score : (comparisons[i].score + comparisons[i + 1].score) / 2.0F;
        }
    }
    return threshold;
}

} // namespace

double Proportion::value() const {
    return trials == 0 ? 0.0 : static_cast<double>(hits) / static_cast<double>(trials);
}

double Proportion::low() const {
    return wilson(*this, -1.0);
}

double Proportion::high() const {
    return wilson(*this, 1.0);
}

std::optional<Accuracy> crossValidatedAccuracy(std::span<const Comparison> comparisons) {
    std::array<double, kFolds> accuracies{};
    for (int fold = 0; fold < kFolds; ++fold) {
        std::vector<Comparison> training;
        std::vector<Comparison> trial;
        for (const Comparison& one : comparisons) {
            (one.fold == fold ? trial : training).push_back(one);
        }
        if (trial.empty() || training.empty()) {
            return std::nullopt;
        }
        const float threshold = bestThreshold(std::move(training));
        const auto right = std::ranges::count_if(
            trial, [&](const Comparison& one) { return (one.score >= threshold) == one.isGenuine; });
        accuracies.at(static_cast<std::size_t>(fold)) =
            static_cast<double>(right) / static_cast<double>(trial.size());
    }
    Accuracy result;
    for (const double accuracy : accuracies) {
        result.mean += accuracy / kFolds;
    }
    double squares = 0.0;
    for (const double accuracy : accuracies) {
        squares += (accuracy - result.mean) * (accuracy - result.mean);
    }
    result.deviation = std::sqrt(squares / (kFolds - 1));
    return result;
}

std::optional<double> equalErrorRate(std::span<const Comparison> comparisons) {
    const std::vector<float> genuine = scoresOf(comparisons, true);
    const std::vector<float> impostor = scoresOf(comparisons, false);
    if (genuine.empty() || impostor.empty()) {
        return std::nullopt;
    }
    double smallestGap = std::numeric_limits<double>::max();
    double rate = 0.0;
    for (const std::vector<float>* scores : {&genuine, &impostor}) {
        for (const float threshold : *scores) {
            const Proportion matches{accepted(impostor, threshold), impostor.size()};
            const Proportion misses{genuine.size() - accepted(genuine, threshold), genuine.size()};
            const double gap = std::abs(matches.value() - misses.value());
            if (gap < smallestGap) {
                smallestGap = gap;
                rate = (matches.value() + misses.value()) / 2.0;
            }
        }
    }
    return rate;
}

std::optional<OperatingPoint> pointAtFmr(std::span<const Comparison> comparisons, double fmr) {
    const std::vector<float> impostor = scoresOf(comparisons, false);
    const auto allowed = static_cast<std::size_t>(fmr * static_cast<double>(impostor.size()) + 1e-9);
    if (allowed == 0 || allowed >= impostor.size()) {
        return std::nullopt;
    }
    // Just above the first impostor that must not pass.
    const float threshold = std::nextafter(impostor[allowed], std::numeric_limits<float>::max());
    return pointAtThreshold(comparisons, threshold);
}

OperatingPoint pointAtThreshold(std::span<const Comparison> comparisons, float threshold) {
    OperatingPoint point;
    point.threshold = threshold;
    for (const Comparison& one : comparisons) {
        Proportion& share = one.isGenuine ? point.trueAccepts : point.falseMatches;
        ++share.trials;
        share.hits += one.score >= threshold ? 1 : 0;
    }
    return point;
}

std::vector<CurvePoint> errorCurve(std::span<const Comparison> comparisons) {
    std::vector<Comparison> sorted(comparisons.begin(), comparisons.end());
    std::ranges::sort(sorted, std::greater<>(), &Comparison::score);
    const auto genuine = static_cast<double>(std::ranges::count(sorted, true, &Comparison::isGenuine));
    const double impostors = static_cast<double>(sorted.size()) - genuine;
    std::vector<CurvePoint> curve;
    if (genuine == 0.0 || impostors == 0.0) {
        return curve;
    }
    double accepted = 0.0;
    double wrong = 0.0;
    for (std::size_t i = 0; i < sorted.size();) {
        // Equal scores fall on the same side of every threshold.
        const float score = sorted[i].score;
        double wrongNow = wrong;
        double acceptedNow = accepted;
        for (; i < sorted.size() && sorted[i].score == score; ++i) {
            (sorted[i].isGenuine ? acceptedNow : wrongNow) += 1.0;
        }
        if (wrongNow > wrong && curve.empty()) {
            curve.push_back({0.0, accepted / genuine});
        }
        accepted = acceptedNow;
        wrong = wrongNow;
        if (!curve.empty()) {
            curve.push_back({wrong / impostors, accepted / genuine});
        }
    }
    return curve;
}

} // namespace kaomon::vision::bench
