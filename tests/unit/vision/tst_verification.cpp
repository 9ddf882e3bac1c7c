// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QTemporaryDir>

#include "unit/vision/vision_fixture.h"
#include "vision/bench/gallery.h"
#include "vision/bench/plot.h"
#include "vision/bench/verification.h"
#include "vision/picture.h"

using namespace kaomon;
using namespace kaomon::vision::bench;

namespace {

// `count` comparisons of each kind; genuine scores from 0.5 up, impostors below `impostorTop`.
std::vector<Comparison> ladder(int count, float impostorTop) {
    std::vector<Comparison> comparisons;
    for (int i = 0; i < count; ++i) {
        const float part = static_cast<float>(i) / static_cast<float>(count);
        comparisons.push_back({0.5F + 0.5F * part, true, i % 10});
        comparisons.push_back({impostorTop * part, false, i % 10});
    }
    return comparisons;
}

} // namespace

// The figures of kaomon-face-bench, against values worked out by hand.
class VerificationTest : public QObject {
    Q_OBJECT

private slots:
    void wilsonInterval_data();
    void wilsonInterval();
    void perfectSeparation();
    void overlapCosts();
    void rateNeedsEnoughComparisons();
    void thresholdKeepsTheRate();
    void nothingToMeasure();
    void curveOfErrors();
    void plotsShowTheCurve_data();
    void plotsShowTheCurve();
    void plotsNeedBothKinds();
    void readsPairs();
    void refusesPairs_data();
    void refusesPairs();
};

void VerificationTest::wilsonInterval_data() {
    QTest::addColumn<int>("hits");
    QTest::addColumn<int>("trials");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("half") << 50 << 100 << 0.4038 << 0.5962;
    QTest::newRow("none of ten") << 0 << 10 << 0.0 << 0.2775;
    QTest::newRow("all of ten") << 10 << 10 << 0.7225 << 1.0;
    QTest::newRow("nothing tried") << 0 << 0 << 0.0 << 1.0;
}

void VerificationTest::wilsonInterval() {
    QFETCH(int, hits);
    QFETCH(int, trials);
    QFETCH(double, low);
    QFETCH(double, high);
    const Proportion share{static_cast<std::size_t>(hits), static_cast<std::size_t>(trials)};
    QVERIFY(std::abs(share.low() - low) < 0.0005);
    QVERIFY(std::abs(share.high() - high) < 0.0005);
}

void VerificationTest::perfectSeparation() {
    const std::vector<Comparison> comparisons = ladder(1000, 0.4F);
    QCOMPARE(crossValidatedAccuracy(comparisons)->mean, 1.0);
    QCOMPARE(equalErrorRate(comparisons).value(), 0.0);
    QCOMPARE(pointAtFmr(comparisons, 1e-2)->trueAccepts.value(), 1.0);
}

void VerificationTest::overlapCosts() {
    // impostors reach up to 1.0: half of them lie above 0.5, where all genuine scores are
    const std::vector<Comparison> comparisons = ladder(1000, 1.0F);
    QVERIFY(std::abs(equalErrorRate(comparisons).value() - 1.0 / 3.0) < 0.01);
    QVERIFY(std::abs(crossValidatedAccuracy(comparisons)->mean - 0.75) < 0.02);
    QVERIFY(pointAtFmr(comparisons, 0.1)->trueAccepts.value() < 0.25);
}

void VerificationTest::rateNeedsEnoughComparisons() {
    const std::vector<Comparison> comparisons = ladder(1000, 0.4F);
    QVERIFY(pointAtFmr(comparisons, 1e-3).has_value());
    QVERIFY(!pointAtFmr(comparisons, 1e-4).has_value());
}

void VerificationTest::thresholdKeepsTheRate() {
    const std::vector<Comparison> comparisons = ladder(1000, 1.0F);
    for (const double rate : {0.001, 0.01, 0.1}) {
        const auto point = pointAtFmr(comparisons, rate);
        QVERIFY(point.has_value());
        QVERIFY(point->falseMatches.value() <= rate);
        QVERIFY(point->falseMatches.hits > 0);
    }
}

void VerificationTest::nothingToMeasure() {
    QVERIFY(!crossValidatedAccuracy({}).has_value());
    QVERIFY(!equalErrorRate({}).has_value());
    QVERIFY(!pointAtFmr({}, 0.1).has_value());
    const std::vector<Comparison> onlyGenuine{{0.9F, true, 0}};
    QVERIFY(!equalErrorRate(onlyGenuine).has_value());
}

void VerificationTest::curveOfErrors() {
    const std::vector<Comparison> comparisons{{0.9F, true, 0},  {0.7F, false, 0}, {0.6F, true, 0},
                                              {0.6F, false, 0}, {0.3F, true, 0},  {0.2F, true, 0}};
    const auto curve = errorCurve(comparisons);
    const std::vector<std::pair<double, double>> expected{
        {0.0, 0.25}, {0.5, 0.25}, {1.0, 0.5}, {1.0, 0.75}, {1.0, 1.0}};
    QCOMPARE(curve.size(), expected.size());
    for (std::size_t i = 0; i < curve.size(); ++i) {
        QCOMPARE(curve[i].falseMatches, expected[i].first);
        QCOMPARE(curve[i].trueAccepts, expected[i].second);
    }
    QVERIFY(errorCurve({}).empty());
}

namespace {

// Whether the curve's colour is near a place of the plot, given in parts of its two axes.
bool isDrawnAt(const kaomon::vision::Frame& plot, double across, double up) {
    const int centreX = 80 + static_cast<int>(across * 640.0);
    const int centreY = 40 + static_cast<int>((1.0 - up) * 640.0);
    for (int y = centreY - 3; y <= centreY + 3; ++y) {
        for (int x = centreX - 3; x <= centreX + 3; ++x) {
            const std::uint8_t* pixel = plot.row(y) + 3 * x;
            if (pixel[0] == 160 && pixel[1] == 80 && pixel[2] == 20) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

// Impostors that reach as high as anybody: of 1000 each, as many of both lie above any score over 0.5, so at
// a false match rate of 0.1 a fifth of the genuine comparisons is accepted.
void VerificationTest::plotsShowTheCurve_data() {
    QTest::addColumn<bool>("isRoc");
    QTest::addColumn<double>("up");
    QTest::newRow("det") << false << 1.0 + std::log10(0.8) / 4.0;
    QTest::newRow("roc") << true << 0.2;
}

void VerificationTest::plotsShowTheCurve() {
    QFETCH(bool, isRoc);
    QFETCH(double, up);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("plot.png")).toStdString();
    const auto comparisons = ladder(1000, 1.0F);
    const Status drawn = isRoc ? plotRoc(comparisons, file) : plotDet(comparisons, file);
    QVERIFY2(drawn.has_value(), drawn ? "" : drawn.error().detail.c_str());
    const auto plot = kaomon::vision::loadPicture(file);
    QVERIFY(plot.has_value());
    QCOMPARE(plot->width, 760);
    QVERIFY(isDrawnAt(*plot, 5.0 / 6.0, up));
    QVERIFY(!isDrawnAt(*plot, 5.0 / 6.0, up - 0.1));
    QVERIFY(!isDrawnAt(*plot, 1.0 / 6.0, 0.5)); // no impostor comparison could show 1e-5
}

void VerificationTest::plotsNeedBothKinds() {
    const std::vector<Comparison> onlyGenuine{{0.9F, true, 0}};
    QCOMPARE(plotRoc(onlyGenuine, "/nonexistent/roc.png").error().code, ErrorCode::ValidationFailed);
    QCOMPARE(plotDet(onlyGenuine, "/nonexistent/det.png").error().code, ErrorCode::ValidationFailed);
    QCOMPARE(plotRoc(ladder(10, 0.4F), "/nonexistent/roc.png").error().code, ErrorCode::StorageFailed);
}

void VerificationTest::readsPairs() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pairs.tsv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a/1.jpg\ta/2.jpg\t1\r\n\nb c/1.jpg\ta/2.jpg\t0\n");
    file.close();
    const auto pairs = readPairs(path.toStdString());
    QVERIFY(pairs.has_value());
    QCOMPARE(pairs->size(), std::size_t{2});
    QCOMPARE(pairs->at(0).other, std::string("a/2.jpg"));
    QVERIFY(pairs->at(0).isSamePerson);
    QCOMPARE(pairs->at(1).one, std::string("b c/1.jpg"));
    QVERIFY(!pairs->at(1).isSamePerson);
    QCOMPARE(readPairs("/nonexistent.tsv").error().code, ErrorCode::NotFound);
}

void VerificationTest::refusesPairs_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("one column") << QByteArray("a.jpg\n");
    QTest::newRow("no label") << QByteArray("a.jpg\tb.jpg\n");
    QTest::newRow("label is no number") << QByteArray("a.jpg\tb.jpg\tyes\n");
    QTest::newRow("four columns") << QByteArray("a.jpg\tb.jpg\t1\t1\n");
    QTest::newRow("empty name") << QByteArray("\tb.jpg\t1\n");
    QTest::newRow("empty second name") << QByteArray("a.jpg\t\t1\n");
}

void VerificationTest::refusesPairs() {
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pairs.tsv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a.jpg\tb.jpg\t1\n" + text);
    file.close();
    const auto pairs = readPairs(path.toStdString());
    QVERIFY(!pairs.has_value());
    QCOMPARE(pairs.error().code, ErrorCode::ValidationFailed);
    QVERIFY(pairs.error().detail.find("line 2") != std::string::npos);
}

QTEST_APPLESS_MAIN(VerificationTest)
#include "tst_verification.moc"
