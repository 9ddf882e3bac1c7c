// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QObject>

#include "agent/agent_state.h"
#include "agent/face_camera.h"
#include "agent/router.h"
#include "capture/camera_info.h"

namespace kaomon::agent {

// The cameras that this PC has now. May block for some tenths of a second; called on a pool thread.
using CameraLister = std::function<Result<std::vector<capture::CameraInfo>>()>;

// The settings camera_order, camera_exposure and camera_mjpeg. Pure.
[[nodiscard]] capture::CameraWishes wishesOf(const domain::Policy& policy);

// Which of its cameras this PC looks through: the people at it choose, all of them the same one, and the
// choice stays until another is made. A camera that is not there is stood in for by the next best. Answers
// cameras and chooseCamera. Main thread.
class CameraDesk final : public QObject {
    Q_OBJECT
public:
    CameraDesk(AgentState& state, FaceCamera& camera, CameraLister lister);
    void addTo(Router& router);

    // Id or description of the camera; empty: whichever comes first.
    [[nodiscard]] std::string chosen() const;

    static constexpr std::size_t kMost = 16;         // cameras in one answer
    static constexpr std::size_t kLongestName = 256; // bytes

private:
    void list(const Caller& caller);
    void answer(const Caller& caller, const Result<std::vector<capture::CameraInfo>>& cameras) const;
    void choose(const Caller& caller, const localipc::Message& message);
    void use(const std::string& name);

    AgentState& m_state;
    FaceCamera& m_camera;
    const CameraLister m_lister;
};

} // namespace kaomon::agent
