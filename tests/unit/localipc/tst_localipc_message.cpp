// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/message.h"

#include <algorithm>
#include <array>
#include <limits>
#include <random>

#include <QtTest>

using kaomon::Bytes;
using kaomon::ErrorCode;
using kaomon::localipc::encodeFrame;
using kaomon::localipc::FrameDecoder;
using kaomon::localipc::Message;

namespace {

Message sampleMessage() {
    Message message{"authenticate", 7, {}};
    message.set("user", "山田");
    message.set("empty", "");
    message.set("binary", std::string_view("\0\xff\n", 3));
    message.setInteger("elapsed_ms", -42);
    message.setFlag("quiet", true);
    return message;
}

std::span<const std::uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// What a decoder makes of these bytes: every message, then whether it refused.
bool decodesCleanly(std::span<const std::uint8_t> bytes, int* messages = nullptr) {
    FrameDecoder decoder;
    decoder.feed(bytes);
    for (;;) {
        const auto message = decoder.next();
        if (!message) {
            return false;
        }
        if (!message->has_value()) {
            return true;
        }
        if (messages != nullptr) {
            ++*messages;
        }
    }
}

} // namespace

class TestLocalIpcMessage : public QObject {
    Q_OBJECT

private slots:
    void roundTrip();
    void bytesOneByOne();
    void severalInOneFeed();
    void numbers_data();
    void numbers();
    void wipeDropsFields();
    void refusedToEncode_data();
    void refusedToEncode();
    void malformed_data();
    void malformed();
    void brokenStaysBroken();
    void largestFrame();
    void truncatedAnywhere();
    void damagedAnywhere();
    void noise();
};

void TestLocalIpcMessage::roundTrip() {
    const Message sent = sampleMessage();
    FrameDecoder decoder;
    decoder.feed(encodeFrame(sent).value());
    const auto got = decoder.next().value();
    QVERIFY(got.has_value());
    QCOMPARE(got->type, sent.type);
    QCOMPARE(got->id, sent.id);
    QVERIFY(got->fields == sent.fields);
    QVERIFY(!decoder.next().value().has_value());
}

void TestLocalIpcMessage::bytesOneByOne() {
    const Bytes frame = encodeFrame(sampleMessage()).value();
    FrameDecoder decoder;
    for (std::size_t i = 0; i < frame.size(); ++i) {
        QVERIFY(!decoder.next().value().has_value());
        decoder.feed(std::span(frame).subspan(i, 1));
    }
    QVERIFY(decoder.next().value().has_value());
}

void TestLocalIpcMessage::severalInOneFeed() {
    Bytes stream;
    for (std::uint64_t id = 1; id <= 3; ++id) {
        const Bytes frame = encodeFrame(Message{"status", id, {}}).value();
        stream.insert(stream.end(), frame.begin(), frame.end());
    }
    FrameDecoder decoder;
    decoder.feed(stream);
    for (std::uint64_t id = 1; id <= 3; ++id) {
        QCOMPARE(decoder.next().value()->id, id);
    }
    QVERIFY(!decoder.next().value().has_value());
}

void TestLocalIpcMessage::numbers_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isNumber");
    QTest::addColumn<qint64>("value");
    QTest::newRow("zero") << QByteArray("0") << true << qint64(0);
    QTest::newRow("lowest") << QByteArray("-9223372036854775808") << true
                            << std::numeric_limits<qint64>::min();
    QTest::newRow("too large") << QByteArray("9223372036854775808") << false << qint64(0);
    QTest::newRow("empty") << QByteArray("") << false << qint64(0);
    QTest::newRow("trailing") << QByteArray("12 ") << false << qint64(0);
    QTest::newRow("words") << QByteArray("twelve") << false << qint64(0);
}

void TestLocalIpcMessage::numbers() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isNumber);
    QFETCH(qint64, value);
    Message message{"m", 1, {}};
    message.set("n", text.toStdString());
    QCOMPARE(message.integer("n").has_value(), isNumber);
    QCOMPARE(message.integer("n").value_or(0), value);
    QVERIFY(!message.integer("absent").has_value());
    QVERIFY(!message.flag("n"));
}

void TestLocalIpcMessage::wipeDropsFields() {
    Message message = sampleMessage();
    message.wipe();
    QVERIFY(message.fields.empty());
    QVERIFY(message.text("user").empty());
}

void TestLocalIpcMessage::refusedToEncode_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("fields");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("valueBytes");
    QTest::newRow("no type") << QByteArray() << 0 << QByteArray("k") << 0;
    QTest::newRow("type too long") << QByteArray(65, 'a') << 0 << QByteArray("k") << 0;
    QTest::newRow("type with space") << QByteArray("a b") << 0 << QByteArray("k") << 0;
    QTest::newRow("65 fields") << QByteArray("m") << 65 << QByteArray("k") << 0;
    QTest::newRow("key too long") << QByteArray("m") << 1 << QByteArray(64, 'k') << 0;
    QTest::newRow("key with newline") << QByteArray("m") << 1 << QByteArray("k\n") << 0;
    QTest::newRow("frame too large") << QByteArray("m") << 1 << QByteArray("k") << 1024 * 1024;
}

void TestLocalIpcMessage::refusedToEncode() {
    QFETCH(QByteArray, type);
    QFETCH(int, fields);
    QFETCH(QByteArray, key);
    QFETCH(int, valueBytes);
    Message message{type.toStdString(), 1, {}};
    for (int i = 0; i < fields; ++i) {
        message.set(key.toStdString() + std::to_string(i),
                    std::string(static_cast<std::size_t>(valueBytes), 'v'));
    }
    const auto frame = encodeFrame(message);
    QVERIFY(!frame.has_value());
    QCOMPARE(frame.error().code, ErrorCode::ValidationFailed);
}

void TestLocalIpcMessage::malformed_data() {
    QTest::addColumn<QByteArray>("stream");
    const QByteArray id(8, '\1');
    const auto framed = [](const QByteArray& body) {
        QByteArray frame(4, '\0');
        frame[3] = static_cast<char>(body.size());
        return QByteArray(frame + body);
    };
    const QByteArray head = QByteArray("\0\1m", 3) + id;
    QTest::newRow("huge length") << QByteArray("\xff\xff\xff\xff", 4);
    QTest::newRow("one byte above the limit") << QByteArray("\x00\x10\x00\x01", 4);
    QTest::newRow("empty body") << QByteArray("\0\0\0\0", 4);
    QTest::newRow("type longer than body")
        << framed(QByteArray("\0\x40m", 3) + id + QByteArray("\0\0\0\0", 4));
    QTest::newRow("no type") << framed(QByteArray("\0\0", 2) + id + QByteArray("\0\0", 2));
    QTest::newRow("no count") << framed(head + QByteArray("\0", 1));
    QTest::newRow("too many fields") << framed(head + QByteArray("\0\x41", 2));
    QTest::newRow("fewer fields than told") << framed(head + QByteArray("\0\1", 2));
    QTest::newRow("empty key") << framed(head + QByteArray("\0\1\0\0\0\0\0\0", 8));
    QTest::newRow("value longer than body") << framed(head + QByteArray("\0\1\0\1k\xff\xff\xff\xff", 9));
    QTest::newRow("key twice") << framed(head + QByteArray("\0\2\0\1k\0\0\0\0\0\1k\0\0\0\0", 16));
    QTest::newRow("bytes behind") << framed(head + QByteArray("\0\0x", 3));
}

void TestLocalIpcMessage::malformed() {
    QFETCH(QByteArray, stream);
    FrameDecoder decoder;
    decoder.feed(asBytes({stream.constData(), static_cast<std::size_t>(stream.size())}));
    const auto message = decoder.next();
    QVERIFY(!message.has_value());
    QCOMPARE(message.error().code, ErrorCode::ProtocolError);
}

void TestLocalIpcMessage::brokenStaysBroken() {
    FrameDecoder decoder;
    decoder.feed(asBytes("\xff\xff\xff\xff"));
    QVERIFY(!decoder.next().has_value());
    decoder.feed(encodeFrame(sampleMessage()).value());
    QVERIFY(!decoder.next().has_value());
}

void TestLocalIpcMessage::largestFrame() {
    Message message{"m", 1, {}};
    const std::size_t overhead = 2 + 1 + 8 + 2 + 2 + 1 + 4;
    message.set("k", std::string(kaomon::localipc::kMaxFrameBytes - overhead, 'v'));
    const Bytes frame = encodeFrame(message).value();
    QCOMPARE(frame.size(), kaomon::localipc::kMaxFrameBytes + 4);
    QVERIFY(decodesCleanly(frame));
    message.set("k", message.text("k") + "v");
    QVERIFY(!encodeFrame(message).has_value());
}

void TestLocalIpcMessage::truncatedAnywhere() {
    const Bytes frame = encodeFrame(sampleMessage()).value();
    for (std::size_t size = 0; size < frame.size(); ++size) {
        int messages = 0;
        QVERIFY(decodesCleanly(std::span(frame).first(size), &messages));
        QCOMPARE(messages, 0);
    }
}

// Any change of any byte gives a message, a wait for more, or a refusal: never a crash, never an over-long
// field.
void TestLocalIpcMessage::damagedAnywhere() {
    const Bytes frame = encodeFrame(sampleMessage()).value();
    for (std::size_t at = 0; at < frame.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            Bytes damaged = frame;
            damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ (1U << bit));
            FrameDecoder decoder;
            decoder.feed(damaged);
            const auto message = decoder.next();
            if (message && message->has_value()) {
                QVERIFY(encodeFrame(**message).has_value());
            }
        }
    }
}

void TestLocalIpcMessage::noise() {
    std::mt19937 random(20261124);
    std::uniform_int_distribution<unsigned> byte(0, 255);
    int refused = 0;
    for (int round = 0; round < 5000; ++round) {
        Bytes noise(byte(random) + 4U);
        std::ranges::generate(noise, [&] { return static_cast<std::uint8_t>(byte(random)); });
        if (round % 2 == 0) { // half of them claim a length that fits
            noise[0] = noise[1] = noise[2] = 0;
            noise[3] = static_cast<std::uint8_t>(std::min<std::size_t>(noise.size() - 4, 255));
        }
        refused += decodesCleanly(noise) ? 0 : 1;
    }
    QVERIFY(refused > 4900);
}

QTEST_APPLESS_MAIN(TestLocalIpcMessage)
#include "tst_localipc_message.moc"
