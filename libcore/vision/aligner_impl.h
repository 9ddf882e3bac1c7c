// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <array>

#include "vision/face.h"

namespace kaomon::vision {

inline constexpr int kAlignedSize = 112;

// Cuts the face out, turned upright and scaled, so that eyes, nose and mouth centre lie as near as a
// similarity can bring them (least squares) to the four positions of `target`. Pure function; may throw
// cv::Exception.
[[nodiscard]] cv::Mat alignFace(const cv::Mat& bgr, const FacePoints& points,
                                const std::array<float, 8>& target);

} // namespace kaomon::vision
