// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCamera>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QObject>
#include <QTimer>
#include <QVideoSink>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "capture/camera_info.h"
#include "capture/camera_probe.h"
#include "capture/camera_wishes.h"
#include "vision/frame.h"

namespace kaomon::capture {

struct SessionOptions {
    std::vector<std::string> preferred; // ids or descriptions, best first
    CameraWishes wishes;
    std::chrono::milliseconds startDeadline{3000};
    std::chrono::milliseconds stallDeadline{2000};
};

// The cameras of Qt Multimedia: the preferred ones first, then by their kinds as wished. Needs a
// QCoreApplication; call on its thread.
[[nodiscard]] std::vector<CameraInfo> presentCameras(const SessionOptions& options);

// One use of one camera inside the helper process: picks it, sets it to about 640x480, and emits pictures
// until it goes. Lives on the application's thread. Emits failed() exactly once and nothing after it.
class CameraSession final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CameraSession)
public:
    explicit CameraSession(SessionOptions options, CameraProbe probe = CameraProbe(),
                           QObject* parent = nullptr);
    ~CameraSession() override;

    // The answer comes by signal, even when there is no camera at all.
    void start();

signals:
    void opened(const kaomon::capture::CameraInfo& camera);
    void frameReady(const kaomon::vision::Frame& frame);
    // CameraMissing, CameraBusy, CameraDenied, CameraLost or CameraFailed.
    void failed(kaomon::ErrorCode code, const std::string& detail);

private:
    void open(const CameraInfo& camera);
    void expose();
    void takeFrame(const QVideoFrame& picture);
    void checkPresence();
    void onDeadline();
    void end(ErrorCode code, const std::string& detail);
    [[nodiscard]] ErrorCode reasonWithoutFrame(ErrorCode otherwise) const;

    const SessionOptions m_options;
    const CameraProbe m_probe;
    QMediaDevices m_devices;
    QVideoSink m_sink;
    QMediaCaptureSession m_session;
    std::unique_ptr<QCamera> m_camera;
    CameraInfo m_active;
    QTimer m_deadline;
    std::uint64_t m_sequence = 0;
    bool m_hasEnded = false;
};

} // namespace kaomon::capture
