// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <span>

#include "vision/aligner_impl.h"
#include "vision/networks_impl.h"

namespace kaomon::vision {
namespace {

constexpr int kLivenessInput = 128;
constexpr float kLivenessCrop = 2.7F;

cv::dnn::Net readNetwork(const Bytes& model) {
    cv::dnn::Net net = cv::dnn::readNetFromONNX(model);
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    return net;
}

// The network was trained on boxes that reach from the hair line to the chin, while ours are square and end
// at the brows: the medians of both over the same pictures.
Box fullFace(const Box& face) {
    const float width = face.width * 0.89F;
    const float height = face.width * 1.23F;
    const Point centre = face.centre();
    return {centre.x - width / 2.0F, centre.y - face.width * 0.13F - height / 2.0F, width, height};
}

// The face with its surroundings, moved rather than cut where the frame ends, as the network was trained.
cv::Rect surroundings(const cv::Size& frame, const Box& face) {
    const float largest = std::min(static_cast<float>(frame.height - 1) / face.height,
                                   static_cast<float>(frame.width - 1) / face.width);
    const float scale = std::min(largest, kLivenessCrop);
    const float width = face.width * scale;
    const float height = face.height * scale;
    const Point centre = face.centre();
    const float left = std::clamp(centre.x - width / 2.0F, 0.0F, static_cast<float>(frame.width - 1) - width);
    const float top =
        std::clamp(centre.y - height / 2.0F, 0.0F, static_cast<float>(frame.height - 1) - height);
    return cv::Rect(static_cast<int>(left), static_cast<int>(top), std::max(1, static_cast<int>(width)),
                    std::max(1, static_cast<int>(height)));
}

} // namespace

Result<Embedder> Embedder::load(const Bytes& model, std::string modelId) {
    Embedder embedder(readNetwork(model), std::move(modelId));
    const cv::Mat grey(kAlignedSize, kAlignedSize, CV_8UC3, cv::Scalar(90, 110, 140));
    if (const Result<Embedding> trial = embedder.embed(grey); !trial) {
        return fail(ErrorCode::ModelCorrupt, "embedding network: " + trial.error().detail);
    }
    return embedder;
}

Result<Embedding> Embedder::embed(const cv::Mat& aligned) {
    m_net.setInput(cv::dnn::blobFromImage(aligned, 1.0 / 128.0, {kAlignedSize, kAlignedSize},
                                          cv::Scalar::all(127), false, false, CV_32F));
    cv::Mat output = m_net.forward();
    if (output.total() != kEmbeddingSize || output.depth() != CV_32F) {
        return fail(ErrorCode::ModelCorrupt, "embedding of the wrong size");
    }
    const std::span<const float, kEmbeddingSize> values(output.ptr<float>(), kEmbeddingSize);
    return Embedding::fromValues(m_modelId, values);
}

Result<PassiveLiveness> PassiveLiveness::load(const Bytes& model) {
    PassiveLiveness liveness(readNetwork(model));
    const cv::Mat grey(kLivenessInput, kLivenessInput, CV_8UC3, cv::Scalar::all(128));
    static_cast<void>(liveness.score(grey, {32.0F, 32.0F, 64.0F, 64.0F}));
    return liveness;
}

float PassiveLiveness::score(const cv::Mat& bgr, const Box& face) {
    cv::Mat crop;
    cv::resize(bgr(surroundings(bgr.size(), fullFace(face))), crop, {kLivenessInput, kLivenessInput});
    m_net.setInput(cv::dnn::blobFromImage(crop));
    const cv::Mat output = m_net.forward();
    CV_Assert(output.total() >= 2 && output.depth() == CV_32F);
    const auto* logit = output.ptr<float>();
    const float largest = *std::max_element(logit, logit + output.total());
    float sum = 0.0F;
    for (std::size_t i = 0; i < output.total(); ++i) {
        sum += std::exp(logit[i] - largest);
    }
    return std::exp(logit[0] - largest) / sum;
}

} // namespace kaomon::vision
