// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <span>

#include "vision/face.h"

namespace kaomon::vision {

inline constexpr int kAlignedSize = 112;

// Cuts the face out, turned upright and scaled, so that its points lie as near as a similarity can bring them
// (least squares) to the positions of `target` (ModelPack::alignment()). Pure function; may throw
// cv::Exception.
[[nodiscard]] cv::Mat alignFace(const cv::Mat& bgr, const FacePoints& points, std::span<const float> target);

} // namespace kaomon::vision
