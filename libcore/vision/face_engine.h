// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "domain/liveness.h"
#include "vision/eyes.h"
#include "vision/face.h"
#include "vision/frame.h"
#include "vision/matcher.h"
#include "vision/model_pack.h"
#include "vision/quality.h"
#include "vision/template.h"

namespace kaomon::vision {

struct EngineOptions {
    int threads = 1; // more than one was slower for these small networks
};

struct AnalyseOptions {
    QualityLimits limits = QualityLimits::forLogon();
    bool wantsPassive = false;    // measure the passive liveness score
    bool wantsEyes = false;       // look at the eyes
    std::optional<Point> nearest; // the main face is the one nearest to this place instead of the largest
};

// Milliseconds spent in each stage of one call.
struct StageTimings {
    double detect = 0.0; // both looks and the refined points
    double quality = 0.0;
    double liveness = 0.0;
    double align = 0.0;
    double embed = 0.0;
};

// What one frame holds. The main face comes first, the others from large to small.
struct FrameAnalysis {
    std::vector<Face> faces;
    std::optional<QualityReport> quality; // of the main face; none without a face
    std::optional<ErrorCode> verdict;     // nullopt = the frame may be used
    std::optional<float> livenessScore;   // 0..1, only when asked for and the frame may be used
    std::optional<EyeLook> eyes;          // likewise
    StageTimings timings;

    [[nodiscard]] const Face* mainFace() const { return faces.empty() ? nullptr : &faces.front(); }
    [[nodiscard]] bool isUsable() const { return !verdict.has_value(); }
};

// The whole face chain of one model pack: find, judge, align, embed, compare. Made once and owned by one
// thread; all calls come from that thread. Keeps no frame and no face after a call. Errors of the imaging
// library come back as ErrorCode::Internal, never as exceptions.
class FaceEngine {
public:
    // Loads the networks. ErrorCode::ModelCorrupt when a file cannot be read as the network its role needs.
    [[nodiscard]] static Result<std::unique_ptr<FaceEngine>> create(const ModelPack& pack,
                                                                    EngineOptions options = {});
    ~FaceEngine();
    FaceEngine(const FaceEngine&) = delete;
    FaceEngine& operator=(const FaceEngine&) = delete;

    // Finds faces and judges the main one; a frame with nothing usable is a verdict, not an error.
    // ErrorCode::ValidationFailed for an invalid frame.
    [[nodiscard]] Result<FrameAnalysis> analyse(const Frame& frame, const AnalyseOptions& options = {});

    // The embedding of a face that analyse() found in the same frame. Adds to `timings` when given.
    [[nodiscard]] Result<Embedding> embed(const Frame& frame, const Face& face,
                                          StageTimings* timings = nullptr);

    // The passive liveness score of a face in that frame, 0..1; nullopt when the pack has no such network.
    [[nodiscard]] Result<std::optional<float>> passiveScore(const Frame& frame, const Face& face);

    // Enrolment: needs kFramesPerTemplate embeddings or more; ErrorCode::ValidationFailed for fewer, and
    // ErrorCode::FaceInconsistent when they are not all the same person.
    [[nodiscard]] Result<Template> makeTemplate(std::span<const Embedding> embeddings) const;

    // 1:1 against the labelled templates of one person; errors as vision::match().
    [[nodiscard]] Result<MatchScore> match(const Embedding& embedding, std::span<const Template> templates,
                                           FmrPreset preset = FmrPreset::Standard) const;

    [[nodiscard]] const std::string& modelId() const;
    // What this pack can tell about a living face.
    [[nodiscard]] const domain::LivenessAbilities& liveness() const;
    [[nodiscard]] const ThresholdTable& thresholds() const;

private:
    struct Parts;
    explicit FaceEngine(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace kaomon::vision
