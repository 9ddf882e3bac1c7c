// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_source.h"

#include <functional>

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace kaomon;
using namespace kaomon::capture;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 60s;

} // namespace

// The whole way of a picture: photograph, PipeWire, Qt Multimedia, helper process, mailbox.
class TestVirtualCamera : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        m_script =
            qEnvironmentVariable("KAOMON_SOURCE_DIR") + QStringLiteral("/packaging/demo/virtual-camera");
        for (const auto& [name, colour] : {std::pair("red", Qt::red), std::pair("blue", Qt::blue)}) {
            QImage picture(150, 150, QImage::Format_RGB32);
            picture.fill(colour);
            QVERIFY(picture.save(pathOf(name)));
        }
        QVERIFY2(camera({QStringLiteral("start"), m_dir.path()}), qPrintable(m_output));
        QFile environment(m_dir.filePath(QStringLiteral("env")));
        QVERIFY(environment.open(QFile::ReadOnly));
        QProcess shell;
        shell.start(
            QStringLiteral("bash"),
            {QStringLiteral("-c"),
             QStringLiteral(". \"$0\"; printf '%s\\n%s' \"$XDG_RUNTIME_DIR\" \"$DBUS_SESSION_BUS_ADDRESS\""),
             environment.fileName()});
        QVERIFY(shell.waitForFinished());
        const QList<QByteArray> values = shell.readAllStandardOutput().split('\n');
        QCOMPARE(values.size(), 2);
        qputenv("XDG_RUNTIME_DIR", values[0]);
        qputenv("DBUS_SESSION_BUS_ADDRESS", values[1]);
    }
    void cleanupTestCase() { camera({QStringLiteral("stop"), m_dir.path()}); }

    void theCameraIsListed() {
        const auto cameras = listCameras(options());
        QVERIFY(cameras);
        QVERIFY(!cameras->empty());
        QVERIFY(!cameras->front().id.empty());
        QCOMPARE(cameras->front().description, std::string("Kaomon-virtual-camera"));
    }

    void picturesFollowTheSceneWithoutANewCamera() {
        QString fault;
        QVERIFY2(withAWorkingPlayer([&](CameraSource& source) { return followsTheScene(source, fault); }),
                 qPrintable(fault));
    }

    void aSecondCaptureSeesNothingOfTheFirst() {
        QVERIFY(show("blue"));
        int captures = 0;
        QVERIFY(withAWorkingPlayer([&](CameraSource& source) {
            for (; captures < 12 && firstFrame(source); ++captures) {
                source.stop();
            }
            return captures == 12;
        }));
    }

    void anUnknownPictureIsRefused() {
        QVERIFY(!show("green"));
        QVERIFY(show("red"));
    }

    void pullingThePlugIsCameraLost() {
        CameraSource source(options());
        QVERIFY2(withAWorkingPlayer([](CameraSource& trial) { return firstFrame(trial).has_value(); }),
                 "no first frame");
        QVERIFY2(firstFrame(source), "no first frame");
        QVERIFY2(camera({QStringLiteral("unplug"), m_dir.path()}), qPrintable(m_output));
        QTRY_VERIFY_WITH_TIMEOUT(source.frames().failure(), 60000);
        QCOMPARE(source.frames().failure()->code, ErrorCode::CameraLost);

        QVERIFY(source.start());
        QTRY_VERIFY_WITH_TIMEOUT(source.frames().failure(), 60000);
        QCOMPARE(source.frames().failure()->code, ErrorCode::CameraMissing);

        QVERIFY2(camera({QStringLiteral("plug"), m_dir.path()}), qPrintable(m_output));
        QTRY_VERIFY_WITH_TIMEOUT(!source.isRunning(), 60000);
        QVERIFY(firstFrame(source));
    }

private:
    static CameraOptions options() {
        CameraOptions options;
        options.helperPath = qEnvironmentVariable("KAOMON_CAMERA_HELPER").toStdString();
        options.startDeadline = 15s; // PipeWire and the helper share the machine with other tests
        options.stallDeadline = 10s;
        return options;
    }
    QString pathOf(const char* name) const {
        return m_dir.filePath(QString::fromLatin1(name) + QStringLiteral(".png"));
    }
    bool camera(const QStringList& arguments) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(m_script, arguments);
        const bool isDone = process.waitForFinished(180000);
        m_output = QString::fromUtf8(process.readAll());
        return isDone && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    bool show(const char* name) {
        return camera({QStringLiteral("show"), m_dir.path(), QStringLiteral("tester"), pathOf(name)});
    }
    // The player's pipewiresink now and then stops for good, in the middle of a stream too, whoever reads; a
    // new player is a new camera. What is wrong with the capture itself fails with each of them.
    bool withAWorkingPlayer(const std::function<bool(CameraSource&)>& isRight) {
        constexpr int kPlayers = 3;
        for (int used = 0; used < kPlayers; ++used) {
            if (used > 0 && (!camera({QStringLiteral("unplug"), m_dir.path()}) ||
                             !camera({QStringLiteral("plug"), m_dir.path()}))) {
                return false;
            }
            CameraSource source(options());
            if (isRight(source)) {
                return true;
            }
        }
        return false;
    }
    // Else `fault` says what is not so.
    bool followsTheScene(CameraSource& source, QString& fault) {
        const auto holds = [&fault](bool isSo, const char* what) {
            fault = isSo ? QString() : QString::fromLatin1(what);
            return isSo;
        };
        if (!holds(firstFrame(source).has_value(), "no first frame") ||
            !holds(show("red") && centreIs(source, 0, 0, 255), "red is not seen")) {
            return false;
        }
        const std::string id = source.frames().latest()->camera.id;
        const bool isSameCamera =
            show("blue") && centreIs(source, 255, 0, 0) && source.frames().latest()->camera.id == id;
        if (!holds(!id.empty() && isSameCamera, "blue is not seen by the same camera") ||
            !holds(camera({QStringLiteral("blank"), m_dir.path()}) && centreIs(source, 128, 130, 130),
                   "the blank picture is not seen")) {
            return false;
        }
        const QByteArray log = playerLog();
        return holds(log.indexOf("red.png") > 0 && log.indexOf("red.png") < log.indexOf("blue.png"),
                     "the player's log has not both pictures in their order");
    }
    // PipeWire 0.3.65 now and then gives nothing to a reader that comes soon after another one has gone; the
    // next start is served.
    static Result<CapturedFrame> firstFrame(CameraSource& source) {
        constexpr int kTries = 3;
        Result<CapturedFrame> frame = fail(ErrorCode::CameraFailed, "not started");
        for (int tried = 0; tried < kTries && !frame; ++tried) {
            source.stop();
            const std::uint64_t before = source.frames().generation();
            if (const Status started = source.start(); !started) {
                return propagate(started.error());
            }
            frame = source.frames().waitNewer(before, kPatience);
        }
        return frame;
    }
    // Of the picture that comes next, or of one behind those that were on their way.
    static bool centreIs(CameraSource& source, int blue, int green, int red) {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        do {
            const auto frame = source.frames().waitNewer(source.frames().generation(), kPatience);
            if (!frame) {
                qWarning("%s", frame.error().detail.c_str());
                return false;
            }
            const std::uint8_t* pixel =
                frame->frame.row(frame->frame.height / 2) + frame->frame.width / 2 * 3;
            if (std::abs(pixel[0] - blue) < 25 && std::abs(pixel[1] - green) < 25 &&
                std::abs(pixel[2] - red) < 25) {
                return true;
            }
            qWarning("centre is %d %d %d", pixel[0], pixel[1], pixel[2]);
        } while (std::chrono::steady_clock::now() < until);
        return false;
    }
    QByteArray playerLog() const {
        QFile log(m_dir.filePath(QStringLiteral("log.jsonl")));
        return log.open(QFile::ReadOnly) ? log.readAll() : QByteArray();
    }

    QTemporaryDir m_dir;
    QString m_script;
    QString m_output;
};

QTEST_GUILESS_MAIN(TestVirtualCamera)
#include "tst_virtual_camera.moc"
