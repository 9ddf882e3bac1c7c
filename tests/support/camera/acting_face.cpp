// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/camera/acting_face.h"

#include <algorithm>

#include "vision/bench/made_up_moves.h"

namespace kaomon::testing {
namespace {

using namespace vision::bench;

constexpr float kHalf = 13.0F; // degrees
constexpr float kFar = 26.0F;
constexpr float kHalfNod = 9.0F;
constexpr float kFarNod = 19.0F;

} // namespace

ActingFace::ActingFace(const vision::Frame& photograph, const vision::FacePoints& points, Manner manner)
    : m_manner(manner) {
    const vision::Frame canvas = PictureComposer::canvasOf(photograph);
    const auto add = [this](Pose pose, const vision::Frame& picture) {
        m_poses.emplace(pose, PictureComposer::ofCanvas(picture));
    };
    add(Pose::Front, canvas);
    add(Pose::HalfClosed, withLids(canvas, points, 0.5F));
    add(Pose::Closed, withLids(canvas, points, 1.0F));
    // His left is the right of the picture.
    add(Pose::Left, withHeadTurned(canvas, points, kHalf, 0.0F));
    add(Pose::FarLeft, withHeadTurned(canvas, points, kFar, 0.0F));
    add(Pose::Right, withHeadTurned(canvas, points, -kHalf, 0.0F));
    add(Pose::FarRight, withHeadTurned(canvas, points, -kFar, 0.0F));
    add(Pose::Down, withHeadTurned(canvas, points, 0.0F, kHalfNod));
    add(Pose::FarDown, withHeadTurned(canvas, points, 0.0F, kFarNod));
}

ActingFace::Move ActingFace::moveFor(std::string_view request, Manner manner) {
    // Each pose stands for more than one step: now and then a step comes too late for a picture to show it.
    const auto thereAndBack = [](Pose half, Pose far) {
        return Move{half, half, far, far, far, half, half, Pose::Front, Pose::Front};
    };
    const Move left = thereAndBack(Pose::Left, Pose::FarLeft);
    const Move right = thereAndBack(Pose::Right, Pose::FarRight);
    const bool isContrary = manner == Manner::Contrary;
    Move move;
    if (request == "please_blink") {
        move = {Pose::HalfClosed, Pose::Closed, Pose::Closed, Pose::Closed,
                Pose::HalfClosed, Pose::Front,  Pose::Front,  Pose::Front};
    } else if (request == "please_turn_left") {
        move = isContrary ? right : left;
    } else if (request == "please_turn_right") {
        move = isContrary ? left : right;
    } else if (request == "please_nod") {
        move = isContrary ? left : thereAndBack(Pose::Down, Pose::FarDown);
    }
    std::ranges::reverse(move);
    return move;
}

void ActingFace::step(std::string_view request) {
    const std::lock_guard lock(m_mutex);
    ++m_steps;
    if (m_left.empty()) {
        m_left = moveFor(request, m_manner);
    }
    m_pose = m_left.empty() ? Pose::Front : m_left.back();
    if (!m_left.empty()) {
        m_left.pop_back();
    }
}

bool ActingFace::isStill() const {
    const std::lock_guard lock(m_mutex);
    return m_left.empty();
}

vision::Frame ActingFace::next() const {
    const std::lock_guard lock(m_mutex);
    return m_poses.at(m_pose).compose(m_steps * kStep);
}

} // namespace kaomon::testing
