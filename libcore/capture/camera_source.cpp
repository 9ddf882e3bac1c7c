// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_source.h"

#include "base/log.h"
#include "capture/camera_kind.h"
#include "capture/helper_protocol.h"

#include <QCoreApplication>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <utility>

namespace kaomon::capture {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// The helper keeps its own deadlines and says why it gave up; this much later it is taken for hung.
constexpr auto kHelperGrace = 1500ms;
constexpr auto kPollInterval = 30ms;

QString helperProgram(const CameraOptions& options) {
    if (!options.helperPath.empty()) {
        return QString::fromStdString(options.helperPath);
    }
    return QCoreApplication::applicationDirPath() + QStringLiteral("/kaomon-camera");
}

QString textOf(std::string_view name) {
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

void launch(QProcess& process, const CameraOptions& options, const QStringList& extra) {
    QStringList arguments = extra;
    arguments << QStringLiteral("--start-deadline-ms") << QString::number(options.startDeadline.count())
              << QStringLiteral("--stall-deadline-ms") << QString::number(options.stallDeadline.count());
    for (const CameraKind kind : options.wishes.order) {
        arguments << QStringLiteral("--kind") << textOf(toWire(kind));
    }
    arguments << QStringLiteral("--exposure") << QString::number(options.wishes.exposure)
              << QStringLiteral("--mjpeg") << textOf(toWire(options.wishes.compression));
    for (const std::string& camera : options.preferred) {
        arguments << QStringLiteral("--prefer") << QString::fromStdString(camera);
    }
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setReadChannel(QProcess::StandardOutput);
    process.start(helperProgram(options), arguments);
}

void end(QProcess& process) {
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(2000);
    }
}

// One run of the helper seen from the agent: reads its messages and knows which deadline applies.
class HelperRun {
public:
    HelperRun(const CameraOptions& options, LatestFrame& frames)
        : m_options(options)
        , m_frames(frames) {}

    // Error when the run is over.
    Status pump(QProcess& process) {
        const bool isReady = process.waitForReadyRead(static_cast<int>(kPollInterval.count()));
        const QByteArray bytes = process.readAllStandardOutput();
        m_reader.append({reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                         static_cast<std::size_t>(bytes.size())});
        if (Status status = takeMessages(); !status) {
            return status;
        }
        if (!isReady && process.state() == QProcess::NotRunning) {
            return fail(m_hasFrames ? ErrorCode::CameraLost : ErrorCode::CameraFailed, "camera helper ended");
        }
        if (SteadyClock::now() > m_deadline) {
            return fail(ErrorCode::CameraFailed, "camera helper hangs");
        }
        return {};
    }

    const std::optional<std::vector<CameraInfo>>& cameras() const { return m_cameras; }
    // The time that the program itself needs to start says nothing of the camera.
    bool isSilent() const {
        return m_opened && !m_hasFrames && SteadyClock::now() - *m_opened > m_options.retryAfter;
    }

private:
    Status takeMessages() {
        for (;;) {
            auto message = m_reader.next();
            if (!message) {
                return fail(m_hasFrames ? ErrorCode::CameraLost : ErrorCode::CameraFailed,
                            message.error().detail);
            }
            if (!*message) {
                return {};
            }
            if (Status status = std::visit([this](auto& value) { return take(value); }, **message); !status) {
                return status;
            }
        }
    }
    Status take(CameraList& list) {
        m_cameras = std::move(list.cameras);
        return {};
    }
    Status take(CameraOpened& opened) {
        m_camera = std::move(opened.camera);
        m_opened = SteadyClock::now();
        return {};
    }
    Status take(vision::Frame& frame) {
        m_hasFrames = true;
        m_deadline = SteadyClock::now() + m_options.stallDeadline + kHelperGrace;
        m_frames.put(std::move(frame), m_camera);
        return {};
    }
    Status take(HelperFailure& failure) { return fail(failure.code, std::move(failure.detail)); }

    const CameraOptions& m_options;
    LatestFrame& m_frames;
    HelperMessageReader m_reader;
    CameraInfo m_camera;
    std::optional<std::vector<CameraInfo>> m_cameras;
    std::optional<SteadyClock::time_point> m_opened;
    bool m_hasFrames = false;
    SteadyClock::time_point m_deadline = SteadyClock::now() + m_options.startDeadline + kHelperGrace;
};

} // namespace

Result<std::vector<CameraInfo>> listCameras(const CameraOptions& options) {
    QProcess process;
    launch(process, options, {QStringLiteral("--list")});
    LatestFrame unused;
    HelperRun run(options, unused);
    Status status;
    while (status && !run.cameras()) {
        status = run.pump(process);
    }
    end(process);
    if (run.cameras()) {
        return *run.cameras();
    }
    return propagate(status.error());
}

CameraSource::CameraSource(CameraOptions options)
    : m_options(std::move(options))
    , m_current(m_options)
    , m_wishes(m_options.wishes) {}

CameraSource::~CameraSource() {
    stop();
}

Status CameraSource::start() {
    const std::lock_guard lock(m_startStop);
    if (m_isRunning) {
        return {};
    }
    if (m_reader.joinable()) {
        m_reader.join();
    }
    m_current.preferred = m_preferred;
    m_current.preferred.insert(m_current.preferred.end(), m_options.preferred.begin(),
                               m_options.preferred.end());
    m_current.wishes = m_wishes;
    m_frames.reset();
    m_isStopping = false;
    m_isRunning = true;
    m_reader = std::thread(&CameraSource::run, this);
    return {};
}

void CameraSource::stop() {
    const std::lock_guard lock(m_startStop);
    m_isStopping = true;
    if (m_reader.joinable()) {
        m_reader.join();
    }
    m_frames.fail(Error(ErrorCode::Cancelled, "camera stopped"));
}

void CameraSource::prefer(const std::vector<std::string>& cameras) {
    const std::lock_guard lock(m_startStop);
    m_preferred = cameras;
}

void CameraSource::wish(const CameraWishes& wishes) {
    const std::lock_guard lock(m_startStop);
    m_wishes = wishes;
}

// PipeWire gives no picture to a reader that comes while the one before it is being ended, however long it
// waits; a second one gets them.
void CameraSource::run() {
    Status status;
    bool isSecond = false;
    for (bool goesOn = true; goesOn;) {
        QProcess process;
        launch(process, m_current, {});
        HelperRun helper(m_current, m_frames);
        goesOn = false;
        while (status && !goesOn && !m_isStopping) {
            status = helper.pump(process);
            goesOn = status && !isSecond && helper.isSilent();
        }
        end(process);
        if (goesOn) {
            isSecond = true;
            log::warning("capture.restarted", {{"detail", "no picture since the camera was opened"}});
        }
    }
    if (!status) {
        log::warning("capture.ended",
                     {{"code", wireName(status.error().code)}, {"detail", status.error().detail}});
        m_frames.fail(status.error());
    }
    m_isRunning = false;
}

} // namespace kaomon::capture
