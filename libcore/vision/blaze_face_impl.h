// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include <vector>

#include "base/secret.h"
#include "vision/detector_impl.h"

namespace kaomon::vision {

// The BlazeFace network for near faces (128 x 128): finds boxes and six points. Owned by the engine, its
// thread.
class BlazeFace final : public Detector {
public:
    static constexpr const char* kPreprocessing = "blazeface-front-128-rgb";

    // ErrorCode::ModelCorrupt when the bytes are not this network. May throw cv::Exception.
    [[nodiscard]] static Result<std::unique_ptr<BlazeFace>> load(const Bytes& model);

    [[nodiscard]] std::vector<Face> detect(const cv::Mat& bgr) override;
    // Looks again at the turned-upright, enlarged face; the face as it was when the second look loses it.
    [[nodiscard]] Face refine(const cv::Mat& bgr, const Face& face) override;

private:
    explicit BlazeFace(cv::dnn::Net net)
        : m_net(std::move(net)) {}

    [[nodiscard]] std::vector<Face> detectIn(const cv::Mat& bgr, const cv::Rect& part);
    // `toInput` maps the picture to the 128 x 128 input; the result is in picture pixels.
    [[nodiscard]] std::vector<Face> run(const cv::Mat& bgr, const cv::Matx23d& toInput);

    cv::dnn::Net m_net;
};

} // namespace kaomon::vision
