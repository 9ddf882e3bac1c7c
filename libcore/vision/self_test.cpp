// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/self_test.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "domain/policy.h"
#include "vision/drawn_face_impl.h"

namespace kaomon::vision {
namespace {

// Processors round differently; networks that were swapped or broken are off by far more.
constexpr float kTolerance = 0.02F;
constexpr int kSide = 224;
// How far from where it was drawn a point may be seen, in eye distances: the detectors differ by a few
// hundredths.
constexpr float kAstray = 0.2F;
// Drawn eyes that close are no borderline case: so many times what a person's blink must rise by. The shipped
// networks give nearly twice that.
constexpr float kPlainBlink = 6.0F;

// A shape with the light and dark of a face and no person behind it, so that no picture needs to be shipped.
Frame madeUp(float phase) {
    return makeFrame(kSide, kSide, kSide * 3, [phase](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                const float u = (static_cast<float>(x) - 112.0F) / 60.0F;
                const float v = (static_cast<float>(y) - 112.0F) / 80.0F;
                const float head = std::exp(-std::pow(u * u + v * v, 2.0F));
                const auto spot = [&](float cx, float cy, float size) {
                    return std::exp(-((u - cx) * (u - cx) + (v - cy) * (v - cy)) / size);
                };
                const float lift = 0.1F * phase;
                const float eye = 0.03F + 0.03F * phase;
                const float dark = spot(-0.55F, -0.3F - lift, eye) + spot(0.55F, -0.3F - lift, eye) +
                                   0.8F * spot(0.0F, 0.55F - lift, 0.06F + lift) +
                                   0.3F * spot(lift, 0.15F, 0.05F);
                const float skin = 60.0F + 140.0F * head * (1.0F - 0.75F * std::min(dark, 1.0F)) +
                                   8.0F * std::sin(phase + 3.0F * u) * head;
                for (int c = 0; c < 3; ++c) {
                    const float tint = 0.7F + 0.15F * static_cast<float>(c);
                    bytes[(y * kSide + x) * 3 + c] =
                        static_cast<std::uint8_t>(std::lround(std::clamp(skin * tint, 0.0F, 255.0F)));
                }
            }
        }
    });
}

Face madeUpFace() {
    Face face;
    face.box = {58.0F, 48.0F, 108.0F, 136.0F};
    face.head = face.box;
    face.points.leftEye = {79.0F, 88.0F};
    face.points.rightEye = {145.0F, 88.0F};
    face.points.nose = {112.0F, 124.0F};
    face.points.mouth = {112.0F, 156.0F};
    face.points.mouthLeft = {88.0F, 156.0F};
    face.points.mouthRight = {136.0F, 156.0F};
    face.points.hasMouthCorners = true;
    return face;
}

bool isNear(float found, float expected) {
    return std::abs(found - expected) <= kTolerance; // false for a NaN
}

tl::unexpected<Error> refuse(std::string detail) {
    return fail(ErrorCode::SelfTestFailed, std::move(detail));
}

// An embedding that has `cosine` to the direction (1, 0, 0, ...).
Result<Embedding> atCosine(const std::string& modelId, float cosine) {
    std::array<float, kEmbeddingSize> values{};
    values[0] = cosine;
    values[1] = std::sqrt(1.0F - cosine * cosine);
    return Embedding::fromValues(modelId, values);
}

// What the agent does with a policy: its level gives the preset, the preset the threshold.
Status checkPolicy(const FaceEngine& engine, domain::MatchLevel level, float expected) {
    domain::Policy policy;
    policy.matchLevel = level;
    const bool isTwice = level == domain::MatchLevel::Fmr1e6; // one comparison cannot give that rate
    if (engine.thresholds().threshold(presetOf(level), TemplateKind::Mean) != expected ||
        (isTwice && policy.framesToMatch() < 2)) {
        return refuse("a level of the policy does not lead to its threshold");
    }
    return {};
}

bool isWhereDrawn(const Point& found, const Point& drawn, float eyeDistance) {
    return std::hypot(found.x - drawn.x, found.y - drawn.y) <= kAstray * eyeDistance; // false for a NaN
}

// The drawn face as a camera's frame goes: found, its points placed, its eyes looked at.
Result<std::optional<float>> lookAtDrawing(FaceEngine& engine, float open) {
    AnalyseOptions options;
    options.wantsEyes = true;
    const Result<FrameAnalysis> seen = engine.analyse(drawFace(open), options);
    if (!seen) {
        return propagate(seen.error());
    }
    if (seen->faces.size() != 1 || !seen->isUsable()) {
        return refuse("the detector does not find the one face of a picture");
    }
    const FacePoints& points = seen->mainFace()->points;
    const FacePoints drawn = drawnPoints();
    const float unit = drawn.eyeDistance();
    if (!isWhereDrawn(points.leftEye, drawn.leftEye, unit) ||
        !isWhereDrawn(points.rightEye, drawn.rightEye, unit) ||
        !isWhereDrawn(points.nose, drawn.nose, unit) || !isWhereDrawn(points.mouth, drawn.mouth, unit)) {
        return refuse("the points of a face are not where they are");
    }
    return seen->eyes ? std::optional(seen->eyes->closedOdds) : std::nullopt;
}

Status checkSight(FaceEngine& engine) {
    const auto open = lookAtDrawing(engine, 1.0F);
    const auto closed = lookAtDrawing(engine, 0.0F);
    if (!open || !closed) {
        return refuse(open ? closed.error().detail : open.error().detail);
    }
    const auto& eyes = engine.liveness().eyes;
    // Asked this way round so that a NaN is refused.
    if (eyes && !(*open && *closed && **closed - **open >= kPlainBlink * eyes->rise)) {
        return refuse("closed eyes are not told from open ones");
    }
    return {};
}

Status checkDecision(const FaceEngine& engine, FmrPreset preset) {
    const Result<Embedding> direction = atCosine(engine.modelId(), 1.0F);
    if (!direction) {
        return refuse(direction.error().detail);
    }
    const std::vector<Embedding> frames(kFramesPerTemplate, *direction);
    const Result<Template> made = Template::fromEmbeddings(frames);
    if (!made) {
        return refuse(made.error().detail);
    }
    const float threshold = engine.thresholds().threshold(preset, TemplateKind::Mean);
    for (const float step : {-0.01F, 0.01F}) {
        const Result<Embedding> probe = atCosine(engine.modelId(), threshold + step);
        const auto score =
            probe ? engine.match(*probe, {&*made, 1}, preset) : Result<MatchScore>(propagate(probe.error()));
        if (!score || score->isAccepted != (step > 0.0F)) {
            return refuse("the comparison does not keep its threshold");
        }
    }
    return {};
}

} // namespace

Result<SelfTestFigures> measureSelfTest(FaceEngine& engine) {
    const Frame one = madeUp(0.0F);
    const Frame other = madeUp(2.0F);
    const Face face = madeUpFace();
    const Result<Embedding> first = engine.embed(one, face);
    const Result<Embedding> second = engine.embed(other, face);
    if (!first || !second) {
        return propagate(first ? second.error() : first.error());
    }
    const Result<std::optional<float>> passive = engine.passiveScore(one, face);
    if (!passive) {
        return propagate(passive.error());
    }
    return SelfTestFigures{first->similarity(*second), *passive};
}

Result<SelfTestReach> selfTest(FaceEngine& engine, const ModelPack& pack) {
    const ThresholdTable& shipped = pack.thresholds();
    const ThresholdTable& used = engine.thresholds();
    const bool isSameTable = shipped.single1e4 == used.single1e4 && shipped.single1e5 == used.single1e5 &&
                             shipped.mean1e4 == used.mean1e4 && shipped.mean1e5 == used.mean1e5;
    if (!isSameTable || engine.modelId() != pack.modelId()) {
        return refuse("the thresholds in force are not those of the pack");
    }
    for (const auto& [level, expected] : {std::pair{domain::MatchLevel::Fmr1e4, shipped.mean1e4},
                                          std::pair{domain::MatchLevel::Fmr1e5, shipped.mean1e5},
                                          std::pair{domain::MatchLevel::Fmr1e6, shipped.mean1e5}}) {
        for (const Status& kept :
             {checkPolicy(engine, level, expected), checkDecision(engine, presetOf(level))}) {
            if (!kept) {
                return propagate(kept.error());
            }
        }
    }
    if (const Status sees = checkSight(engine); !sees) {
        return propagate(sees.error());
    }
    const Result<SelfTestFigures> found = measureSelfTest(engine);
    if (!found) {
        return refuse(found.error().detail);
    }
    const std::optional<SelfTestFigures>& expected = pack.selfTest();
    if (!expected) {
        return SelfTestReach::WithoutFigures;
    }
    if (!isNear(found->similarity, expected->similarity)) {
        return refuse("the embedding network gives " + std::to_string(found->similarity));
    }
    if (expected->passive && !(found->passive && isNear(*found->passive, *expected->passive))) {
        return refuse("the liveness network gives another score");
    }
    return SelfTestReach::Whole;
}

} // namespace kaomon::vision
