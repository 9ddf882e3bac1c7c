// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_session.h"

#include "base/log.h"
#include "capture/camera_kind.h"
#include "capture/format_choice.h"
#include "capture/frame_converter.h"

#include <QCameraDevice>

#include <algorithm>
#include <map>
#include <utility>

namespace kaomon::capture {
namespace {

CameraInfo infoOf(const QCameraDevice& device) {
    return {device.id().toStdString(), device.description().toStdString()};
}

QCameraFormat formatFor(const QCameraDevice& device, Compression compression) {
    const QList<QCameraFormat> formats = device.videoFormats();
    std::vector<FormatFacts> facts;
    for (const QCameraFormat& format : formats) {
        facts.push_back({format.resolution().width(), format.resolution().height(), format.maxFrameRate(),
                         format.pixelFormat() == QVideoFrameFormat::Format_Jpeg});
    }
    const auto best = bestFormat(facts, compression);
    return best ? formats[static_cast<qsizetype>(*best)] : QCameraFormat();
}

std::size_t preferenceOf(const CameraInfo& camera, const std::vector<std::string>& preferred) {
    const auto found = std::find_if(preferred.begin(), preferred.end(), [&](const std::string& name) {
        return name == camera.id || name == camera.description;
    });
    return static_cast<std::size_t>(found - preferred.begin());
}

} // namespace

std::vector<CameraInfo> presentCameras(const SessionOptions& options) {
    std::vector<CameraInfo> cameras;
    std::map<std::string, std::size_t> ranks; // by id: those of the names before those of the kinds
    const auto& order = options.wishes.order;
    for (const QCameraDevice& device : QMediaDevices::videoInputs()) {
        const CameraInfo camera = infoOf(device);
        const std::size_t named = preferenceOf(camera, options.preferred);
        const auto kind = order.empty() ? order.end() : std::find(order.begin(), order.end(), kindOf(camera));
        ranks[camera.id] =
            named < options.preferred.size() ? named : named + static_cast<std::size_t>(kind - order.begin());
        cameras.push_back(camera);
    }
    std::stable_sort(cameras.begin(), cameras.end(),
                     [&](const CameraInfo& a, const CameraInfo& b) { return ranks[a.id] < ranks[b.id]; });
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
            const std::vector<CameraInfo> cameras = presentCameras(m_options);
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
    if (const QCameraFormat format = formatFor(*device, m_options.wishes.compression); !format.isNull()) {
        m_camera->setCameraFormat(format);
        m_active.framesPerSecond = format.maxFrameRate();
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
    expose();
}

// After the start: before it nobody knows what the camera can do.
void CameraSession::expose() {
    if (m_options.wishes.exposure == 0) {
        return;
    }
    if (!m_camera->supportedFeatures().testFlag(QCamera::Feature::ManualExposureTime)) {
        log::warning("camera.exposure", {{"detail", "this camera lets nobody set the time of a picture"}});
        return;
    }
    m_camera->setExposureMode(QCamera::ExposureManual);
    m_camera->setManualExposureTime(static_cast<float>(m_options.wishes.exposure) / 10000.0F);
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
        end(ErrorCode::CameraFailed, "the camera stopped sending pictures"); // it is still there
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
