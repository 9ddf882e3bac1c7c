// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/identify.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace kaomon::vision {
namespace {

using Steps = std::array<std::int8_t, kEmbeddingSize>;

// Rounding the embedding to 8 bits moves a cosine by less than this; whoever is nearer to the best is
// compared again with the embedding itself.
constexpr float kRounding = 0.02F;

std::int32_t dotPortable(const std::int8_t* a, const std::int8_t* b) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < kEmbeddingSize; ++i) {
        sum += static_cast<std::int32_t>(a[i]) * b[i];
    }
    return sum;
}

#if defined(__x86_64__)
// Only called where the processor was found to have these instructions. The load takes a pointer to its own
// vector type and does not mind where the bytes lie.
__attribute__((target("avx2"))) inline __m256i wide(const std::int8_t* at) {
    return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
}

__attribute__((target("avx2"))) std::int32_t dotAvx2(const std::int8_t* a, const std::int8_t* b) {
    static_assert(kEmbeddingSize % 32 == 0);
    __m256i even = _mm256_setzero_si256();
    __m256i odd = _mm256_setzero_si256();
    for (std::size_t i = 0; i < kEmbeddingSize; i += 32) {
        even = _mm256_add_epi32(even, _mm256_madd_epi16(wide(a + i), wide(b + i)));
        odd = _mm256_add_epi32(odd, _mm256_madd_epi16(wide(a + i + 16), wide(b + i + 16)));
    }
    const __m256i both = _mm256_add_epi32(even, odd);
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
    return _mm_cvtsi128_si32(sum);
}
#endif

using Dot = std::int32_t (*)(const std::int8_t*, const std::int8_t*);

Dot dotOf(TemplateIndex::Kernel kernel) {
#if defined(__x86_64__)
    if (kernel == TemplateIndex::Kernel::Avx2) {
        return dotAvx2;
    }
#endif
    static_cast<void>(kernel);
    return dotPortable;
}

Steps roundedOf(const Embedding& embedding) {
    float largest = 1e-6F;
    for (const float value : embedding.values()) {
        largest = std::max(largest, std::abs(value));
    }
    Steps steps{};
    std::ranges::transform(embedding.values(), steps.begin(), [largest](float value) {
        return static_cast<std::int8_t>(std::lround(value / largest * 127.0F));
    });
    return steps;
}

float lengthOf(const std::int8_t* steps) {
    return std::sqrt(static_cast<float>(dotPortable(steps, steps)));
}

} // namespace

TemplateIndex::Kernel TemplateIndex::bestKernel() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) {
        return Kernel::Avx2;
    }
#endif
    return Kernel::Portable;
}

TemplateIndex::TemplateIndex(std::string modelId, Kernel kernel)
    : m_modelId(std::move(modelId))
    , m_kernel(kernel) {}

TemplateIndex::~TemplateIndex() {
    sodium_memzero(m_steps.data(), m_steps.size());
}

Status TemplateIndex::add(std::size_t person, const Template& faceTemplate) {
    if (faceTemplate.modelId() != m_modelId) {
        return fail(ErrorCode::ModelMismatch, "template of " + faceTemplate.modelId());
    }
    if (m_steps.size() + kEmbeddingSize > m_steps.capacity()) {
        // Grown by hand, so that the memory left behind is wiped.
        std::vector<std::int8_t> larger;
        larger.reserve(std::max<std::size_t>(2 * m_steps.capacity(), 64 * kEmbeddingSize));
        larger.assign(m_steps.begin(), m_steps.end());
        sodium_memzero(m_steps.data(), m_steps.size());
        m_steps = std::move(larger);
    }
    m_steps.insert(m_steps.end(), faceTemplate.steps().begin(), faceTemplate.steps().end());
    m_lengths.push_back(lengthOf(faceTemplate.steps().data()));
    m_people.push_back(person);
    m_templates.push_back(faceTemplate);
    return {};
}

TemplateIndex::Found TemplateIndex::best(const Embedding& embedding,
                                         std::optional<std::size_t> without) const {
    const Dot dot = dotOf(m_kernel);
    const Steps query = roundedOf(embedding);
    const float length = lengthOf(query.data());
    std::vector<float> scores(m_templates.size());
    float top = -1.0F;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto product = static_cast<float>(dot(query.data(), m_steps.data() + i * kEmbeddingSize));
        scores[i] = product / (length * m_lengths[i]);
        if (m_people[i] != without) {
            top = std::max(top, scores[i]);
        }
    }
    // Both the best and the second person lie within the gap, or the second does not matter.
    Found found;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (m_people[i] == without || scores[i] < top - kGap - 2.0F * kRounding) {
            continue;
        }
        const float exact = m_templates[i].similarity(embedding).value_or(-1.0F);
        if (m_people[i] == found.person && found.score > -1.0F) {
            found.score = std::max(found.score, exact);
        } else if (exact > found.score) {
            found.second = found.score;
            found.score = exact;
            found.person = m_people[i];
        } else {
            found.second = std::max(found.second, exact);
        }
    }
    return found;
}

Result<TemplateIndex::Found> TemplateIndex::find(const Embedding& embedding, const ThresholdTable& thresholds,
                                                 FmrPreset preset) const {
    if (m_templates.empty()) {
        return fail(ErrorCode::NotEnrolled, "nobody to compare with");
    }
    if (embedding.modelId() != m_modelId) {
        return fail(ErrorCode::ModelMismatch, "embedding of " + embedding.modelId());
    }
    Found found = best(embedding, std::nullopt);
    found.threshold = thresholds.threshold(preset, TemplateKind::Mean, size());
    found.isAccepted = found.score >= found.threshold && found.score - found.second >= kGap;
    return found;
}

Result<Embedding> TemplateIndex::faceOf(const Template& faceTemplate) const {
    std::array<float, kEmbeddingSize> values{};
    std::ranges::copy(faceTemplate.steps(), values.begin());
    Result<Embedding> face = Embedding::fromValues(faceTemplate.modelId(), values);
    sodium_memzero(values.data(), sizeof values);
    if (face && face->modelId() != m_modelId) {
        return fail(ErrorCode::ModelMismatch, "template of " + face->modelId());
    }
    return face;
}

Result<float> TemplateIndex::nearestOther(std::size_t person, const Template& faceTemplate) const {
    const Result<Embedding> face = faceOf(faceTemplate);
    if (!face) {
        return propagate(face.error());
    }
    return best(*face, person).score;
}

Result<std::optional<TemplateIndex::Found>>
TemplateIndex::findDuplicate(std::size_t person, const Template& faceTemplate,
                             const ThresholdTable& thresholds) const {
    const Result<Embedding> face = faceOf(faceTemplate);
    if (!face) {
        return propagate(face.error());
    }
    Found found = best(*face, person);
    found.threshold =
        thresholds.threshold(FmrPreset::High, TemplateKind::Mean, std::max<std::size_t>(size(), 1));
    found.isAccepted = found.score >= found.threshold;
    return found.isAccepted ? std::optional(found) : std::nullopt;
}

} // namespace kaomon::vision
