// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_source.h"
#include "capture/helper_protocol.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include "support/log_catcher.h"

using namespace kaomon;
using namespace kaomon::capture;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 60s;

} // namespace

Q_DECLARE_METATYPE(kaomon::ErrorCode)

// What the agent sees when the helper process misbehaves or finds no camera; tst_virtual_camera has the good
// case.
class TestCameraSource : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        // A private runtime directory without PipeWire: the helper must find no camera of the developer's
        // desktop.
        qputenv("XDG_RUNTIME_DIR", m_dir.path().toUtf8());
    }

    void aBadHelperNeverHangsTheAttempt_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<ErrorCode>("expected");
        QTest::newRow("ends at once") << QByteArray("exit 0") << ErrorCode::CameraFailed;
        QTest::newRow("crashes") << QByteArray("kill -SEGV $$") << ErrorCode::CameraFailed;
        QTest::newRow("says nothing") << QByteArray("exec sleep 60") << ErrorCode::CameraFailed;
        QTest::newRow("talks nonsense") << QByteArray("yes; sleep 60") << ErrorCode::CameraFailed;
    }
    void aBadHelperNeverHangsTheAttempt() {
        QFETCH(QByteArray, script);
        QFETCH(ErrorCode, expected);
        CameraSource source(optionsFor(script));
        QVERIFY(source.start());
        const auto frame = source.frames().waitNewer(0, kPatience);
        QVERIFY(!frame);
        QCOMPARE(frame.error().code, expected);
        QTRY_VERIFY_WITH_TIMEOUT(!source.isRunning(), 60000);
        QCOMPARE(listCameras(optionsFor(script)).error().code, expected);
    }

    // One picture, and then no more of them: the camera is still there, so nobody is told to plug it in.
    void aCameraThatStallsIsTold() {
        const auto grey = [](std::uint8_t* pixels, std::size_t size) { std::fill_n(pixels, size, 128); };
        QFile picture(m_dir.filePath(QStringLiteral("picture")));
        const auto bytes = encodeMessage(vision::makeFrame(4, 4, 12, grey));
        QVERIFY(picture.open(QFile::WriteOnly));
        picture.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        picture.close();
        CameraSource source(optionsFor("cat " + picture.fileName().toUtf8() + "; exec sleep 60", kPatience));
        QVERIFY(source.start());
        QTRY_VERIFY_WITH_TIMEOUT(source.frames().failure().has_value(), 60000);
        QVERIFY(source.frames().generation() > 0); // it was seen
        QCOMPARE(source.frames().failure()->code, ErrorCode::CameraFailed);
    }

    // A camera that was opened and shows nothing is opened once more; then it is given up.
    void aCameraThatShowsNothingIsOpenedOnceMore_data() {
        QTest::addColumn<bool>("worksThen");
        QTest::newRow("and works then") << true;
        QTest::newRow("and shows nothing again") << false;
    }
    void aCameraThatShowsNothingIsOpenedOnceMore() {
        QFETCH(bool, worksThen);
        const auto grey = [](std::uint8_t* pixels, std::size_t size) { std::fill_n(pixels, size, 128); };
        const QByteArray opened = keep("opened", encodeMessage(CameraOpened{{"id", "camera"}}));
        const QByteArray picture = keep("shown", encodeMessage(vision::makeFrame(4, 4, 12, grey)));
        const QByteArray starts = m_dir.filePath(QStringLiteral("starts")).toUtf8();
        QFile::remove(QString::fromUtf8(starts));
        CameraOptions options =
            optionsFor("echo >> " + starts + "; cat " + opened + "; [ $(wc -l < " + starts + ") -gt 1 ] && " +
                       (worksThen ? "cat " + picture : QByteArray(":")) + "; exec sleep 60");
        options.startDeadline = worksThen ? 60s : 6s;
        options.stallDeadline = 60s;
        options.retryAfter = 100ms;
        const testing::LogCatcher log;
        CameraSource source(options);
        QVERIFY(source.start());
        const auto frame = source.frames().waitNewer(0, 60s);
        QCOMPARE(frame.has_value(), worksThen);
        if (!worksThen) {
            QCOMPARE(frame.error().code, ErrorCode::CameraFailed);
        }
        source.stop();
        QFile started(QString::fromUtf8(starts));
        QVERIFY(started.open(QFile::ReadOnly));
        QCOMPARE(started.readAll().count('\n'), 2); // and not a third time
        QVERIFY(log.has("capture.restarted"));
    }

    void aMissingHelperIsTold() {
        CameraOptions options;
        options.helperPath = "/nonexistent/kaomon-camera";
        CameraSource source(options);
        QVERIFY(source.start());
        QCOMPARE(source.frames().waitNewer(0, kPatience).error().code, ErrorCode::CameraFailed);
    }

    void theChosenCameraGoesBeforeTheConfiguredOnes() {
        const QString said = m_dir.filePath(QStringLiteral("said"));
        CameraOptions options = optionsFor("echo \"$@\" >> " + said.toUtf8() + "; exec sleep 60", kPatience);
        options.preferred = {"Configured"};
        CameraSource source(options);
        const auto words = [&] {
            QFile file(said);
            return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
        };
        source.prefer({"Chosen"});
        QVERIFY(source.start());
        QTRY_VERIFY_WITH_TIMEOUT(words().contains("--prefer Chosen --prefer Configured"), 60000);
        source.prefer({}); // takes effect at the next start
        source.stop();
        QVERIFY(QFile::remove(said));
        QVERIFY(source.start());
        QTRY_VERIFY_WITH_TIMEOUT(words().contains("--prefer Configured"), 60000);
        QVERIFY(!words().contains("Chosen"));
    }

    void whatIsWishedReachesTheHelper() {
        const QString said = m_dir.filePath(QStringLiteral("wished"));
        CameraSource source(optionsFor("echo \"$@\" >> " + said.toUtf8() + "; exec sleep 60", kPatience));
        const auto words = [&] {
            QFile file(said);
            return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
        };
        source.wish({{CameraKind::Usb, CameraKind::InternalColour}, 120, Compression::On});
        QVERIFY(source.start());
        QTRY_VERIFY_WITH_TIMEOUT(words().contains("--kind usb --kind internal_rgb --exposure 120 --mjpeg on"),
                                 60000);
        source.wish({}); // takes effect at the next start
        source.stop();
        QVERIFY(QFile::remove(said));
        QVERIFY(source.start());
        QTRY_VERIFY_WITH_TIMEOUT(words().contains("--exposure 0 --mjpeg auto"), 60000);
        QVERIFY(!words().contains("--kind"));
    }

    void theHelperRefusesWhatItDoesNotKnow_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("kind") << QStringList{QStringLiteral("--kind"), QStringLiteral("telepathy")};
        QTest::newRow("exposure") << QStringList{QStringLiteral("--exposure"), QStringLiteral("long")};
        QTest::newRow("compression") << QStringList{QStringLiteral("--mjpeg"), QStringLiteral("maybe")};
    }
    void theHelperRefusesWhatItDoesNotKnow() {
        QFETCH(QStringList, arguments);
        QProcess helper;
        helper.setProgram(qEnvironmentVariable("KAOMON_CAMERA_HELPER"));
        helper.setArguments(arguments + QStringList{QStringLiteral("--list")});
        helper.start();
        QVERIFY(helper.waitForFinished(60000));
        QCOMPARE(helper.exitCode(), 2);
    }

    void stopIsQuickAndMayBeRepeated() {
        CameraSource source(optionsFor("exec sleep 60"));
        QVERIFY(source.start());
        QVERIFY(source.start());
        source.stop();
        source.stop();
        QVERIFY(!source.isRunning());
        QCOMPARE(source.frames().waitNewer(0, 0ms).error().code, ErrorCode::Cancelled);
    }

    void withoutACameraTheReasonIsNamed() {
        if (QFile::exists(QStringLiteral("/dev/video0"))) {
            QSKIP("this machine has a camera");
        }
        CameraOptions options;
        options.helperPath = qEnvironmentVariable("KAOMON_CAMERA_HELPER").toStdString();
        options.startDeadline = 50s; // to look for it in
        CameraSource source(options);
        QVERIFY(source.start());
        QCOMPARE(source.frames().waitNewer(0, kPatience).error().code, ErrorCode::CameraMissing);
        const auto cameras = listCameras(options);
        QVERIFY(cameras);
        QVERIFY(cameras->empty());
    }

private:
    // The path of a file with these bytes.
    QByteArray keep(const char* name, const std::vector<std::uint8_t>& bytes) const {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        const auto size = static_cast<qsizetype>(bytes.size());
        if (!file.open(QFile::WriteOnly) ||
            file.write(reinterpret_cast<const char*>(bytes.data()), size) != size) {
            qFatal("cannot write %s", name);
        }
        return file.fileName().toUtf8();
    }
    // The start of a shell can take long; where that is not what is tested, so is `startDeadline`.
    CameraOptions optionsFor(const QByteArray& script, std::chrono::milliseconds startDeadline = 100ms) {
        const QString path = m_dir.filePath(QStringLiteral("helper-%1").arg(++m_count));
        QFile file(path);
        const bool isWritten = file.open(QFile::WriteOnly) && file.write("#!/bin/sh\n" + script + '\n') > 0;
        file.close();
        if (!isWritten || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
            qFatal("cannot write %s", qPrintable(path));
        }
        CameraOptions options;
        options.helperPath = path.toStdString();
        options.startDeadline = startDeadline;
        options.stallDeadline = 100ms;
        return options;
    }

    QTemporaryDir m_dir;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestCameraSource)
#include "tst_camera_source.moc"
