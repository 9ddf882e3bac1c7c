// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include "base/secret.h"
#include "vision/detector_impl.h"

namespace kaomon::vision {

// The YuNet network: boxes from the hair line to the chin and five points. Looks at a small copy of the frame
// first, which finds near faces and dark ones (averaging removes noise), and at a larger one when that finds
// nobody, for faces far away.
class YuNet final : public Detector {
public:
    static constexpr const char* kPreprocessing = "yunet-bgr-32";

    // ErrorCode::ModelCorrupt when the bytes are not this network. May throw cv::Exception.
    [[nodiscard]] static Result<std::unique_ptr<YuNet>> load(const Bytes& model);

    [[nodiscard]] std::vector<Face> detect(const cv::Mat& bgr) override;
    [[nodiscard]] Face refine(const cv::Mat& bgr, const Face& face) override;

private:
    explicit YuNet(cv::dnn::Net net)
        : m_net(std::move(net)) {}

    [[nodiscard]] std::vector<Face> run(const cv::Mat& bgr, int longSide);

    cv::dnn::Net m_net;
};

} // namespace kaomon::vision
