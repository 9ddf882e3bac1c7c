// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/face_engine.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "vision/aligner_impl.h"
#include "vision/detector_impl.h"
#include "vision/eye_reader_impl.h"
#include "vision/mat_impl.h"
#include "vision/networks_impl.h"
#include "vision/point_refiner_impl.h"
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

// A role that a pack may leave out.
template<class Network>
Status loadOptional(const ModelPack& pack, ModelRole role, std::optional<Network>& out) {
    if (pack.file(role) == nullptr) {
        return {};
    }
    Result<Network> network = loadNetwork<Network>(pack, role);
    if (!network) {
        return propagate(network.error());
    }
    out.emplace(std::move(*network));
    return {};
}

Status loadPassive(const ModelPack& pack, std::vector<PassiveLiveness>& out) {
    for (const ModelFile& file : pack.files()) {
        if (file.role != ModelRole::Liveness) {
            continue;
        }
        const Result<Bytes> bytes = ModelPack::load(file);
        if (!bytes) {
            return propagate(bytes.error());
        }
        Result<PassiveLiveness> network = guarded(
            ErrorCode::ModelCorrupt, [&] { return PassiveLiveness::load(*bytes, file.preprocessing); });
        if (!network) {
            return propagate(network.error());
        }
        out.push_back(std::move(*network));
    }
    return {};
}

void putNearestFirst(std::vector<Face>& faces, const std::optional<Point>& place) {
    if (!place || faces.empty()) {
        return;
    }
    const auto distance = [&](const Face& face) {
        const Point centre = face.box.centre();
        return std::hypot(centre.x - place->x, centre.y - place->y);
    };
    const auto nearest = std::ranges::min_element(faces, {}, distance);
    std::rotate(faces.begin(), nearest, nearest + 1); // the others keep their order
}

} // namespace

struct FaceEngine::Parts {
    Parts(std::unique_ptr<Detector> finder, std::unique_ptr<Embedder> embedding)
        : detector(std::move(finder))
        , embedder(std::move(embedding)) {}

    // Nobody found in the whole frame: one more look with the shadows lifted, where there are any.
    [[nodiscard]] std::vector<Face> find(const cv::Mat& picture) const {
        std::vector<Face> faces = detector->detect(picture);
        if (faces.empty() && meanLuma(picture) < kShadyFrameLuma) {
            faces = detector->detect(brightened(picture));
        }
        return faces;
    }

    // Better points for the main face, and its eyes where the pack can tell.
    void lookCloser(const cv::Mat& picture, Face& face) {
        face = detector->refine(picture, face);
        landmarks.reset();
        if (points) {
            landmarks = points->refine(picture, face.points);
            if (landmarks) {
                face.points = landmarks->points;
            }
        }
    }

    [[nodiscard]] float passiveScore(const cv::Mat& picture, const Face& face) {
        float sum = 0.0F;
        for (PassiveLiveness& network : passive) {
            sum += network.score(picture, face.head);
        }
        return sum / static_cast<float>(passive.size());
    }

    std::unique_ptr<Detector> detector;
    std::unique_ptr<Embedder> embedder;
    std::optional<PointRefiner> points;
    std::optional<EyeReader> eyes;
    std::vector<PassiveLiveness> passive;
    std::optional<PointRefiner::Found> landmarks; // of the frame at hand
    ThresholdTable thresholds;
    domain::LivenessAbilities liveness;
    std::vector<float> alignment;
    std::string modelId;
};

FaceEngine::FaceEngine(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts)) {}

FaceEngine::~FaceEngine() = default;

Result<std::unique_ptr<FaceEngine>> FaceEngine::create(const ModelPack& pack, EngineOptions options) {
    cv::setNumThreads(std::max(options.threads, 1));
    const Result<Bytes> detectorBytes = pack.load(ModelRole::Detector);
    if (!detectorBytes) {
        return propagate(detectorBytes.error());
    }
    auto detector = guarded(ErrorCode::ModelCorrupt,
                            [&] { return makeDetector(*pack.file(ModelRole::Detector), *detectorBytes); });
    if (!detector) {
        return propagate(detector.error());
    }
    Result<std::unique_ptr<Embedder>> embedder = makeEmbedder(pack);
    if (!embedder) {
        return propagate(embedder.error());
    }
    auto parts = std::make_unique<Parts>(std::move(*detector), std::move(*embedder));
    if (const Status loaded = loadOptional(pack, ModelRole::Points, parts->points); !loaded) {
        return propagate(loaded.error());
    }
    if (const Status loaded = loadOptional(pack, ModelRole::Eyes, parts->eyes); !loaded) {
        return propagate(loaded.error());
    }
    if (const Status loaded = loadPassive(pack, parts->passive); !loaded) {
        return propagate(loaded.error());
    }
    parts->thresholds = pack.thresholds();
    parts->liveness = pack.liveness();
    parts->alignment = pack.alignment();
    parts->modelId = pack.modelId();
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
            analysis.faces = m_parts->find(picture);
            putNearestFirst(analysis.faces, options.nearest);
            if (!analysis.faces.empty()) {
                m_parts->lookCloser(picture, analysis.faces.front());
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
            const cv::Mat aligned = alignFace(picture, main.points, kJudgedFace);
            analysis.quality = measureQuality(picture.size(), main, aligned, options.limits);
            analysis.verdict = analysis.quality->verdict();
        }
        const float second = main.box.width * options.limits.secondFaceShare;
        const auto counts = [&](const Face& face) { return &face != &main && face.box.width >= second; };
        if (std::ranges::any_of(analysis.faces, counts)) {
            analysis.verdict = ErrorCode::SeveralFaces;
        }
        if (analysis.isUsable()) {
            const StageClock clock(analysis.timings.liveness);
            if (options.wantsPassive && !m_parts->passive.empty()) {
                analysis.livenessScore = m_parts->passiveScore(picture, main);
            }
            if (options.wantsEyes && m_parts->eyes && m_parts->landmarks) {
                analysis.eyes = m_parts->eyes->read(picture, *m_parts->landmarks);
            }
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
            aligned = alignFace(viewOf(frame), face.points, m_parts->alignment, m_parts->embedder->side());
        }
        const StageClock clock(spent.embed);
        return m_parts->embedder->embed(aligned);
    });
}

Result<std::optional<float>> FaceEngine::passiveScore(const Frame& frame, const Face& face) {
    if (!frame.isValid()) {
        return fail(ErrorCode::ValidationFailed, "invalid frame");
    }
    return guarded(ErrorCode::Internal, [&]() -> Result<std::optional<float>> {
        return m_parts->passive.empty() ? std::nullopt
                                        : std::optional(m_parts->passiveScore(viewOf(frame), face));
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

const domain::LivenessAbilities& FaceEngine::liveness() const {
    return m_parts->liveness;
}

const ThresholdTable& FaceEngine::thresholds() const {
    return m_parts->thresholds;
}

} // namespace kaomon::vision
