// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "vision/aligner_impl.h"
#include "vision/dlib_networks_impl.h"
#include "vision/mat_impl.h"
#include "vision/networks_impl.h"

namespace kaomon::vision {
namespace {

constexpr std::array kRecipes{
    PassiveLiveness::Recipe{"fr-liveness-128-bgr-2.7", 128, 2.7F, 0},
    PassiveLiveness::Recipe{"minifasnet-80-bgr-2.7", 80, 2.7F, 1},
    PassiveLiveness::Recipe{"minifasnet-80-bgr-4.0", 80, 4.0F, 1},
};

cv::dnn::Net readNetwork(const Bytes& model) {
    cv::dnn::Net net = cv::dnn::readNetFromONNX(model);
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    return net;
}

// The face with its surroundings, moved rather than cut where the frame ends, as the network was trained.
cv::Rect surroundings(const cv::Size& frame, const Box& face, float wanted) {
    const float largest = std::min(static_cast<float>(frame.height - 1) / face.height,
                                   static_cast<float>(frame.width - 1) / face.width);
    const float scale = std::min(largest, wanted);
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

Result<std::unique_ptr<FeatureEmbedder>> FeatureEmbedder::load(const Bytes& model, std::string modelId) {
    std::unique_ptr<FeatureEmbedder> embedder(new FeatureEmbedder(readNetwork(model), std::move(modelId)));
    const cv::Mat grey(kAlignedSize, kAlignedSize, CV_8UC3, cv::Scalar(90, 110, 140));
    if (const Result<Embedding> trial = embedder->embed(grey); !trial) {
        return fail(ErrorCode::ModelCorrupt, "embedding network: " + trial.error().detail);
    }
    return embedder;
}

int FeatureEmbedder::side() const {
    return kAlignedSize;
}

Result<Embedding> FeatureEmbedder::embed(const cv::Mat& aligned) {
    m_net.setInput(cv::dnn::blobFromImage(aligned, 1.0 / 128.0, {kAlignedSize, kAlignedSize},
                                          cv::Scalar::all(127), false, false, CV_32F));
    cv::Mat output = m_net.forward();
    if (output.total() != kEmbeddingSize || output.depth() != CV_32F) {
        return fail(ErrorCode::ModelCorrupt, "embedding of the wrong size");
    }
    const std::span<const float, kEmbeddingSize> values(output.ptr<float>(), kEmbeddingSize);
    return Embedding::fromValues(m_modelId, values);
}

Result<std::unique_ptr<Embedder>> makeEmbedder(const ModelPack& pack) {
    const Result<Bytes> bytes = pack.load(ModelRole::Embedder);
    if (!bytes) {
        return propagate(bytes.error());
    }
    const auto made = [](auto loaded) -> Result<std::unique_ptr<Embedder>> {
        if (!loaded) {
            return propagate(loaded.error());
        }
        return std::unique_ptr<Embedder>(std::move(*loaded));
    };
    return guarded(ErrorCode::ModelCorrupt, [&]() -> Result<std::unique_ptr<Embedder>> {
        const std::string& recipe = pack.file(ModelRole::Embedder)->preprocessing;
        if (recipe == FeatureEmbedder::kPreprocessing) {
            return made(FeatureEmbedder::load(*bytes, pack.modelId()));
        }
        if (recipe == ResidualEmbedder::kPreprocessing) {
            return made(ResidualEmbedder::load(*bytes, pack.modelId(), pack.centre()));
        }
        return fail(ErrorCode::ModelCorrupt, "unknown preprocessing " + recipe);
    });
}

const PassiveLiveness::Recipe* PassiveLiveness::recipe(std::string_view name) {
    const auto found = std::ranges::find(kRecipes, name, &Recipe::name);
    return found == kRecipes.end() ? nullptr : &*found;
}

Result<PassiveLiveness> PassiveLiveness::load(const Bytes& model, std::string_view name) {
    const Recipe* known = recipe(name);
    if (known == nullptr) {
        return fail(ErrorCode::ModelCorrupt, "unknown preprocessing " + std::string(name));
    }
    PassiveLiveness liveness(readNetwork(model), *known);
    const cv::Mat grey(128, 128, CV_8UC3, cv::Scalar::all(128));
    static_cast<void>(liveness.score(grey, {32.0F, 32.0F, 64.0F, 64.0F}));
    return liveness;
}

float PassiveLiveness::score(const cv::Mat& bgr, const Box& head) {
    cv::Mat crop;
    cv::resize(bgr(surroundings(bgr.size(), head, m_recipe.crop)), crop, {m_recipe.input, m_recipe.input});
    m_net.setInput(cv::dnn::blobFromImage(crop));
    const cv::Mat output = m_net.forward();
    CV_Assert(output.total() > m_recipe.alive && output.total() >= 2 && output.depth() == CV_32F);
    const auto* logit = output.ptr<float>();
    const float largest = *std::max_element(logit, logit + output.total());
    float sum = 0.0F;
    for (std::size_t i = 0; i < output.total(); ++i) {
        sum += std::exp(logit[i] - largest);
    }
    return std::exp(logit[m_recipe.alive] - largest) / sum;
}

} // namespace kaomon::vision
