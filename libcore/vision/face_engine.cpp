// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/face_engine.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

#include "vision/aligner_impl.h"
#include "vision/blaze_face_impl.h"
#include "vision/mat_impl.h"
#include "vision/networks_impl.h"
#include "vision/quality_meter_impl.h"

namespace kaomon::vision {
namespace {

// Adds the time from its birth to its death to one stage.
class StageClock {
public:
    explicit StageClock(double& milliseconds)
        : m_milliseconds(milliseconds) {}
    ~StageClock() {
        const auto spent = std::chrono::steady_clock::now() - m_start;
        m_milliseconds += std::chrono::duration<double, std::milli>(spent).count();
    }
    StageClock(const StageClock&) = delete;
    StageClock& operator=(const StageClock&) = delete;

private:
    double& m_milliseconds;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

// The recipe that feeds a network is code; a pack may only name one that exists here.
Result<Bytes> loadFor(const ModelPack& pack, ModelRole role, std::string_view recipe) {
    if (const ModelFile* file = pack.file(role); file != nullptr && file->preprocessing != recipe) {
        return fail(ErrorCode::ModelCorrupt, "unknown preprocessing " + file->preprocessing);
    }
    return pack.load(role);
}

template<class Network, class... More>
Result<Network> loadNetwork(const ModelPack& pack, ModelRole role, More&&... more) {
    const Result<Bytes> bytes = loadFor(pack, role, Network::kPreprocessing);
    if (!bytes) {
        return propagate(bytes.error());
    }
    return guarded(ErrorCode::ModelCorrupt,
                   [&] { return Network::load(*bytes, std::forward<More>(more)...); });
}

} // namespace

struct FaceEngine::Parts {
    BlazeFace detector;
    Embedder embedder;
    std::optional<PassiveLiveness> liveness;
    ThresholdTable thresholds;
    std::optional<float> livenessThreshold;
    std::array<float, 8> alignment;
    std::string modelId;
};

FaceEngine::FaceEngine(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts)) {}

FaceEngine::~FaceEngine() = default;

Result<std::unique_ptr<FaceEngine>> FaceEngine::create(const ModelPack& pack, EngineOptions options) {
    cv::setNumThreads(std::max(options.threads, 1));
    Result<BlazeFace> detector = loadNetwork<BlazeFace>(pack, ModelRole::Detector);
    if (!detector) {
        return propagate(detector.error());
    }
    Result<Embedder> embedder = loadNetwork<Embedder>(pack, ModelRole::Embedder, pack.modelId());
    if (!embedder) {
        return propagate(embedder.error());
    }
    std::optional<PassiveLiveness> liveness;
    if (pack.file(ModelRole::Liveness) != nullptr) {
        Result<PassiveLiveness> loaded = loadNetwork<PassiveLiveness>(pack, ModelRole::Liveness);
        if (!loaded) {
            return propagate(loaded.error());
        }
        liveness = std::move(*loaded);
    }
    auto parts = std::make_unique<Parts>(Parts{std::move(*detector), std::move(*embedder),
                                               std::move(liveness), pack.thresholds(),
                                               pack.livenessThreshold(), pack.alignment(), pack.modelId()});
    return std::unique_ptr<FaceEngine>(new FaceEngine(std::move(parts)));
}

Result<FrameAnalysis> FaceEngine::analyse(const Frame& frame, const AnalyseOptions& options) {
    if (!frame.isValid()) {
        return fail(ErrorCode::ValidationFailed, "invalid frame");
    }
    return guarded(ErrorCode::Internal, [&]() -> Result<FrameAnalysis> {
        const cv::Mat picture = viewOf(frame);
        FrameAnalysis analysis;
        {
            const StageClock clock(analysis.timings.detect);
            analysis.faces = m_parts->detector.detect(picture);
            if (!analysis.faces.empty()) {
                analysis.faces.front() = m_parts->detector.refine(picture, analysis.faces.front());
            }
        }
        if (analysis.faces.empty()) {
            analysis.verdict =
                meanLuma(picture) < kDarkFrameLuma ? ErrorCode::FaceTooDark : ErrorCode::NoFace;
            return analysis;
        }
        const Face& main = analysis.faces.front();
        {
            const StageClock clock(analysis.timings.quality);
            const cv::Mat aligned = alignFace(picture, main.points, m_parts->alignment);
            analysis.quality = measureQuality(picture.size(), main, aligned, options.limits);
            analysis.verdict = analysis.quality->verdict();
        }
        const float second = main.box.width * options.limits.secondFaceShare;
        const auto counts = [&](const Face& face) { return &face != &main && face.box.width >= second; };
        if (std::ranges::any_of(analysis.faces, counts)) {
            analysis.verdict = ErrorCode::SeveralFaces;
        }
        if (analysis.isUsable() && options.liveness != LivenessLevel::None && m_parts->liveness) {
            const StageClock clock(analysis.timings.liveness);
            analysis.livenessScore = m_parts->liveness->score(picture, main.box);
        }
        return analysis;
    });
}

Result<Embedding> FaceEngine::embed(const Frame& frame, const Face& face, StageTimings* timings) {
    if (!frame.isValid()) {
        return fail(ErrorCode::ValidationFailed, "invalid frame");
    }
    StageTimings unused;
    StageTimings& spent = timings != nullptr ? *timings : unused;
    return guarded(ErrorCode::Internal, [&]() -> Result<Embedding> {
        cv::Mat aligned;
        {
            const StageClock clock(spent.align);
            aligned = alignFace(viewOf(frame), face.points, m_parts->alignment);
        }
        const StageClock clock(spent.embed);
        return m_parts->embedder.embed(aligned);
    });
}

Result<Template> FaceEngine::makeTemplate(std::span<const Embedding> embeddings) const {
    if (embeddings.size() < kFramesPerTemplate) {
        return fail(ErrorCode::ValidationFailed, "too few frames for a template");
    }
    Result<Template> result = Template::fromEmbeddings(embeddings);
    if (!result) {
        return result;
    }
    // Each frame against the mean it is part of: another person among them falls far below.
    for (const Embedding& one : embeddings) {
        if (const Result<float> score = result->similarity(one);
            !score || *score < m_parts->thresholds.mean1e4) {
            return fail(ErrorCode::FaceInconsistent, "the frames show different faces");
        }
    }
    return result;
}

Result<MatchScore> FaceEngine::match(const Embedding& embedding, std::span<const Template> templates,
                                     FmrPreset preset) const {
    return vision::match(embedding, templates, m_parts->thresholds, preset);
}

const std::string& FaceEngine::modelId() const {
    return m_parts->modelId;
}

bool FaceEngine::hasPassiveLiveness() const {
    return m_parts->liveness.has_value();
}

LivenessMeter FaceEngine::livenessMeter(LivenessLevel level) const {
    return {level, m_parts->livenessThreshold};
}

} // namespace kaomon::vision
