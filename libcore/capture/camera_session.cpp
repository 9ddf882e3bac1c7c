// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_session.h"

#include "capture/frame_converter.h"

#include <QCameraDevice>

#include <algorithm>
#include <utility>

namespace kaomon::capture {
namespace {

constexpr int kWantedWidth = 640;
constexpr int kWantedHeight = 480;
constexpr float kLeastRate = 15.0F;

CameraInfo infoOf(const QCameraDevice& device) {
    return {device.id().toStdString(), device.description().toStdString()};
}

// The smallest picture that has the wanted size, at a rate good enough for a face; of equals the faster one.
QCameraFormat bestFormat(const QCameraDevice& device) {
    QCameraFormat best;
    const auto rank = [](const QCameraFormat& format) {
        const QSize size = format.resolution();
        const bool isLarge = size.width() >= kWantedWidth && size.height() >= kWantedHeight;
        const bool isFast = format.maxFrameRate() >= kLeastRate;
        const int area = size.width() * size.height();
        return std::tuple(isFast, isLarge, isLarge ? -area : area, format.maxFrameRate());
    };
    for (const QCameraFormat& format : device.videoFormats()) {
        if (best.isNull() || rank(format) > rank(best)) {
            best = format;
        }
    }
    return best;
}

std::size_t preferenceOf(const CameraInfo& camera, const std::vector<std::string>& preferred) {
    const auto found = std::find_if(preferred.begin(), preferred.end(), [&](const std::string& name) {
        return name == camera.id || name == camera.description;
    });
    return static_cast<std::size_t>(found - preferred.begin());
}

} // namespace

std::vector<CameraInfo> presentCameras(const std::vector<std::string>& preferred) {
    std::vector<CameraInfo> cameras;
    for (const QCameraDevice& device : QMediaDevices::videoInputs()) {
        cameras.push_back(infoOf(device));
    }
    std::stable_sort(cameras.begin(), cameras.end(), [&](const CameraInfo& a, const CameraInfo& b) {
        return preferenceOf(a, preferred) < preferenceOf(b, preferred);
    });
    return cameras;
}

CameraSession::CameraSession(SessionOptions options, CameraProbe probe, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_probe(std::move(probe)) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &CameraSession::onDeadline);
    connect(&m_devices, &QMediaDevices::videoInputsChanged, this, &CameraSession::checkPresence);
    connect(&m_sink, &QVideoSink::videoFrameChanged, this, &CameraSession::takeFrame);
}

CameraSession::~CameraSession() {
    m_hasEnded = true;
}

void CameraSession::start() {
    m_deadline.start(m_options.startDeadline);
    QMetaObject::invokeMethod(
        this,
        [this] {
            const std::vector<CameraInfo> cameras = presentCameras(m_options.preferred);
            if (cameras.empty()) {
                end(reasonWithoutFrame(ErrorCode::CameraMissing), "no camera is present");
                return;
            }
            open(cameras.front());
        },
        Qt::QueuedConnection);
}

void CameraSession::open(const CameraInfo& camera) {
    const QList<QCameraDevice> inputs = QMediaDevices::videoInputs();
    const auto device = std::find_if(inputs.begin(), inputs.end(),
                                     [&](const QCameraDevice& d) { return infoOf(d) == camera; });
    if (device == inputs.end()) {
        end(ErrorCode::CameraMissing, "the camera went before it was opened");
        return;
    }
    m_active = camera;
    m_camera = std::make_unique<QCamera>(*device);
    if (const QCameraFormat format = bestFormat(*device); !format.isNull()) {
        m_camera->setCameraFormat(format);
    }
    connect(m_camera.get(), &QCamera::errorOccurred, this, [this](QCamera::Error error, const QString& text) {
        if (error != QCamera::NoError) {
            end(m_sequence > 0 ? ErrorCode::CameraLost : reasonWithoutFrame(ErrorCode::CameraFailed),
                "media layer: " + text.toStdString());
        }
    });
    m_session.setCamera(m_camera.get());
    m_session.setVideoSink(&m_sink);
    emit opened(m_active);
    m_camera->start();
}

void CameraSession::takeFrame(const QVideoFrame& picture) {
    if (m_hasEnded || !picture.isValid()) {
        return;
    }
    Result<vision::Frame> frame = convertFrame(picture);
    if (!frame && frame.error().code == ErrorCode::Unavailable) {
        return;
    }
    if (!frame) {
        end(frame.error().code, frame.error().detail);
        return;
    }
    frame->capturedAt = std::chrono::steady_clock::now();
    frame->sequence = ++m_sequence;
    m_deadline.start(m_options.stallDeadline);
    emit frameReady(*frame);
}

void CameraSession::checkPresence() {
    if (m_hasEnded || !m_camera) {
        return;
    }
    const QList<QCameraDevice> inputs = QMediaDevices::videoInputs();
    if (std::none_of(inputs.begin(), inputs.end(),
                     [&](const QCameraDevice& d) { return infoOf(d) == m_active; })) {
        end(ErrorCode::CameraLost, "the camera was unplugged");
    }
}

void CameraSession::onDeadline() {
    if (m_sequence > 0) {
        end(ErrorCode::CameraLost, "the camera stopped sending pictures");
    } else {
        end(reasonWithoutFrame(ErrorCode::CameraFailed), "no picture within the start deadline");
    }
}

ErrorCode CameraSession::reasonWithoutFrame(ErrorCode otherwise) const {
    switch (m_probe.state()) {
    case CameraState::Denied:
        return ErrorCode::CameraDenied;
    case CameraState::Busy:
        return ErrorCode::CameraBusy;
    case CameraState::Absent:
    case CameraState::Free:
        break;
    }
    return otherwise;
}

void CameraSession::end(ErrorCode code, const std::string& detail) {
    if (m_hasEnded) {
        return;
    }
    m_hasEnded = true;
    m_deadline.stop();
    emit failed(code, detail);
}

} // namespace kaomon::capture
