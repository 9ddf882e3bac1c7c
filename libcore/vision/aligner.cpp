// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/aligner_impl.h"

#include <opencv2/imgproc.hpp>

namespace kaomon::vision {
namespace {

constexpr std::size_t kPoints = 4;

// The rotation, scale and shift with the smallest sum of squared distances; closed form in two dimensions.
cv::Matx23d fitSimilarity(const std::array<Point, kPoints>& from, const std::array<float, 8>& to) {
    double fromX = 0.0;
    double fromY = 0.0;
    double toX = 0.0;
    double toY = 0.0;
    for (std::size_t i = 0; i < kPoints; ++i) {
        fromX += from[i].x / kPoints;
        fromY += from[i].y / kPoints;
        toX += to[2 * i] / kPoints;
        toY += to[2 * i + 1] / kPoints;
    }
    double cosine = 0.0;
    double sine = 0.0;
    double spread = 0.0;
    for (std::size_t i = 0; i < kPoints; ++i) {
        const double x = from[i].x - fromX;
        const double y = from[i].y - fromY;
        const double u = to[2 * i] - toX;
        const double v = to[2 * i + 1] - toY;
        cosine += x * u + y * v;
        sine += x * v - y * u;
        spread += x * x + y * y;
    }
    CV_Assert(spread > 1e-6);
    const double a = cosine / spread;
    const double b = sine / spread;
    return {a, -b, toX - a * fromX + b * fromY, b, a, toY - b * fromX - a * fromY};
}

} // namespace

cv::Mat alignFace(const cv::Mat& bgr, const FacePoints& points, const std::array<float, 8>& target) {
    const cv::Matx23d matrix =
        fitSimilarity({points.leftEye, points.rightEye, points.nose, points.mouth}, target);
    cv::Mat aligned;
    cv::warpAffine(bgr, aligned, matrix, {kAlignedSize, kAlignedSize}, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    return aligned;
}

} // namespace kaomon::vision
