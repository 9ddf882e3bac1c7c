// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/presence_watcher.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "vision/face_tracker_impl.h"
#include "vision/mat_impl.h"
#include "vision/quality_meter_impl.h"

namespace kaomon::vision {
namespace {

using Seen = domain::PresenceLook::Face;

// Faces of a crowd that are compared before the person counts as not among them; each costs a full look.
constexpr std::size_t kMostCompared = 3;
// The guard remembers every picture; an hour at one check a second.
constexpr int kGuardedFrames = 3600;

// Somebody at work sits anywhere before the camera and looks anywhere; that is no reason to look away.
QualityLimits limitsAtWork() {
    QualityLimits limits = QualityLimits::forLogon();
    limits.minFaceShare = 0.0F;
    limits.maxOffCentre = 2.0F;
    limits.minMouth = 0.0F;
    limits.secondFaceShare = 1e6F; // others are reported, not refused
    return limits;
}

bool looksAtScreen(const Face& face) {
    const HeadPose pose = estimatePose(face.points);
    return std::abs(pose.yaw) <= PresenceWatcher::kGaze && std::abs(pose.pitch) <= PresenceWatcher::kGaze;
}

// The nearest of the other faces that looks at the screen; the person's own is the first.
void noteOnlooker(const std::vector<Face>& faces, domain::PresenceLook& look) {
    for (std::size_t i = 1; i < faces.size(); ++i) {
        if (looksAtScreen(faces[i])) {
            look.isSecondFaceLooking = true;
            look.secondFacePixels =
                std::max(look.secondFacePixels, static_cast<int>(std::lround(faces[i].box.width)));
        }
    }
}

} // namespace

Result<std::unique_ptr<PresenceWatcher>>
PresenceWatcher::create(FaceEngine& engine, std::vector<Template> templates, Options options) {
    if (templates.empty()) {
        return fail(ErrorCode::NotEnrolled, "nobody to look for");
    }
    if (std::ranges::none_of(templates,
                             [&](const Template& one) { return one.modelId() == engine.modelId(); })) {
        return fail(ErrorCode::ModelMismatch, "every template is of another model");
    }
    return std::unique_ptr<PresenceWatcher>(new PresenceWatcher(engine, std::move(templates), options));
}

PresenceWatcher::PresenceWatcher(FaceEngine& engine, std::vector<Template> templates, Options options)
    : m_engine(engine)
    , m_templates(std::move(templates))
    , m_options(options) {}

PresenceWatcher::~PresenceWatcher() = default;

void PresenceWatcher::forget() {
    m_tracker.reset();
    m_place.reset();
    m_scoreNext = kPassiveChecks;
}

Result<PresenceWatcher::Sight> PresenceWatcher::look(const Frame& frame, Check check) {
    if (!frame.isValid()) {
        return fail(ErrorCode::ValidationFailed, "invalid frame");
    }
    if (frame.width != m_width || frame.height != m_height) { // the camera changed its resolution
        forget();
        m_width = frame.width;
        m_height = frame.height;
    }
    if (m_options.checksLiveness && isSuspect(frame)) {
        forget();
        return Sight{{Seen::None, false, 0}, false, ErrorCode::StreamSuspect};
    }
    return guarded(ErrorCode::Internal, [&]() -> Result<Sight> {
        if (check == Check::Quick && m_tracker) {
            if (m_tracker->follow(viewOf(frame))) {
                return Sight{{Seen::Tracked, false, 0}, false, std::nullopt};
            }
            m_tracker.reset();
        }
        return checkFully(frame);
    });
}

Result<PresenceWatcher::Sight> PresenceWatcher::checkFully(const Frame& frame) {
    AnalyseOptions options;
    options.limits = limitsAtWork();
    options.wantsPassive = wantsPassive();
    options.nearest = m_place;
    Result<FrameAnalysis> analysis = m_engine.analyse(frame, options);
    if (!analysis) {
        return propagate(analysis.error());
    }
    Sight sight;
    sight.wasFull = true;
    if (analysis->faces.empty()) {
        forget();
        sight.reason = analysis->verdict;
        return sight;
    }
    const std::vector<Face> others(analysis->faces.begin() + 1, analysis->faces.end());
    Result<Judged> judged = judge(frame, *analysis);
    for (std::size_t i = 0;
         judged && judged->face != Seen::Match && i + 1 < kMostCompared && i < others.size(); ++i) {
        options.nearest = others[i].box.centre();
        Result<FrameAnalysis> other = m_engine.analyse(frame, options);
        if (!other) {
            return propagate(other.error());
        }
        Result<Judged> next = other->faces.empty() ? judged : judge(frame, *other);
        if (!next || next->face == Seen::Match) {
            judged = std::move(next);
            analysis = std::move(other);
        }
    }
    if (!judged) {
        return propagate(judged.error());
    }
    if (judged->face != Seen::Match) {
        forget();
    } else {
        m_place = judged->box.centre();
        m_tracker = std::make_unique<FaceTracker>();
        m_tracker->start(viewOf(frame), judged->box);
        noteOnlooker(analysis->faces, sight.look);
        if (m_options.checksLiveness && looksFlat(judged->passive)) {
            judged->face = Seen::None;
            judged->reason = ErrorCode::SpoofSuspected;
            forget();
        }
    }
    sight.look.face = judged->face;
    sight.reason = judged->reason;
    return sight;
}

// A face that matches is the person however bad the picture; only a good picture shows a stranger.
Result<PresenceWatcher::Judged> PresenceWatcher::judge(const Frame& frame,
                                                       const FrameAnalysis& analysis) const {
    const Face& main = analysis.faces.front();
    const Result<Embedding> embedding = m_engine.embed(frame, main);
    if (!embedding) { // a face at the rim that cannot be aligned
        return Judged{Seen::Unclear, analysis.verdict.value_or(ErrorCode::FaceTooSmall), std::nullopt,
                      main.box};
    }
    const Result<MatchScore> matched = m_engine.match(*embedding, m_templates, m_options.preset);
    if (!matched) {
        return propagate(matched.error());
    }
    if (matched->isAccepted) {
        return Judged{Seen::Match, std::nullopt, analysis.livenessScore, main.box};
    }
    const bool isOther = analysis.isUsable() && matched->score < kStrangerShare * matched->threshold;
    return Judged{isOther ? Seen::Stranger : Seen::Unclear, analysis.verdict.value_or(ErrorCode::FaceNoMatch),
                  std::nullopt, main.box};
}

// A session lasts for hours, and cameras hang for a moment: one that only stood still is believed again with
// its next picture. One that played something again is not.
bool PresenceWatcher::isSuspect(const Frame& frame) {
    const std::uint64_t print = fingerprint(frame);
    if (++m_guarded > kGuardedFrames || (m_stoodStill && *m_stoodStill != print)) {
        m_guard = {};
        m_guarded = 0;
        m_stoodStill.reset();
    }
    const auto at =
        std::chrono::duration_cast<std::chrono::milliseconds>(frame.capturedAt.time_since_epoch());
    const bool isSame = std::exchange(m_lastPrint, print) == print;
    const bool isSuspect = m_guard.add({at, print});
    if (isSuspect && !m_wasSuspect && isSame) {
        m_stoodStill = print;
    }
    m_wasSuspect = isSuspect;
    return isSuspect;
}

// A score that may not decide would only cost time. Whoever sits down, or comes back, is scored at once; who
// then stays and was followed only now and then.
bool PresenceWatcher::wantsPassive() {
    const auto& numbers = m_engine.liveness().passive;
    if (!m_options.checksLiveness || !numbers || !numbers->isAccepted) {
        return false;
    }
    const bool isDue = m_scoreNext > 0 || ++m_sinceScore >= kPassiveEvery;
    if (isDue) {
        m_scoreNext = std::max(m_scoreNext - 1, 0);
        m_sinceScore = 0;
    }
    return isDue;
}

// Only a score that may decide, and only over several checks: one frame of a living face may look flat.
bool PresenceWatcher::looksFlat(std::optional<float> passive) {
    const auto& numbers = m_engine.liveness().passive;
    if (!numbers || !numbers->isAccepted) {
        return false;
    }
    const bool isStrict = m_options.strictness == domain::Strictness::High;
    const float least = isStrict ? numbers->high : numbers->standard;
    if (passive) {
        m_passive.push_back(*passive);
        if (*passive < least) {
            m_scoreNext = kPassiveChecks; // look closer before anybody gets used to it
        }
    }
    if (m_passive.size() > kPassiveChecks) {
        m_passive.erase(m_passive.begin());
    }
    const float mean =
        std::accumulate(m_passive.begin(), m_passive.end(), 0.0F) / static_cast<float>(kPassiveChecks);
    return m_passive.size() == kPassiveChecks && mean < least;
}

} // namespace kaomon::vision
