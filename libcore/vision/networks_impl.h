// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "vision/face.h"
#include "vision/model_pack.h"
#include "vision/template.h"

namespace kaomon::vision {

// Turns an aligned face into numbers that are compared. Owned by the engine, its thread; may throw.
class Embedder {
public:
    Embedder() = default;
    Embedder(const Embedder&) = delete;
    Embedder& operator=(const Embedder&) = delete;
    virtual ~Embedder() = default;

    // Pixels a side of the aligned face that it wants.
    [[nodiscard]] virtual int side() const = 0;
    [[nodiscard]] virtual Result<Embedding> embed(const cv::Mat& aligned) = 0;
};

// The embedder whose recipe the pack names. ErrorCode::ModelMissing, or ErrorCode::ModelCorrupt for an
// unknown recipe or other bytes. Throws nothing.
[[nodiscard]] Result<std::unique_ptr<Embedder>> makeEmbedder(const ModelPack& pack);

// 512 numbers of a face of 112 x 112.
class FeatureEmbedder final : public Embedder {
public:
    static constexpr const char* kPreprocessing = "fr-feature-112-bgr";

    // ErrorCode::ModelCorrupt when the bytes are not such a network.
    [[nodiscard]] static Result<std::unique_ptr<FeatureEmbedder>> load(const Bytes& model,
                                                                       std::string modelId);
    [[nodiscard]] int side() const override;
    [[nodiscard]] Result<Embedding> embed(const cv::Mat& aligned) override;

private:
    FeatureEmbedder(cv::dnn::Net net, std::string modelId)
        : m_net(std::move(net))
        , m_modelId(std::move(modelId)) {}

    cv::dnn::Net m_net;
    std::string m_modelId;
};

// Judges from one frame whether a living face is before the camera rather than a picture or a screen. Owned
// by the engine, its thread; may throw cv::Exception.
class PassiveLiveness {
public:
    // How a network of this kind is fed, by the name that a manifest gives.
    struct Recipe {
        std::string_view name;
        int input = 80;        // pixels a side
        float crop = 2.7F;     // in head boxes
        std::size_t alive = 1; // index of the answer "alive"
    };
    [[nodiscard]] static const Recipe* recipe(std::string_view name);

    // ErrorCode::ModelCorrupt when the bytes are not such a network or the recipe is unknown.
    [[nodiscard]] static Result<PassiveLiveness> load(const Bytes& model, std::string_view recipe);
    // 0 = spoof, 1 = alive.
    [[nodiscard]] float score(const cv::Mat& bgr, const Box& head);

private:
    PassiveLiveness(cv::dnn::Net net, const Recipe& recipe)
        : m_net(std::move(net))
        , m_recipe(recipe) {}

    cv::dnn::Net m_net;
    Recipe m_recipe;
};

} // namespace kaomon::vision
