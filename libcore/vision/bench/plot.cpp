// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/plot.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "vision/mat_impl.h"

namespace kaomon::vision::bench {
namespace {

constexpr int kSide = 640;
constexpr int kMargin = 80;
constexpr int kDecadesAcross = 6;
constexpr int kDecadesUp = 4;
const cv::Scalar kInk(40, 40, 40);
const cv::Scalar kGrid(215, 215, 215);
const cv::Scalar kCurve(160, 80, 20);

int along(double rate, int decades) {
    const double share = (std::log10(std::max(rate, 1e-12)) + decades) / decades;
    return cvRound(std::clamp(share, 0.0, 1.0) * kSide);
}

cv::Point at(double falseMatch, double falseNonMatch) {
    return {kMargin + along(falseMatch, kDecadesAcross),
            kMargin / 2 + kSide - along(falseNonMatch, kDecadesUp)};
}

cv::Mat emptyPlot() {
    cv::Mat canvas(kSide + 3 * kMargin / 2, kSide + 3 * kMargin / 2, CV_8UC3, cv::Scalar::all(255));
    const auto text = [&](const std::string& label, cv::Point where) {
        cv::putText(canvas, label, where, cv::FONT_HERSHEY_SIMPLEX, 0.5, kInk, 1, cv::LINE_AA);
    };
    for (int i = 0; i <= kDecadesAcross; ++i) {
        const double rate = std::pow(10.0, i - kDecadesAcross);
        cv::line(canvas, at(rate, 1e-9), at(rate, 1.0), kGrid);
        text("1e" + std::to_string(i - kDecadesAcross), at(rate, 1e-9) + cv::Point(-16, 20));
    }
    for (int i = 0; i <= kDecadesUp; ++i) {
        const double rate = std::pow(10.0, i - kDecadesUp);
        cv::line(canvas, at(1e-9, rate), at(1.0, rate), kGrid);
        text("1e" + std::to_string(i - kDecadesUp), at(1e-9, rate) + cv::Point(-50, 5));
    }
    text("false match rate", {kMargin + kSide / 2 - 60, kMargin / 2 + kSide + 50});
    text("false non-match rate", {8, kMargin / 2 - 12});
    return canvas;
}

} // namespace

Status plotDet(std::span<const Comparison> comparisons, const std::filesystem::path& file) {
    std::vector<Comparison> sorted(comparisons.begin(), comparisons.end());
    std::ranges::sort(sorted, std::greater<>(), &Comparison::score);
    const auto genuine = static_cast<double>(std::ranges::count(sorted, true, &Comparison::isGenuine));
    const double impostors = static_cast<double>(sorted.size()) - genuine;
    if (genuine == 0.0 || impostors == 0.0) {
        return fail(ErrorCode::ValidationFailed, "a curve needs comparisons of both kinds");
    }
    return guarded(ErrorCode::StorageFailed, [&]() -> Status {
        cv::Mat canvas = emptyPlot();
        std::vector<cv::Point> curve;
        double accepted = 0.0;
        double wrong = 0.0;
        for (const Comparison& one : sorted) {
            (one.isGenuine ? accepted : wrong) += 1.0;
            const cv::Point next = at(wrong / impostors, 1.0 - accepted / genuine);
            if (curve.empty() || next != curve.back()) {
                curve.push_back(next);
            }
        }
        cv::polylines(canvas, curve, false, kCurve, 2, cv::LINE_AA);
        if (!cv::imwrite(file.string(), canvas)) {
            return fail(ErrorCode::StorageFailed, "cannot write " + file.string());
        }
        return {};
    });
}

} // namespace kaomon::vision::bench
