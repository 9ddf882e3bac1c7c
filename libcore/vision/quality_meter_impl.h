// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include "vision/face.h"
#include "vision/quality.h"

namespace kaomon::vision {

// Below this mean luma a frame without a face is called too dark instead of empty.
inline constexpr double kDarkFrameLuma = 24.0;
// Below this one the shadows are lifted before a frame is given up as empty: dark scenes and backlit faces.
inline constexpr double kShadyFrameLuma = 150.0;

// Degrees. An estimate good enough to ask for "look straight at the camera"; not a measurement.
struct HeadPose {
    float yaw = 0.0F;   // above 0 = to the right of the picture
    float pitch = 0.0F; // above 0 = down
    float roll = 0.0F;
};
[[nodiscard]] HeadPose estimatePose(const FacePoints& points);

// Measures one face of a frame. `aligned` is the face as the embedder sees it, so that sharpness and light
// are judged where they matter. Pure functions; may throw cv::Exception.
[[nodiscard]] QualityReport measureQuality(const cv::Size& frame, const Face& face, const cv::Mat& aligned,
                                           const QualityLimits& limits);

[[nodiscard]] double meanLuma(const cv::Mat& bgr);

} // namespace kaomon::vision
