// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include "base/result.h"
#include "base/secret.h"
#include "vision/eyes.h"
#include "vision/point_refiner_impl.h"

namespace kaomon::vision {

// Looks at the eyes of a face whose landmarks are known. Owned by the engine, its thread; may throw
// cv::Exception.
class EyeReader {
public:
    static constexpr const char* kPreprocessing = "fr-eye-24-grey";

    // ErrorCode::ModelCorrupt when the bytes are not such a network.
    [[nodiscard]] static Result<EyeReader> load(const Bytes& model);
    [[nodiscard]] EyeLook read(const cv::Mat& bgr, const PointRefiner::Found& face);

private:
    explicit EyeReader(cv::dnn::Net net)
        : m_net(std::move(net)) {}

    [[nodiscard]] float closedOdds(const cv::Mat& grey, const PointRefiner::Eye& eye);

    cv::dnn::Net m_net;
};

} // namespace kaomon::vision
