// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/plot.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "vision/mat_impl.h"

namespace kaomon::vision::bench {
namespace {

constexpr int kSide = 640;
constexpr int kMargin = 80;
constexpr int kDecadesAcross = 6;
constexpr int kDecadesUp = 4;
constexpr int kSteps = 5; // between the lines of a scale that is not logarithmic
const cv::Scalar kInk(40, 40, 40);
const cv::Scalar kGrid(215, 215, 215);
const cv::Scalar kCurve(160, 80, 20);

// 0 at 10^-decades and below, 1 at 1.
double inDecades(double rate, int decades) {
    return std::clamp((std::log10(std::max(rate, 1e-12)) + decades) / decades, 0.0, 1.0);
}

// `across` and `up` from 0 to 1.
cv::Point at(double across, double up) {
    return {kMargin + cvRound(across * kSide), kMargin / 2 + kSide - cvRound(up * kSide)};
}

void write(cv::Mat& canvas, const std::string& label, cv::Point where) {
    cv::putText(canvas, label, where, cv::FONT_HERSHEY_SIMPLEX, 0.5, kInk, 1, cv::LINE_AA);
}

std::string powerOfTen(int exponent) {
    return "1e" + std::to_string(exponent);
}

cv::Mat emptyPlot(const std::string& upwards) {
    cv::Mat canvas(kSide + 3 * kMargin / 2, kSide + 3 * kMargin / 2, CV_8UC3, cv::Scalar::all(255));
    for (int i = 0; i <= kDecadesAcross; ++i) {
        const double across = static_cast<double>(i) / kDecadesAcross;
        cv::line(canvas, at(across, 0.0), at(across, 1.0), kGrid);
        write(canvas, powerOfTen(i - kDecadesAcross), at(across, 0.0) + cv::Point(-16, 20));
    }
    write(canvas, "false match rate", {kMargin + kSide / 2 - 60, kMargin / 2 + kSide + 50});
    write(canvas, upwards, {8, kMargin / 2 - 12});
    return canvas;
}

void addLine(cv::Mat& canvas, double up, const std::string& label) {
    cv::line(canvas, at(0.0, up), at(1.0, up), kGrid);
    write(canvas, label, at(0.0, up) + cv::Point(-50, 5));
}

// `upOf` gives the height of a share of genuine comparisons accepted.
Status draw(cv::Mat& canvas, const std::vector<CurvePoint>& curve, const std::function<double(double)>& upOf,
            const std::filesystem::path& file) {
    std::vector<cv::Point> line;
    for (const CurvePoint& point : curve) {
        const cv::Point next = at(inDecades(point.falseMatches, kDecadesAcross), upOf(point.trueAccepts));
        if (line.empty() || next != line.back()) {
            line.push_back(next);
        }
    }
    cv::polylines(canvas, line, false, kCurve, 2, cv::LINE_AA);
    if (!cv::imwrite(file.string(), canvas)) {
        return fail(ErrorCode::StorageFailed, "cannot write " + file.string());
    }
    return {};
}

Error needsBoth() {
    return {ErrorCode::ValidationFailed, "a curve needs comparisons of both kinds"};
}

} // namespace

Status plotDet(std::span<const Comparison> comparisons, const std::filesystem::path& file) {
    const std::vector<CurvePoint> curve = errorCurve(comparisons);
    if (curve.empty()) {
        return propagate(needsBoth());
    }
    return guarded(ErrorCode::StorageFailed, [&]() -> Status {
        cv::Mat canvas = emptyPlot("false non-match rate");
        for (int i = 0; i <= kDecadesUp; ++i) {
            addLine(canvas, static_cast<double>(i) / kDecadesUp, powerOfTen(i - kDecadesUp));
        }
        return draw(
            canvas, curve, [](double accepted) { return inDecades(1.0 - accepted, kDecadesUp); }, file);
    });
}

Status plotRoc(std::span<const Comparison> comparisons, const std::filesystem::path& file) {
    const std::vector<CurvePoint> curve = errorCurve(comparisons);
    if (curve.empty()) {
        return propagate(needsBoth());
    }
    return guarded(ErrorCode::StorageFailed, [&]() -> Status {
        // The worst share is that before the first false match: from there the curve only rises.
        const double worst = std::min(curve.front().trueAccepts, 0.999);
        const double bottom = std::floor(worst * 10.0) / 10.0;
        cv::Mat canvas = emptyPlot("share of genuine comparisons accepted");
        for (int i = 0; i <= kSteps; ++i) {
            const double up = static_cast<double>(i) / kSteps;
            char label[16];
            std::snprintf(label, sizeof(label), "%.2f", bottom + up * (1.0 - bottom));
            addLine(canvas, up, label);
        }
        return draw(
            canvas, curve,
            [bottom](double accepted) { return std::clamp((accepted - bottom) / (1.0 - bottom), 0.0, 1.0); },
            file);
    });
}

} // namespace kaomon::vision::bench
