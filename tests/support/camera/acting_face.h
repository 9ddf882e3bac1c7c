// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string_view>
#include <vector>

#include "support/camera/picture_composer.h"
#include "vision/face.h"

namespace kaomon::testing {

// A person before the camera who does what he is asked: photographs never blink or turn their head, so the
// moves are made up on one (vision/bench/made_up_moves.h). The film goes on by steps and not by the clock, so
// that a slow machine sees every part of a move. next() may be called from any thread beside the others.
class ActingFace {
public:
    enum class Manner { Obedient, Contrary }; // Contrary: turns away from where he is asked to look

    // `points` are those of the face on PictureComposer::canvasOf(photograph).
    ActingFace(const vision::Frame& photograph, const vision::FacePoints& points,
               Manner manner = Manner::Obedient);

    // One step of the film: what was begun goes on, and a request (domain::LivenessPrompt, wire name) begins
    // when nothing is under way.
    void step(std::string_view request);
    // Nothing is under way.
    [[nodiscard]] bool isStill() const;
    // The camera's picture of this step.
    [[nodiscard]] vision::Frame next() const;

    // What one step stands for.
    static constexpr std::chrono::milliseconds kStep{80};

private:
    enum class Pose { Front, HalfClosed, Closed, Left, FarLeft, Right, FarRight, Down, FarDown };
    using Move = std::vector<Pose>;
    [[nodiscard]] static Move moveFor(std::string_view request, Manner manner);

    const Manner m_manner;
    std::map<Pose, PictureComposer> m_poses;
    mutable std::mutex m_mutex;
    Move m_left; // of the move, the next pose last
    Pose m_pose = Pose::Front;
    int m_steps = 0;
};

} // namespace kaomon::testing
