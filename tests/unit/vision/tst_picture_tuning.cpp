// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "vision/picture_tuning.h"

using namespace kaomon::vision;
using namespace std::chrono_literals;

// Turning and shrinking the pictures of a camera.
class TestPictureTuning : public QObject {
    Q_OBJECT
private slots:
    void turns_data() {
        QTest::addColumn<int>("degrees");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("corner"); // what comes to the upper left: 1 2 / 3 4
        QTest::newRow("not") << 0 << 60 << 1;
        QTest::newRow("a quarter") << 90 << 40 << 3;
        QTest::newRow("half") << 180 << 60 << 4;
        QTest::newRow("three quarters") << 270 << 40 << 2;
        QTest::newRow("an unknown angle") << 45 << 60 << 1;
    }
    void turns() {
        QFETCH(int, degrees);
        QFETCH(int, width);
        QFETCH(int, corner);
        const Frame made = tuned(picture(60, 40), {degrees, 0});
        QVERIFY(made.isValid());
        QCOMPARE(made.width, width);
        QCOMPARE(made.height, 100 - width);
        QCOMPARE(static_cast<int>(made.row(0)[0]), corner * 50);
        QCOMPARE(made.sequence, std::uint64_t(7));
        QVERIFY(made.capturedAt == std::chrono::steady_clock::time_point(5s));
    }

    void shrinks_data() {
        QTest::addColumn<int>("degrees");
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("as it is") << 0 << 0 << 600 << 400;
        QTest::newRow("low enough") << 0 << 400 << 600 << 400;
        QTest::newRow("half") << 0 << 200 << 300 << 200;
        QTest::newRow("the height after turning counts") << 90 << 300 << 200 << 300;
    }
    void shrinks() {
        QFETCH(int, degrees);
        QFETCH(int, most);
        QFETCH(int, width);
        QFETCH(int, height);
        const Frame made = tuned(picture(600, 400), {degrees, most});
        QCOMPARE(made.width, width);
        QCOMPARE(made.height, height);
    }

    void nothingToDoCopiesNothing() {
        const Frame frame = picture(60, 40);
        QVERIFY(tuned(frame, {0, 720}).pixels == frame.pixels);
    }

    void anEmptyFrameStaysOne() { QVERIFY(!tuned(Frame(), {90, 100}).isValid()); }

private:
    // Four fields, numbered as one reads them; each is its number times 50.
    static Frame picture(int width, int height) {
        Frame frame = makeFrame(width, height, width * 3, [&](std::uint8_t* bytes, std::size_t) {
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    const int field = (y < height / 2 ? 1 : 3) + (x < width / 2 ? 0 : 1);
                    std::fill_n(bytes + (static_cast<std::ptrdiff_t>(y) * width + x) * 3, 3,
                                static_cast<std::uint8_t>(field * 50));
                }
            }
        });
        frame.sequence = 7;
        frame.capturedAt = std::chrono::steady_clock::time_point(5s);
        return frame;
    }
};

QTEST_APPLESS_MAIN(TestPictureTuning)
#include "tst_picture_tuning.moc"
