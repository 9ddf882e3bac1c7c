// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "vision/face.h"
#include "vision/template.h"

namespace kaomon::vision {

// Turns an aligned 112 x 112 face into 512 numbers. Owned by the engine, its thread; may throw cv::Exception.
class Embedder {
public:
    static constexpr const char* kPreprocessing = "fr-feature-112-bgr";

    // ErrorCode::ModelCorrupt when the bytes are not such a network.
    [[nodiscard]] static Result<Embedder> load(const Bytes& model, std::string modelId);
    [[nodiscard]] Result<Embedding> embed(const cv::Mat& aligned);

private:
    Embedder(cv::dnn::Net net, std::string modelId)
        : m_net(std::move(net))
        , m_modelId(std::move(modelId)) {}

    cv::dnn::Net m_net;
    std::string m_modelId;
};

// Judges from one frame whether a living face is before the camera rather than a picture or a screen. Owned
// by the engine, its thread; may throw cv::Exception.
class PassiveLiveness {
public:
    static constexpr const char* kPreprocessing = "fr-liveness-128-bgr-2.7";

    // ErrorCode::ModelCorrupt when the bytes are not such a network.
    [[nodiscard]] static Result<PassiveLiveness> load(const Bytes& model);
    // 0 = spoof, 1 = alive.
    [[nodiscard]] float score(const cv::Mat& bgr, const Box& face);

private:
    explicit PassiveLiveness(cv::dnn::Net net)
        : m_net(std::move(net)) {}

    cv::dnn::Net m_net;
};

} // namespace kaomon::vision
