// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/camera/picture_source.h"

#include <QTest>

using namespace kaomon;
using namespace kaomon::capture;
using namespace kaomon::testing;
using namespace std::chrono_literals;

namespace {

vision::Frame plain(std::uint8_t value) {
    return vision::makeFrame(8, 8, 24,
                             [=](std::uint8_t* bytes, std::size_t size) { std::fill_n(bytes, size, value); });
}

} // namespace

Q_DECLARE_METATYPE(kaomon::ErrorCode)

// The rules of FrameSource, which the agent relies on with the real camera too.
class TestPictureSource : public QObject {
    Q_OBJECT
private slots:
    void framesCarryTheCamera() {
        PictureSource source({"7", "Desk"}, 1ms);
        source.showFrames({plain(9)});
        QVERIFY(source.start());
        const auto frame = source.frames().waitNewer(0, 10s);
        QVERIFY(frame);
        QCOMPARE(frame->camera.id, std::string("7"));
        QCOMPARE(int(frame->frame.row(0)[0]), 9);
        QVERIFY(source.isRunning());
    }

    void anEmptyRoomIsAPicture() {
        PictureSource source({}, 1ms);
        QVERIFY(source.start());
        const auto frame = source.frames().waitNewer(0, 10s);
        QVERIFY(frame);
        QCOMPARE(frame->frame.width, 640);
        QCOMPARE(frame->frame.height, 480);
    }

    void everyStartFailureIsTold_data() {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("missing") << ErrorCode::CameraMissing;
        QTest::newRow("busy") << ErrorCode::CameraBusy;
        QTest::newRow("denied") << ErrorCode::CameraDenied;
        QTest::newRow("failed") << ErrorCode::CameraFailed;
    }
    void everyStartFailureIsTold() {
        QFETCH(ErrorCode, code);
        PictureSource source({}, 1ms);
        source.failOnStart(code);
        QVERIFY(source.start());
        const auto frame = source.frames().waitNewer(0, 10s);
        QVERIFY(!frame);
        QCOMPARE(frame.error().code, code);
        source.failOnStart(std::nullopt);
        QTRY_VERIFY(!source.isRunning());
        QVERIFY(source.start());
        QVERIFY(source.frames().waitNewer(source.frames().generation(), 10s));
        QCOMPARE(source.startCount(), 2);
    }

    void unpluggingEndsTheAttempt() {
        PictureSource source({}, 1ms);
        QVERIFY(source.start());
        QVERIFY(source.frames().waitNewer(0, 10s));
        source.failNow(ErrorCode::CameraLost);
        ErrorCode code = ErrorCode::Internal;
        for (std::uint64_t last = 0; code == ErrorCode::Internal;) {
            const auto frame = source.frames().waitNewer(last, 10s);
            frame ? void(last = frame->generation) : void(code = frame.error().code);
        }
        QCOMPARE(code, ErrorCode::CameraLost);
    }

    void aFrozenCameraGivesNoMoreFrames() {
        PictureSource source({}, 1ms);
        QVERIFY(source.start());
        QVERIFY(source.frames().waitNewer(0, 10s));
        source.freeze();
        const std::uint64_t last = source.frames().generation() + 1; // one may be on its way
        QCOMPARE(source.frames().waitNewer(last, 50ms).error().code, ErrorCode::Timeout);
        source.thaw();
        QVERIFY(source.frames().waitNewer(last, 10s));
    }

    void stopCancelsTheReader() {
        PictureSource source({}, 1ms);
        QVERIFY(source.start());
        source.freeze();
        std::thread stopper([&] { source.stop(); });
        Result<CapturedFrame> frame = fail(ErrorCode::Internal);
        for (std::uint64_t last = 0; (frame = source.frames().waitNewer(last, 10s));) {
            last = frame->generation;
        }
        stopper.join();
        QCOMPARE(frame.error().code, ErrorCode::Cancelled);
        QVERIFY(!source.isRunning());
    }

    void aMissingPictureIsRefused() {
        PictureSource source;
        QCOMPARE(source.show({"/nonexistent.jpg"}).error().code, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestPictureSource)
#include "tst_picture_source.moc"
