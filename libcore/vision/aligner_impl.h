// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <array>
#include <span>

#include "vision/face.h"

namespace kaomon::vision {

inline constexpr int kAlignedSize = 112;
// Eyes, nose and corners of the mouth on the face by which quality is judged, whatever the pack compares.
inline constexpr std::array<float, 10> kJudgedFace{38.2946F, 51.6963F, 73.5318F, 51.5014F, 56.0252F,
                                                   71.7366F, 41.5493F, 92.3655F, 70.7299F, 92.2041F};

// Cuts the face out, turned upright and scaled, so that its points lie as near as a similarity can bring them
// (least squares) to the positions of `target` (ModelPack::alignment()). Pure function; may throw
// cv::Exception. `target` is in pixels of kAlignedSize a side; `side` is that of the result.
[[nodiscard]] cv::Mat alignFace(const cv::Mat& bgr, const FacePoints& points, std::span<const float> target,
                                int side = kAlignedSize);

} // namespace kaomon::vision
