// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "vision/thresholds.h"

namespace kaomon::vision {

inline constexpr std::size_t kEmbeddingSize = 512;
// Fewer accepted frames than this make no enrolment template.
inline constexpr std::size_t kFramesPerTemplate = 5;
inline constexpr std::size_t kMaxTemplatesPerPerson = 6;

// What the network saw in one frame: a unit vector. Biometric data: wiped when it goes, never logged.
class Embedding {
public:
    // Normalises `values`; ErrorCode::ValidationFailed when they are all zero or not finite.
    [[nodiscard]] static Result<Embedding> fromValues(std::string modelId,
                                                      std::span<const float, kEmbeddingSize> values);
    ~Embedding();
    Embedding(const Embedding&) = default;
    Embedding& operator=(const Embedding&) = default;

    [[nodiscard]] const std::string& modelId() const { return m_modelId; }
    [[nodiscard]] std::span<const float, kEmbeddingSize> values() const { return m_values; }
    // Cosine of two embeddings of the same model; meaningless across models.
    [[nodiscard]] float similarity(const Embedding& other) const;

private:
    Embedding() = default;

    std::string m_modelId;
    std::array<float, kEmbeddingSize> m_values{};
};

// A person's face as it is stored: the renormalised mean of several embeddings in 8-bit steps with one scale,
// 516 bytes and the model id. Biometric data: wiped when it goes; sealed by the caller before it is stored.
class Template {
public:
    // One embedding or more, all of one model. ErrorCode::ValidationFailed for none (or a mean that cancels
    // out), ErrorCode::ModelMismatch when the models differ.
    [[nodiscard]] static Result<Template> fromEmbeddings(std::span<const Embedding> embeddings);

    // Reads what serialise() wrote; anything else, however hostile, is ErrorCode::ValidationFailed.
    [[nodiscard]] static Result<Template> parse(std::span<const std::uint8_t> bytes);
    [[nodiscard]] SecretBytes serialise() const;

    ~Template();
    Template(const Template&) = default;
    Template& operator=(const Template&) = default;

    [[nodiscard]] const std::string& modelId() const { return m_modelId; }
    // How many frames went in, at most 255.
    [[nodiscard]] int frameCount() const { return m_frameCount; }
    [[nodiscard]] TemplateKind kind() const {
        return m_frameCount >= 3 ? TemplateKind::Mean : TemplateKind::Single;
    }
    // The direction in 8-bit steps, for a search over many.
    [[nodiscard]] std::span<const std::int8_t, kEmbeddingSize> steps() const { return m_steps; }
    // Cosine with a fresh embedding. ErrorCode::ModelMismatch when it is of another model: the person must
    // enrol again.
    [[nodiscard]] Result<float> similarity(const Embedding& embedding) const;

private:
    Template() = default;

    std::string m_modelId;
    int m_frameCount = 0;
    float m_scale = 0.0F;
    std::array<std::int8_t, kEmbeddingSize> m_steps{};
};

} // namespace kaomon::vision
