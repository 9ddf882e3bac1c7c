// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "vision/detector_impl.h"
#include "vision/networks_impl.h"

namespace kaomon::vision {

// dlib's histogram detector, which is part of the library, with the five points of a shape predictor, which
// is the file: the corners of both eyes and the base of the nose. Finds faces that look ahead, from 80 pixels
// of the scaled frame on. The mouth is not seen; it is put where it usually is. Owned by the engine, its
// thread; may throw.
class HogDetector final : public Detector {
public:
    static constexpr const char* kPreprocessing = "dlib-hog-shape5";

    // ErrorCode::ModelCorrupt when the bytes are not such a predictor.
    [[nodiscard]] static Result<std::unique_ptr<HogDetector>> load(const Bytes& model);
    ~HogDetector() override;

    [[nodiscard]] std::vector<Face> detect(const cv::Mat& bgr) override;
    [[nodiscard]] Face refine(const cv::Mat& bgr, const Face& face) override;

private:
    struct Parts;
    explicit HogDetector(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

// dlib's residual network: 128 numbers of a face of 150 x 150, filled up with zeros. Owned by the engine, its
// thread; may throw.
class ResidualEmbedder final : public Embedder {
public:
    static constexpr const char* kPreprocessing = "dlib-resnet-150-rgb";
    static constexpr std::size_t kNumbers = 128;

    // `centre`: the middle of the unit vectors of all faces, which is taken away so that a cosine tells
    // people apart; may be empty. ErrorCode::ModelCorrupt when the bytes are not this network.
    [[nodiscard]] static Result<std::unique_ptr<ResidualEmbedder>>
    load(const Bytes& model, std::string modelId, std::vector<float> centre);
    ~ResidualEmbedder() override;

    [[nodiscard]] int side() const override { return 150; }
    [[nodiscard]] Result<Embedding> embed(const cv::Mat& aligned) override;

private:
    struct Network;
    ResidualEmbedder(std::unique_ptr<Network> network, std::string modelId, std::vector<float> centre);
    std::unique_ptr<Network> m_network;
    std::string m_modelId;
    std::vector<float> m_centre;
};

} // namespace kaomon::vision
