// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "vision/template.h"
#include "vision/thresholds.h"

namespace kaomon::vision {

// The faces of everybody who may be at a shared PC, to be searched as a whole: who is this, if anybody? Every
// template is compared, none is skipped. Biometric data: wiped when it goes. Built and searched by one
// thread.
class TemplateIndex {
public:
    // How the comparisons are computed; the fastest this processor has, chosen when the program runs.
    enum class Kernel { Portable, Avx2 };
    [[nodiscard]] static Kernel bestKernel();

    // Templates of another model are refused with ErrorCode::ModelMismatch. `kernel` must be Portable or
    // bestKernel().
    explicit TemplateIndex(std::string modelId, Kernel kernel = bestKernel());
    ~TemplateIndex();
    TemplateIndex(const TemplateIndex&) = delete;
    TemplateIndex& operator=(const TemplateIndex&) = delete;

    // `person` is the caller's own number; a person may have several templates.
    [[nodiscard]] Status add(std::size_t person, const Template& faceTemplate);
    [[nodiscard]] std::size_t size() const { return m_templates.size(); }

    struct Found {
        std::size_t person = 0;
        float score = -1.0F;
        float threshold = 1.0F;  // raised for the number of templates
        float second = -1.0F;    // the best score of anybody else
        bool isAccepted = false; // over the threshold and clear of the second
    };
    // The most similar person. ErrorCode::NotEnrolled for an empty index, ErrorCode::ModelMismatch.
    [[nodiscard]] Result<Found> find(const Embedding& embedding, const ThresholdTable& thresholds,
                                     FmrPreset preset) const;

    // Somebody else whose face this template is, too; to be asked before it is enrolled for `person`. Errors
    // as of find(), but nothing for an empty index.
    [[nodiscard]] Result<std::optional<Found>> findDuplicate(std::size_t person, const Template& faceTemplate,
                                                             const ThresholdTable& thresholds) const;

    // How similar the most similar template of anybody else is; -1 when there is nobody else. Errors as of
    // findDuplicate().
    [[nodiscard]] Result<float> nearestOther(std::size_t person, const Template& faceTemplate) const;

    // Two people this close together cannot be told apart with confidence.
    static constexpr float kGap = 0.08F;

private:
    // The direction of a template; ErrorCode::ModelMismatch for one of another model.
    [[nodiscard]] Result<Embedding> faceOf(const Template& faceTemplate) const;
    // The best exact score of each person who is anywhere near the top.
    [[nodiscard]] Found best(const Embedding& embedding, std::optional<std::size_t> without) const;

    std::string m_modelId;
    Kernel m_kernel;
    std::vector<std::int8_t> m_steps; // kEmbeddingSize a template
    std::vector<float> m_lengths;     // of those steps
    std::vector<std::size_t> m_people;
    std::vector<Template> m_templates;
};

} // namespace kaomon::vision
