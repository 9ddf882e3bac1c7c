// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <memory>
#include <vector>

#include "base/result.h"
#include "vision/face.h"
#include "vision/model_pack.h"

namespace kaomon::vision {

// Finds faces in a picture. Owned by the engine, its thread; every function may throw cv::Exception.
class Detector {
public:
    Detector() = default;
    Detector(const Detector&) = delete;
    Detector& operator=(const Detector&) = delete;
    virtual ~Detector() = default;

    // All faces of the picture, largest first.
    [[nodiscard]] virtual std::vector<Face> detect(const cv::Mat& bgr) = 0;
    // A second, closer look that gives better points; the face as it was when there is nothing to gain.
    [[nodiscard]] virtual Face refine(const cv::Mat& bgr, const Face& face) = 0;
};

// The detector whose recipe the file names. ErrorCode::ModelCorrupt for an unknown recipe or other bytes.
[[nodiscard]] Result<std::unique_ptr<Detector>> makeDetector(const ModelFile& file, const Bytes& model);

// The same picture with its shadows lifted, for one more look at a scene in which nobody was found.
[[nodiscard]] cv::Mat brightened(const cv::Mat& bgr);

} // namespace kaomon::vision
