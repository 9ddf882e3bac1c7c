// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/aligner_impl.h"

#include <cmath>
#include <vector>

#include <dlib/geometry.h>
#include <opencv2/imgproc.hpp>

namespace kaomon::vision {
namespace {

constexpr std::size_t kPoints = 4;

// The rotation, scale and shift with the smallest sum of squared distances (dlib's Umeyama fit).
cv::Matx23d fitSimilarity(const std::array<Point, kPoints>& from, const std::array<float, 8>& to) {
    std::vector<dlib::dpoint> source;
    std::vector<dlib::dpoint> target;
    for (std::size_t i = 0; i < kPoints; ++i) {
        source.emplace_back(from[i].x, from[i].y);
        target.emplace_back(to[2 * i], to[2 * i + 1]);
    }
    const dlib::point_transform_affine fit = dlib::find_similarity_transform(source, target);
    const auto& m = fit.get_m();
    const auto& b = fit.get_b();
    CV_Assert(std::isfinite(m(0, 0)) && std::isfinite(m(0, 1)) &&
              m(0, 0) * m(0, 0) + m(0, 1) * m(0, 1) > 1e-12);
    return {m(0, 0), m(0, 1), b(0), m(1, 0), m(1, 1), b(1)};
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
