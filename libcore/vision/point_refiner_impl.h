// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include <array>
#include <optional>

#include "base/result.h"
#include "base/secret.h"
#include "vision/face.h"

namespace kaomon::vision {

// A network that places 68 landmarks on a face whose eyes and mouth are roughly known. Owned by the engine,
// its thread; may throw cv::Exception.
class PointRefiner {
public:
    static constexpr const char* kPreprocessing = "fr-landmark-64-grey";

    // Where an eye is, between its corners.
    struct Eye {
        Point centre;
        float width = 0.0F;
        float angle = 0.0F; // radians
    };
    struct Found {
        FacePoints points; // ears as they came in
        std::array<Eye, 2> eyes;
    };

    // ErrorCode::ModelCorrupt when the bytes are not such a network.
    [[nodiscard]] static Result<PointRefiner> load(const Bytes& model);
    // Nullopt when the landmarks are too far from the points that came in to belong to the same face.
    [[nodiscard]] std::optional<Found> refine(const cv::Mat& bgr, const FacePoints& points);

private:
    explicit PointRefiner(cv::dnn::Net net)
        : m_net(std::move(net)) {}

    cv::dnn::Net m_net;
};

} // namespace kaomon::vision
