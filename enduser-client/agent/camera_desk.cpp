// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/camera_desk.h"

#include <algorithm>

#include "agent/worker.h"
#include "base/log.h"
#include "capture/camera_kind.h"

namespace kaomon::agent {

namespace {

using localipc::Message;

constexpr std::string_view kChoice = "camera.choice";

bool isPlain(const std::string& name) {
    return std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

} // namespace

capture::CameraWishes wishesOf(const domain::Policy& policy) {
    capture::CameraWishes wishes;
    for (const std::string& name : policy.cameraOrder) {
        if (const auto kind = capture::cameraKindFromWire(name)) {
            wishes.order.push_back(*kind);
        }
    }
    wishes.exposure = policy.cameraExposure;
    wishes.compression = policy.cameraCompression == domain::CompressedPictures::On ? capture::Compression::On
                         : policy.cameraCompression == domain::CompressedPictures::Off
                             ? capture::Compression::Off
                             : capture::Compression::Auto;
    return wishes;
}

CameraDesk::CameraDesk(AgentState& state, FaceCamera& camera, CameraLister lister)
    : m_state(state)
    , m_camera(camera)
    , m_lister(std::move(lister)) {
    use(chosen());
}

void CameraDesk::addTo(Router& router) {
    router.add("cameras", [this](const Caller& c, const Message&) { list(c); });
    router.add("chooseCamera", [this](const Caller& c, const Message& m) { choose(c, m); });
}

std::string CameraDesk::chosen() const {
    const auto stored = m_state.cache().state(kChoice);
    if (!stored) {
        return {};
    }
    const auto bytes = stored->reveal();
    return {bytes.begin(), bytes.end()};
}

void CameraDesk::list(const Caller& caller) {
    if (!m_lister) {
        caller.fail(Error(ErrorCode::CameraFailed, "this agent cannot list cameras"));
        return;
    }
    onWorker(this, m_lister, [this, caller](const Result<std::vector<capture::CameraInfo>>& cameras) {
        answer(caller, cameras);
    });
}

void CameraDesk::answer(const Caller& caller, const Result<std::vector<capture::CameraInfo>>& cameras) const {
    if (!cameras) {
        caller.fail(cameras.error());
        return;
    }
    const domain::Policy policy = m_state.policies().policy();
    Message message{"cameras", 0, {}};
    const std::size_t shown = std::min(cameras->size(), kMost);
    for (std::size_t i = 0; i < shown; ++i) {
        const capture::CameraInfo& camera = (*cameras)[i];
        const std::string key = "camera" + std::to_string(i);
        message.set(key + ".id", camera.id.substr(0, kLongestName));
        message.set(key + ".name", camera.description.substr(0, kLongestName));
        message.setFlag(key + ".refused", policy.refusesCamera(camera.description));
    }
    message.setInteger("shown", static_cast<std::int64_t>(shown));
    message.set("chosen", chosen());
    caller.reply(std::move(message));
}

void CameraDesk::choose(const Caller& caller, const Message& message) {
    const std::string name = message.text("camera");
    if (name.size() > kLongestName || !isPlain(name)) {
        caller.fail(Error(ErrorCode::ValidationFailed, "no name of a camera", "/camera"));
        return;
    }
    if (m_state.policies().policy().refusesCamera(name)) {
        caller.fail(Error(ErrorCode::StreamSuspect, "the policy refuses this camera"));
        return;
    }
    if (m_camera.isInUse()) {
        caller.fail(Error(ErrorCode::AgentBusy, "another attempt or an enrolment is under way"));
        return;
    }
    const Bytes bytes(name.begin(), name.end());
    if (const auto kept = m_state.cache().setState(kChoice, bytes); !kept) {
        caller.fail(kept.error());
        return;
    }
    use(name);
    log::info("agent.camera_chosen", {{"camera", name}});
    caller.reply("cameraChosen");
}

void CameraDesk::use(const std::string& name) {
    m_camera.prefer(name.empty() ? std::vector<std::string>() : std::vector<std::string>{name});
}

} // namespace kaomon::agent
