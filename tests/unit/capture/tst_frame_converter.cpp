// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/frame_converter.h"

#include <QTest>
#include <QVideoFrameFormat>

using namespace kaomon;
using namespace kaomon::capture;
using Format = QVideoFrameFormat::PixelFormat;

namespace {

// Colour bytes of one pixel, or of one pixel pair, as the format lays them out; planes come one after the
// other.
struct Layout {
    Format format;
    std::vector<std::vector<uchar>> planes;
};

QVideoFrame filled(QSize size, const Layout& layout) {
    QVideoFrame frame(QVideoFrameFormat(size, layout.format));
    if (!frame.map(QVideoFrame::WriteOnly)) {
        return {};
    }
    for (int plane = 0; plane < frame.planeCount(); ++plane) {
        const std::vector<uchar>& pattern = layout.planes[static_cast<std::size_t>(plane)];
        for (int i = 0; i < frame.mappedBytes(plane); ++i) {
            frame.bits(plane)[i] = pattern[static_cast<std::size_t>(i) % pattern.size()];
        }
    }
    frame.unmap();
    return frame;
}

} // namespace

class TestFrameConverter : public QObject {
    Q_OBJECT
private slots:
    // Pure red of BT.601 is Y 82, U 90, V 240.
    void redIsRedInEveryFormat_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < layouts().size(); ++i) {
            QTest::newRow(qPrintable(QVideoFrameFormat::pixelFormatToString(layouts()[i].format)))
                << static_cast<int>(i);
        }
    }
    void redIsRedInEveryFormat() {
        QFETCH(int, index);
        const auto frame = convertFrame(filled({64, 48}, layouts()[static_cast<std::size_t>(index)]));
        QVERIFY2(frame, frame ? "" : frame.error().detail.c_str());
        QCOMPARE(frame->width, 64);
        QCOMPARE(frame->height, 48);
        for (const auto& [x, y] : {std::pair(0, 0), std::pair(63, 47), std::pair(31, 20)}) {
            const std::uint8_t* pixel = frame->row(y) + x * 3;
            QVERIFY2(pixel[0] <= 3 && pixel[1] <= 3 && pixel[2] >= 252,
                     qPrintable(QStringLiteral("%1 %2 %3").arg(pixel[0]).arg(pixel[1]).arg(pixel[2])));
        }
    }

    void largePicturesAreShrunkWithTheirAspect_data() {
        QTest::addColumn<QSize>("from");
        QTest::addColumn<QSize>("to");
        QTest::newRow("as it is") << QSize(640, 480) << QSize(640, 480);
        QTest::newRow("small stays small") << QSize(320, 240) << QSize(320, 240);
        QTest::newRow("full HD") << QSize(1920, 1080) << QSize(640, 360);
        QTest::newRow("upright") << QSize(720, 1280) << QSize(270, 480);
        QTest::newRow("not a whole factor") << QSize(800, 600) << QSize(640, 480);
    }
    void largePicturesAreShrunkWithTheirAspect() {
        QFETCH(QSize, from);
        QFETCH(QSize, to);
        const auto frame = convertFrame(filled(from, {Format::Format_BGRA8888, {{10, 20, 30, 255}}}));
        QVERIFY(frame);
        QCOMPARE(QSize(frame->width, frame->height), to);
        const std::uint8_t* last = frame->row(frame->height - 1) + (frame->width - 1) * 3;
        QCOMPARE(QList<int>({last[0], last[1], last[2]}), QList<int>({10, 20, 30}));
    }

    void unusablePicturesAreRefused() {
        QCOMPARE(convertFrame(QVideoFrame()).error().code, ErrorCode::CameraFailed);
        const QVideoFrame deep(QVideoFrameFormat({64, 48}, Format::Format_P010));
        QCOMPARE(convertFrame(deep).error().code, ErrorCode::CameraFailed);
    }

private:
    static const std::vector<Layout>& layouts() {
        static const std::vector<Layout> all = {
            {Format::Format_BGRA8888, {{0, 0, 255, 255}}}, {Format::Format_BGRX8888, {{0, 0, 255, 0}}},
            {Format::Format_RGBA8888, {{255, 0, 0, 255}}}, {Format::Format_RGBX8888, {{255, 0, 0, 0}}},
            {Format::Format_ARGB8888, {{255, 255, 0, 0}}}, {Format::Format_XRGB8888, {{0, 255, 0, 0}}},
            {Format::Format_ABGR8888, {{255, 0, 0, 255}}}, {Format::Format_XBGR8888, {{0, 0, 0, 255}}},
            {Format::Format_YUYV, {{82, 90, 82, 240}}},    {Format::Format_UYVY, {{90, 82, 240, 82}}},
            {Format::Format_NV12, {{82}, {90, 240}}},      {Format::Format_NV21, {{82}, {240, 90}}},
            {Format::Format_YUV420P, {{82}, {90}, {240}}}, {Format::Format_YV12, {{82}, {240}, {90}}},
        };
        return all;
    }
};

QTEST_GUILESS_MAIN(TestFrameConverter)
#include "tst_frame_converter.moc"
