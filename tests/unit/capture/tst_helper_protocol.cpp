// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/helper_protocol.h"

#include <QTest>

#include <cstring>
#include <numeric>

using namespace kaomon;
using namespace kaomon::capture;

namespace {

std::vector<std::uint8_t> allMessages() {
    vision::Frame frame = vision::makeFrame(5, 3, 20, [](std::uint8_t* bytes, std::size_t size) {
        std::iota(bytes, bytes + size, std::uint8_t(0));
    });
    frame.sequence = 77;
    frame.capturedAt = std::chrono::steady_clock::time_point(std::chrono::nanoseconds(123456789));
    std::vector<std::uint8_t> bytes;
    const HelperMessage messages[] = {CameraList{{{"0", "Front"}, {"1", "裏"}}}, CameraOpened{{"0", "Front"}},
                                      frame, HelperFailure{ErrorCode::CameraBusy, "used by another"}};
    for (const HelperMessage& message : messages) {
        const std::vector<std::uint8_t> one = encodeMessage(message);
        bytes.insert(bytes.end(), one.begin(), one.end());
    }
    return bytes;
}

} // namespace

class TestHelperProtocol : public QObject {
    Q_OBJECT
private slots:
    void messagesSurviveAnyCutting_data() {
        QTest::addColumn<std::size_t>("piece");
        for (const std::size_t piece : {1U, 7U, 64U, 100000U}) {
            QTest::addRow("%zu bytes at a time", std::size_t(piece)) << std::size_t(piece);
        }
    }
    void messagesSurviveAnyCutting() {
        QFETCH(std::size_t, piece);
        const std::vector<std::uint8_t> bytes = allMessages();
        HelperMessageReader reader;
        std::vector<HelperMessage> seen;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            reader.append(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)));
            for (auto next = reader.next(); next && *next; next = reader.next()) {
                seen.push_back(std::move(**next));
            }
        }
        QCOMPARE(seen.size(), std::size_t(4));
        QCOMPARE(std::get<CameraList>(seen[0]).cameras[1].description, std::string("裏"));
        QCOMPARE(std::get<CameraOpened>(seen[1]).camera, (CameraInfo{"0", "Front"}));
        const auto& frame = std::get<vision::Frame>(seen[2]);
        QCOMPARE(frame.width, 5);
        QCOMPARE(frame.height, 3);
        QCOMPARE(frame.sequence, 77U);
        QCOMPARE(frame.capturedAt.time_since_epoch().count(), 123456789);
        QCOMPARE(int(frame.row(1)[0]), 20); // the padding of the sender's rows is not sent
        QCOMPARE(std::get<HelperFailure>(seen[3]).code, ErrorCode::CameraBusy);
    }

    void brokenStreamsAreRefused_data() {
        QTest::addColumn<int>("offset");
        QTest::addColumn<quint32>("value");
        QTest::newRow("magic") << 0 << 0x12345678U;
        QTest::newRow("type") << 4 << 99U;
        QTest::newRow("length") << 8 << 0x7FFFFFFFU;
        QTest::newRow("count of cameras") << 12 << 0xFFFFFFFFU;
        QTest::newRow("length of a text") << 16 << 0x0FFFFFFFU;
    }
    void brokenStreamsAreRefused() {
        QFETCH(int, offset);
        QFETCH(quint32, value);
        std::vector<std::uint8_t> bytes = allMessages();
        std::memcpy(bytes.data() + offset, &value, sizeof value);
        HelperMessageReader reader;
        reader.append(bytes);
        const auto next = reader.next();
        QVERIFY(!next);
        QCOMPARE(next.error().code, ErrorCode::ProtocolError);
    }

    void aFrameWhoseSizeIsALieIsRefused() {
        const std::vector<std::uint8_t> good =
            encodeMessage(vision::copyFrame(2, 2, 6, std::vector<std::uint8_t>(12)));
        for (const qint32 width : {0, -2, 3, 0x7FFFFFFF}) {
            std::vector<std::uint8_t> bytes = good;
            std::memcpy(bytes.data() + 12, &width, sizeof width);
            HelperMessageReader reader;
            reader.append(bytes);
            QVERIFY(!reader.next());
        }
    }
};

QTEST_APPLESS_MAIN(TestHelperProtocol)
#include "tst_helper_protocol.moc"
