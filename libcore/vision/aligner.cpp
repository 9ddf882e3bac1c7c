// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/aligner_impl.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <dlib/geometry.h>
#include <opencv2/imgproc.hpp>

namespace kaomon::vision {
namespace {

// The rotation, scale and shift with the smallest sum of squared distances (dlib's Umeyama fit).
cv::Matx23d fitSimilarity(const std::vector<Point>& from, std::span<const float> to) {
    std::vector<dlib::dpoint> source;
    std::vector<dlib::dpoint> target;
    for (std::size_t i = 0; i < from.size(); ++i) {
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

cv::Mat alignFace(const cv::Mat& bgr, const FacePoints& points, std::span<const float> target, int side) {
    std::vector<Point> from{points.leftEye, points.rightEye, points.nose};
    std::vector<float> to(target.begin(), target.end());
    if (to.size() == 10 && points.hasMouthCorners) {
        from.insert(from.end(), {points.mouthLeft, points.mouthRight});
    } else {
        if (to.size() == 10) { // corners are wanted but unknown: the middle of both
            to = {to[0], to[1], to[2], to[3], to[4], to[5], (to[6] + to[8]) / 2.0F, (to[7] + to[9]) / 2.0F};
        }
        from.push_back(points.mouth);
    }
    from.resize(std::min(from.size(), to.size() / 2)); // without a mouth for a pack that sees none
    for (float& value : to) {
        value *= static_cast<float>(side) / kAlignedSize;
    }
    const cv::Matx23d matrix = fitSimilarity(from, to);
    cv::Mat aligned;
    cv::warpAffine(bgr, aligned, matrix, {side, side}, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    return aligned;
}

} // namespace kaomon::vision
