// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/template.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

namespace kaomon::vision {
namespace {

// Layout: "KFT" version | frames | length of the model id | model id | scale (float32, little endian) | 512
// steps.
constexpr std::array<std::uint8_t, 4> kMagic{'K', 'F', 'T', 1};
constexpr std::size_t kHeader = kMagic.size() + 2;
constexpr std::size_t kPayload = sizeof(float) + kEmbeddingSize;
constexpr std::size_t kMaxModelId = 96;
constexpr float kMaxStep = 127.0F;

bool isModelId(std::string_view id) {
    const auto isAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' ||
               c == '.';
    };
    return !id.empty() && id.size() <= kMaxModelId && std::ranges::all_of(id, isAllowed);
}

float norm(std::span<const float> values) {
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0F));
}

} // namespace

Result<Embedding> Embedding::fromValues(std::string modelId, std::span<const float, kEmbeddingSize> values) {
    const float length = norm(values);
    if (!std::isfinite(length) || length < 1e-6F) {
        return fail(ErrorCode::ValidationFailed, "embedding without direction");
    }
    if (!isModelId(modelId)) {
        return fail(ErrorCode::ValidationFailed, "model id");
    }
    Embedding embedding;
    embedding.m_modelId = std::move(modelId);
    std::ranges::transform(values, embedding.m_values.begin(), [length](float v) { return v / length; });
    return embedding;
}

Embedding::~Embedding() {
    wipe(m_values.data(), sizeof(m_values));
}

float Embedding::similarity(const Embedding& other) const {
    return std::inner_product(m_values.begin(), m_values.end(), other.m_values.begin(), 0.0F);
}

Template::~Template() {
    wipe(m_steps.data(), sizeof(m_steps));
}

Result<Template> Template::fromEmbeddings(std::span<const Embedding> embeddings) {
    if (embeddings.empty()) {
        return fail(ErrorCode::ValidationFailed, "no embedding");
    }
    std::array<float, kEmbeddingSize> sum{};
    for (const Embedding& one : embeddings) {
        if (one.modelId() != embeddings.front().modelId()) {
            return fail(ErrorCode::ModelMismatch, "embeddings of two models");
        }
        std::ranges::transform(sum, one.values(), sum.begin(), std::plus<>());
    }
    const float length = norm(sum);
    if (length < 1e-3F) {
        return fail(ErrorCode::ValidationFailed, "the embeddings cancel out");
    }
    Template result;
    result.m_modelId = embeddings.front().modelId();
    result.m_frameCount = static_cast<int>(std::min<std::size_t>(embeddings.size(), 255));
    float largest = 0.0F;
    for (float& value : sum) {
        value /= length;
        largest = std::max(largest, std::abs(value));
    }
    result.m_scale = largest / kMaxStep;
    std::ranges::transform(sum, result.m_steps.begin(), [&](float value) {
        return static_cast<std::int8_t>(std::lround(value / result.m_scale));
    });
    wipe(sum.data(), sizeof(sum));
    return result;
}

SecretBytes Template::serialise() const {
    Bytes bytes;
    bytes.reserve(kHeader + m_modelId.size() + kPayload);
    bytes.insert(bytes.end(), kMagic.begin(), kMagic.end());
    bytes.push_back(static_cast<std::uint8_t>(m_frameCount));
    bytes.push_back(static_cast<std::uint8_t>(m_modelId.size()));
    bytes.insert(bytes.end(), m_modelId.begin(), m_modelId.end());
    const auto scale = std::bit_cast<std::uint32_t>(m_scale);
    for (unsigned shift = 0; shift < 32; shift += 8) {
        bytes.push_back(static_cast<std::uint8_t>(scale >> shift));
    }
    for (const std::int8_t step : m_steps) {
        bytes.push_back(static_cast<std::uint8_t>(step));
    }
    return SecretBytes(std::move(bytes));
}

Result<Template> Template::parse(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < kHeader || !std::ranges::equal(bytes.first(kMagic.size()), kMagic)) {
        return fail(ErrorCode::ValidationFailed, "not a face template");
    }
    const std::size_t idLength = bytes[kMagic.size() + 1];
    if (bytes.size() != kHeader + idLength + kPayload) {
        return fail(ErrorCode::ValidationFailed, "face template of the wrong size");
    }
    Template result;
    result.m_frameCount = bytes[kMagic.size()];
    const auto id = bytes.subspan(kHeader, idLength);
    result.m_modelId.assign(id.begin(), id.end());
    std::uint32_t scale = 0;
    for (unsigned i = 0; i < 4; ++i) {
        scale |= static_cast<std::uint32_t>(bytes[kHeader + idLength + i]) << (8 * i);
    }
    result.m_scale = std::bit_cast<float>(scale);
    const auto steps = bytes.last(kEmbeddingSize);
    std::ranges::transform(steps, result.m_steps.begin(),
                           [](std::uint8_t b) { return static_cast<std::int8_t>(b); });
    const int energy = std::accumulate(result.m_steps.begin(), result.m_steps.end(), 0,
                                       [](int sum, std::int8_t step) { return sum + step * step; });
    const float length = std::sqrt(static_cast<float>(energy)) * result.m_scale;
    // Not "length outside": a NaN must be refused as well.
    const bool isUnitVector = length > 0.97F && length < 1.03F && result.m_scale > 0.0F;
    if (!isModelId(result.m_modelId) || result.m_frameCount == 0 || !isUnitVector) {
        return fail(ErrorCode::ValidationFailed, "face template with impossible values");
    }
    return result;
}

Result<float> Template::similarity(const Embedding& embedding) const {
    if (embedding.modelId() != m_modelId) {
        return fail(ErrorCode::ModelMismatch, "template of " + m_modelId);
    }
    float dot = 0.0F;
    float energy = 0.0F;
    const auto values = embedding.values();
    for (std::size_t i = 0; i < kEmbeddingSize; ++i) {
        const auto step = static_cast<float>(m_steps[i]);
        dot += step * values[i];
        energy += step * step;
    }
    return dot / std::sqrt(energy);
}

} // namespace kaomon::vision
