// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capture_helper.h"

#include "base/log.h"
#include "capture/camera_kind.h"
#include "capture/camera_session.h"
#include "capture/helper_process_impl.h"
#include "capture/helper_protocol.h"
#include "capture/latest_frame.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdlib>
#include <mutex>
#include <thread>

namespace kaomon::capture {
namespace {

// GStreamer and PipeWire of this Debian release may crash while they are taken down after a camera was pulled
// out. Nothing here needs them to be taken down: the kernel closes the devices. So the helper always leaves
// this way.
[[noreturn]] void leave(int code) {
    std::_Exit(code);
}

// Writes to standard output; a reader that is gone ends the helper.
class Output {
public:
    void write(const HelperMessage& message) {
        const std::vector<std::uint8_t> bytes = encodeMessage(message);
        const std::lock_guard lock(m_mutex);
        if (!writeToParent(bytes)) {
            leave(0);
        }
    }

private:
    std::mutex m_mutex;
};

// Sends the newest frame as fast as the reader takes them; never lets the media threads wait.
void sendFrames(LatestFrame& frames, Output& output) {
    std::uint64_t last = 0;
    for (;;) {
        const Result<CapturedFrame> next = frames.waitNewer(last, std::chrono::hours(1));
        if (next) {
            last = next->generation;
            output.write(next->frame);
        } else if (next.error().code != ErrorCode::Timeout) {
            return;
        }
    }
}

struct HelperArguments {
    SessionOptions session;
    bool isList = false;
};

std::optional<HelperArguments> parse(const QCoreApplication& application) {
    QCommandLineParser parser;
    const QCommandLineOption list(QStringLiteral("list"));
    const QCommandLineOption prefer(QStringLiteral("prefer"), {}, QStringLiteral("camera"));
    const QCommandLineOption start(QStringLiteral("start-deadline-ms"), {}, QStringLiteral("ms"),
                                   QStringLiteral("3000"));
    const QCommandLineOption stall(QStringLiteral("stall-deadline-ms"), {}, QStringLiteral("ms"),
                                   QStringLiteral("2000"));
    const QCommandLineOption kind(QStringLiteral("kind"), {}, QStringLiteral("kind"));
    const QCommandLineOption exposure(QStringLiteral("exposure"), {}, QStringLiteral("100us"),
                                      QStringLiteral("0"));
    const QCommandLineOption mjpeg(QStringLiteral("mjpeg"), {}, QStringLiteral("choice"),
                                   QStringLiteral("auto"));
    parser.addOptions({list, prefer, start, stall, kind, exposure, mjpeg});
    bool isStartNumber = false;
    bool isStallNumber = false;
    bool isExposureNumber = false;
    if (!parser.parse(application.arguments())) {
        return std::nullopt;
    }
    HelperArguments arguments;
    arguments.session.startDeadline = std::chrono::milliseconds(parser.value(start).toInt(&isStartNumber));
    arguments.session.stallDeadline = std::chrono::milliseconds(parser.value(stall).toInt(&isStallNumber));
    for (const QString& name : parser.values(prefer)) {
        arguments.session.preferred.push_back(name.toStdString());
    }
    CameraWishes& wishes = arguments.session.wishes;
    for (const QString& name : parser.values(kind)) {
        const auto known = cameraKindFromWire(name.toStdString());
        if (!known) {
            return std::nullopt;
        }
        wishes.order.push_back(*known);
    }
    wishes.exposure = parser.value(exposure).toInt(&isExposureNumber);
    const auto compression = compressionFromWire(parser.value(mjpeg).toStdString());
    wishes.compression = compression.value_or(Compression::Auto);
    arguments.isList = parser.isSet(list);
    const bool isUnderstood = isStartNumber && isStallNumber && isExposureNumber && compression;
    return isUnderstood ? std::optional(std::move(arguments)) : std::nullopt;
}

int runList(const SessionOptions& options, Output& output) {
    CameraList list{presentCameras(options)};
    if (list.cameras.empty() && CameraProbe().state() == CameraState::Denied) {
        output.write(HelperFailure{ErrorCode::CameraDenied, "cameras are present but may not be opened"});
        leave(1);
    }
    output.write(list);
    leave(0);
}

int runSession(QCoreApplication& application, SessionOptions options, Output& output) {
    LatestFrame frames;
    std::thread writer([&] { sendFrames(frames, output); });
    whenParentGoes(application, [] { leave(0); });
    CameraSession session(std::move(options));
    CameraInfo active;
    QObject::connect(&session, &CameraSession::opened, &application, [&](const CameraInfo& camera) {
        active = camera;
        output.write(CameraOpened{camera});
    });
    QObject::connect(&session, &CameraSession::frameReady, &application,
                     [&](const vision::Frame& frame) { frames.put(frame, active); });
    QObject::connect(&session, &CameraSession::failed, &application,
                     [&](ErrorCode code, const std::string& detail) {
                         output.write(HelperFailure{code, detail});
                         leave(1);
                     });
    session.start();
    application.exec();
    leave(0);
}

} // namespace

int runCaptureHelper(int argc, char** argv) {
    prepareMedia();
    QCoreApplication application(argc, argv);
    tuneMedia();
    std::optional<HelperArguments> arguments = parse(application);
    if (!arguments) {
        log::error("camera.arguments", {{"detail", "usage: kaomon-camera [--list] [--prefer CAMERA]..."}});
        return 2;
    }
    Output output;
    return arguments->isList ? runList(arguments->session, output)
                             : runSession(application, std::move(arguments->session), output);
}

} // namespace kaomon::capture
