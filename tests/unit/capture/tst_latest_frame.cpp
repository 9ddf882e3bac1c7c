// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/latest_frame.h"

#include <QTest>

#include <thread>

using namespace kaomon;
using namespace kaomon::capture;
using namespace std::chrono_literals;

namespace {

vision::Frame numbered(std::uint64_t sequence) {
    vision::Frame frame = vision::makeFrame(
        4, 4, 12, [](std::uint8_t* bytes, std::size_t size) { std::fill_n(bytes, size, std::uint8_t(7)); });
    frame.sequence = sequence;
    return frame;
}

} // namespace

class TestLatestFrame : public QObject {
    Q_OBJECT
private slots:
    void theNewestFrameWins() {
        LatestFrame mailbox;
        mailbox.put(numbered(1), {"0", "A"});
        mailbox.put(numbered(2), {"0", "A"});
        const auto frame = mailbox.waitNewer(0, 0ms);
        QVERIFY(frame);
        QCOMPARE(frame->frame.sequence, 2U);
        QCOMPARE(frame->camera.id, std::string("0"));
    }

    void aFrameIsNotSeenTwice() {
        LatestFrame mailbox;
        mailbox.put(numbered(1), {});
        const auto first = mailbox.waitNewer(0, 0ms);
        QVERIFY(first);
        const auto second = mailbox.waitNewer(first->generation, 5ms);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Timeout);
    }

    void aWaitingReaderWakesForAFrame() {
        LatestFrame mailbox;
        std::thread writer([&] { mailbox.put(numbered(9), {"1", "B"}); });
        const auto frame = mailbox.waitNewer(0, 10s);
        writer.join();
        QVERIFY(frame);
        QCOMPARE(frame->frame.sequence, 9U);
    }

    void aWaitingReaderWakesForTheFirstReason() {
        LatestFrame mailbox;
        std::thread writer([&] {
            mailbox.fail(Error(ErrorCode::CameraLost, "gone"));
            mailbox.fail(Error(ErrorCode::Cancelled, "stopped"));
        });
        const auto frame = mailbox.waitNewer(0, 10s);
        writer.join();
        QVERIFY(!frame);
        QCOMPARE(frame.error().code, ErrorCode::CameraLost);
        QVERIFY(!mailbox.latest());
        QCOMPARE(mailbox.failure()->code, ErrorCode::CameraLost);
    }

    void aResetNeverBringsAnOldFrameBack() {
        LatestFrame mailbox;
        mailbox.put(numbered(1), {});
        const std::uint64_t before = mailbox.generation();
        mailbox.fail(Error(ErrorCode::CameraLost));
        mailbox.reset();
        QVERIFY(!mailbox.latest());
        mailbox.put(numbered(1), {});
        QVERIFY(mailbox.generation() > before);
        QVERIFY(mailbox.waitNewer(before, 0ms));
    }

    void manyReadersAndOneWriterAgree() {
        LatestFrame mailbox;
        const auto read = [&] {
            std::uint64_t last = 0;
            for (;;) {
                const auto frame = mailbox.waitNewer(last, 10s);
                if (!frame) {
                    return frame.error().code == ErrorCode::Cancelled;
                }
                if (frame->generation <= last || !frame->frame.isValid()) {
                    return false;
                }
                last = frame->generation;
            }
        };
        bool results[2] = {false, false};
        std::thread first([&] { results[0] = read(); });
        std::thread second([&] { results[1] = read(); });
        for (std::uint64_t i = 0; i < 500; ++i) {
            mailbox.put(numbered(i), {});
        }
        mailbox.fail(Error(ErrorCode::Cancelled));
        first.join();
        second.join();
        QVERIFY(results[0] && results[1]);
    }
};

QTEST_APPLESS_MAIN(TestLatestFrame)
#include "tst_latest_frame.moc"
