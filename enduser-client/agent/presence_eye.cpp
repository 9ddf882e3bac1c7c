// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/presence_eye.h"

#include <algorithm>

#include "agent/attempt_runner.h"
#include "vision/matcher.h"

namespace kaomon::agent {

namespace {

using Face = domain::PresenceLook::Face;

// Part of the union of two boxes that both cover.
constexpr float kSamePlace = 0.4F;

float overlap(const vision::Box& a, const vision::Box& b) {
    const float width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
    const float height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0) {
        return 0;
    }
    const float common = width * height;
    return common / (a.area() + b.area() - common);
}

} // namespace

MatchingEye::MatchingEye(std::vector<vision::Template> templates, vision::ThresholdTable thresholds,
                         domain::MatchLevel level)
    : m_templates(std::move(templates))
    , m_thresholds(std::move(thresholds))
    , m_level(level) {}

bool MatchingEye::isWherePersonWas(const Look& look) const {
    return m_last && look.takenAt - m_last->at <= kFollowTime &&
           overlap(look.analysis.mainFace()->box, m_last->box) >= kSamePlace;
}

Face MatchingEye::judgeFace(const Look& look) {
    const vision::Face* face = look.analysis.mainFace();
    if (face == nullptr) {
        return Face::None;
    }
    if (look.embedding) {
        const auto matched =
            vision::match(*look.embedding, m_templates, m_thresholds, vision::presetOf(m_level));
        if (matched && matched->isAccepted) {
            m_last = Seen{face->box, look.takenAt};
            return Face::Match;
        }
        const std::string band = matched ? scoreBandOf(matched->score, matched->threshold) : std::string();
        if (band == "far_below") {
            m_last.reset(); // somebody else took the place
            return Face::Stranger;
        }
        return Face::Unclear;
    }
    if (!isWherePersonWas(look)) {
        return Face::Unclear;
    }
    m_last = Seen{face->box, look.takenAt};
    return Face::Tracked;
}

domain::PresenceLook MatchingEye::judge(const Look& look) {
    domain::PresenceLook seen;
    seen.face = judgeFace(look);
    return seen;
}

} // namespace kaomon::agent
