// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <QObject>

#include "agent/camera_desk.h"
#include "agent/face_camera.h"
#include "agent/os_password_desk.h"
#include "base/clock.h"
#include "base/result.h"
#include "localipc/unix_socket.h"

namespace kaomon::agent {

struct AgentOptions {
    std::string stateFolder = "/var/lib/kaomon";
    std::string socketPath = localipc::kAgentEndpoint;
    std::string modelsFolder;
    std::string logFolder;          // with agent.jsonl and crashes.jsonl; empty: stateFolder + "/log"
    std::function<void()> eraseLog; // of a PC that was thrown out; may be empty
    std::string superuserFile = "/etc/kaomon/superusers";
    FrameSourceFactory makeCamera;
    CameraLister listCameras;                           // for the people to choose from; may be empty
    std::string passwordHelper = kPasswordHelperSocket; // where kaomon-passwd is started
    std::chrono::milliseconds warmTime{5000};           // the camera stays on after an attempt
    std::chrono::milliseconds syncInterval{300000};     // what the push channel does not tell of
};

// The whole agent: opens the stores, listens, recognises, syncs. Owned by main() or by a test; one thread
// with an event loop, which must run from create() on. Destroying it turns the camera off and closes every
// connection.
class AgentApplication final : public QObject {
    Q_OBJECT
public:
    // `clock` outlives the agent. Errors of AgentState::open() and LocalServer::listen().
    [[nodiscard]] static Result<std::unique_ptr<AgentApplication>> create(AgentOptions options,
                                                                          const Clock& clock);
    ~AgentApplication() override;

    // This process ends as it should, or the one before it did not: leaves SERVICE_STOP.
    void noteStop();
    void noteBrokenOff();
    // Starts a round with the server now.
    void syncNow();
    // The system says that this person's session is locked or has ended: what was opened for it closes.
    void closeSessionOf(uint uid);

signals:
    void synced();

private:
    struct Parts;
    explicit AgentApplication(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace kaomon::agent
