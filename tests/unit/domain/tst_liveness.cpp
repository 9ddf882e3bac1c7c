// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <limits>

#include "domain/liveness.h"
#include "domain/stream_guard.h"

using namespace kaomon;
using namespace kaomon::domain;
using namespace std::chrono_literals;

namespace {

constexpr float kNotANumber = std::numeric_limits<float>::quiet_NaN();

LivenessAbilities abilities(bool isAccepted, bool hasEyes = true, bool hasPose = true) {
    LivenessAbilities all;
    all.passive = LivenessAbilities::Passive{0.5F, 0.7F, isAccepted};
    if (hasEyes) {
        all.eyes = LivenessAbilities::Eyes{};
    }
    all.hasPose = hasPose;
    return all;
}

// One frame in 40 ms. "-": eyes open, "x": closed, "h": half-way, "?": no eyes seen, "o": unlike but not
// closed, "c": closed on another picture.
std::vector<LivenessSample> film(const QString& eyes, float usual = -4.0F) {
    std::vector<LivenessSample> samples;
    for (const QChar what : eyes) {
        LivenessSample sample;
        sample.at = 40ms * samples.size();
        if (what != QLatin1Char('?')) {
            const bool isClosed = what == QLatin1Char('x') || what == QLatin1Char('c');
            sample.eyesClosed = usual + (isClosed ? 5.0F : what == QLatin1Char('h') ? 1.5F : 0.0F);
            sample.eyesAlike = isClosed || what == QLatin1Char('o') ? 0.9F : 0.995F;
            sample.restAlike = what == QLatin1Char('c') ? 0.8F : 0.99F;
        }
        samples.push_back(sample);
    }
    return samples;
}

} // namespace

class LivenessTest : public QObject {
    Q_OBJECT

private slots:
    void plansWhatThePackCanDo_data();
    void plansWhatThePackCanDo();
    void seesABlink_data();
    void seesABlink();
    void narrowEyesBlinkToo();
    void aBlinkAloneIsNotEnoughWithoutAScore();
    void eyesThatStayClosedAreTold();
    void asksForATurnOfTheHead_data();
    void asksForATurnOfTheHead();
    void passiveScoreDecides_data();
    void passiveScoreDecides();
    void aWeakScoreOnlyNamesTheReason();
    void everyPromptHasAName();
    void knowsStreamsThatNoCameraMakes_data();
    void knowsStreamsThatNoCameraMakes();
    void aStallIsNoRush();
};

void LivenessTest::plansWhatThePackCanDo_data() {
    QTest::addColumn<int>("level");
    QTest::addColumn<bool>("isAccepted");
    QTest::addColumn<bool>("hasEyes");
    QTest::addColumn<bool>("hasPose");
    QTest::addColumn<QString>("expected");
    QTest::newRow("level 0 asks nothing") << 0 << true << true << true << QString();
    QTest::newRow("passive") << 1 << true << true << true << QStringLiteral("p");
    QTest::newRow("weak score: the blink") << 1 << false << true << true << QStringLiteral("b");
    QTest::newRow("weak score, no eyes: the turn") << 1 << false << false << true << QStringLiteral("c");
    QTest::newRow("nothing at all") << 1 << false << false << false << QStringLiteral("unavailable");
    QTest::newRow("blink") << 2 << true << true << true << QStringLiteral("pb");
    QTest::newRow("weak score: the blink and the turn") << 2 << false << true << true << QStringLiteral("bc");
    QTest::newRow("weak score, no pose: the blink") << 2 << false << true << false << QStringLiteral("b");
    QTest::newRow("weak score, no eyes, level 2") << 2 << false << false << true << QStringLiteral("c");
    QTest::newRow("blink without eyes: the turn") << 2 << true << false << true << QStringLiteral("pc");
    QTest::newRow("no blink, no turn") << 2 << true << false << false << QStringLiteral("unavailable");
    QTest::newRow("challenge") << 3 << true << true << true << QStringLiteral("pc");
    QTest::newRow("challenge without pose") << 3 << true << true << false << QStringLiteral("unavailable");
    QTest::newRow("infrared") << 4 << true << true << true << QStringLiteral("unavailable");
}

void LivenessTest::plansWhatThePackCanDo() {
    QFETCH(int, level);
    QFETCH(bool, isAccepted);
    QFETCH(bool, hasEyes);
    QFETCH(bool, hasPose);
    QFETCH(QString, expected);
    const auto plan =
        LivenessPlan::make(static_cast<LivenessLevel>(level), abilities(isAccepted, hasEyes, hasPose));
    QString found = plan ? QString() : QStringLiteral("unavailable");
    if (plan) {
        found += plan->passive ? QStringLiteral("p") : QString();
        found += plan->blink ? QStringLiteral("b") : QString();
        found += plan->challenge ? QStringLiteral("c") : QString();
    }
    QCOMPARE(found, expected);
}

void LivenessTest::seesABlink_data() {
    QTest::addColumn<QString>("eyes");
    QTest::addColumn<bool>("expected");
    QTest::newRow("a blink") << QStringLiteral("--------xxx---") << true;
    QTest::newRow("lids move slowly") << QStringLiteral("--------hxxxh---") << true;
    QTest::newRow("always open") << QStringLiteral("--------------------") << false;
    QTest::newRow("one bad frame") << QStringLiteral("--------x-------") << false;
    QTest::newRow("not open again yet") << QStringLiteral("--------xxx") << false;
    QTest::newRow("asleep") << QStringLiteral("-------xxxxxxxxxxxxxxxxxxxxxxxxxxx---") << false;
    QTest::newRow("closed from the start") << QStringLiteral("xx------") << false;
    QTest::newRow("no eyes seen") << QStringLiteral("????????????") << false;
    QTest::newRow("something moves before the eyes") << QStringLiteral("-------ooo-----") << false;
    QTest::newRow("another photograph") << QStringLiteral("-------ccc-----") << false;
    QTest::newRow("two photographs in turn") << QStringLiteral("-------cccc----cccc---") << false;
}

void LivenessTest::seesABlink() {
    QFETCH(QString, eyes);
    QFETCH(bool, expected);
    BlinkDetector detector(LivenessAbilities::Eyes{});
    for (const LivenessSample& sample : film(eyes)) {
        detector.add(sample);
    }
    QCOMPARE(detector.hasBlinked(), expected);
}

void LivenessTest::narrowEyesBlinkToo() {
    // The network takes these eyes for closed ones at any time.
    BlinkDetector detector(LivenessAbilities::Eyes{});
    for (const LivenessSample& sample : film(QStringLiteral("----------"), 6.0F)) {
        detector.add(sample);
    }
    QVERIFY(!detector.hasBlinked() && !detector.areEyesClosed());
    BlinkDetector other(LivenessAbilities::Eyes{});
    for (const LivenessSample& sample : film(QStringLiteral("--------xxx---"), 6.0F)) {
        other.add(sample);
    }
    QVERIFY(other.hasBlinked());
}

// Level 2 of a pack whose score does not decide: a photograph that seems to blink has not turned its head.
void LivenessTest::aBlinkAloneIsNotEnoughWithoutAScore() {
    const auto all = abilities(false);
    LivenessSession session(*LivenessPlan::make(LivenessLevel::Blink, all), all, Strictness::Standard, 0);
    auto frames = film(QStringLiteral("--------xxx---"));
    for (const LivenessSample& sample : frames) {
        QVERIFY(!session.add(sample));
    }
    QVERIFY(!session.isPassed());
    QCOMPARE(session.prompt(), LivenessPrompt::TurnLeft);
    QVERIFY(session.timeToAct() > LivenessSession::kTimeToAct);
    LivenessSample turned = frames.back();
    for (const float yaw : {12.0F, 20.0F, 24.0F, 12.0F, 2.0F}) {
        turned.yaw = yaw;
        turned.at += 40ms;
        QVERIFY(!session.add(turned));
    }
    QVERIFY(session.isPassed());
    QCOMPARE(session.prompt(), LivenessPrompt::None);
}

void LivenessTest::eyesThatStayClosedAreTold() {
    const auto all = abilities(false);
    LivenessSession session(*LivenessPlan::make(LivenessLevel::Passive, all), all, Strictness::Standard, 0);
    for (const LivenessSample& sample : film(QStringLiteral("-------") + QString(30, QLatin1Char('x')))) {
        QVERIFY(!session.add(sample));
    }
    QVERIFY(!session.isPassed());
    QCOMPARE(session.reasonUnfinished(), ErrorCode::EyesClosed);
}

void LivenessTest::asksForATurnOfTheHead_data() {
    QTest::addColumn<unsigned>("random");
    QTest::addColumn<QList<float>>("yaw");
    QTest::addColumn<QList<float>>("pitch");
    QTest::addColumn<QString>("expected");
    const QList<float> level(9, 2.0F);
    const QList<float> left{3, 3, 3, 8, 20, 24, 15, 5, 3};
    const QList<float> right{3, 3, 3, -4, -18, -20, -10, 1, 3};
    const QList<float> nod{2, 2, 2, 6, 14, 16, 8, 3, 2};
    const auto passed = QStringLiteral("passed");
    const auto waits = QStringLiteral("waits");
    const auto failed = QStringLiteral("failed");
    QTest::newRow("left") << 0U << left << level << passed;
    QTest::newRow("right") << 1U << right << level << passed;
    QTest::newRow("nod") << 2U << level << nod << passed;
    QTest::newRow("left instead of right") << 1U << left << level << failed;
    QTest::newRow("right instead of left") << 0U << right << level << failed;
    QTest::newRow("left instead of a nod") << 2U << left << level << failed;
    QTest::newRow("does nothing") << 0U << level << level << waits;
    QTest::newRow("nods instead of a turn") << 0U << level << nod << waits;
    QTest::newRow("does not come back") << 0U << left.first(6) << level.first(6) << waits;
    QTest::newRow("turned from the start") << 0U << QList<float>(9, 30.0F) << level << waits;
    QTest::newRow("not a number") << 0U << QList<float>(9, kNotANumber) << level << waits;
}

void LivenessTest::asksForATurnOfTheHead() {
    QFETCH(unsigned, random);
    QFETCH(QList<float>, yaw);
    QFETCH(QList<float>, pitch);
    QFETCH(QString, expected);
    auto all = abilities(false);
    LivenessSession session(*LivenessPlan::make(LivenessLevel::Challenge, all), all, Strictness::Standard,
                            random);
    QString found;
    for (qsizetype i = 0; i < yaw.size() && found.isEmpty(); ++i) {
        LivenessSample sample;
        sample.at = 40ms * i;
        sample.yaw = yaw[i];
        sample.pitch = pitch[i];
        if (const auto ended = session.add(sample)) {
            QCOMPARE(*ended, ErrorCode::ChallengeFailed);
            found = QStringLiteral("failed");
        }
    }
    if (found.isEmpty()) {
        found = session.isPassed() ? QStringLiteral("passed") : QStringLiteral("waits");
    }
    QCOMPARE(found, expected);
}

void LivenessTest::passiveScoreDecides_data() {
    QTest::addColumn<QList<float>>("scores");
    QTest::addColumn<bool>("isHigh");
    QTest::addColumn<QString>("expected");
    const auto alive = QStringLiteral("alive");
    const auto spoof = QStringLiteral("spoof");
    const auto waits = QStringLiteral("waits");
    QTest::newRow("alive") << QList<float>{0.9F, 0.8F, 0.4F} << false << alive;
    QTest::newRow("spoof") << QList<float>{0.9F, 0.1F, 0.2F} << false << spoof;
    QTest::newRow("a spoof is not tried again")
        << QList<float>{0.1F, 0.1F, 0.2F, 1.0F, 1.0F} << false << spoof;
    QTest::newRow("turns out later") << QList<float>{0.6F, 0.5F, 0.5F, 0.1F} << false << spoof;
    QTest::newRow("too few frames") << QList<float>{0.9F, 0.9F} << false << waits;
    QTest::newRow("not a number") << QList<float>{kNotANumber, 0.9F, 0.9F} << false << spoof;
    QTest::newRow("not enough for the strict") << QList<float>{0.6F, 0.6F, 0.6F} << true << spoof;
    QTest::newRow("enough for the strict") << QList<float>{0.8F, 0.7F, 0.9F} << true << alive;
}

void LivenessTest::passiveScoreDecides() {
    QFETCH(QList<float>, scores);
    QFETCH(bool, isHigh);
    QFETCH(QString, expected);
    const auto all = abilities(true);
    LivenessSession session(*LivenessPlan::make(LivenessLevel::Passive, all), all,
                            isHigh ? Strictness::High : Strictness::Standard, 0);
    QString found;
    for (const float score : scores) {
        LivenessSample sample;
        sample.passive = score;
        if (const auto ended = session.add(sample); ended && found.isEmpty()) {
            QCOMPARE(*ended, ErrorCode::SpoofSuspected);
            found = QStringLiteral("spoof");
        }
    }
    if (found.isEmpty()) {
        found = session.isPassed() ? QStringLiteral("alive") : QStringLiteral("waits");
    }
    QCOMPARE(found, expected);
}

void LivenessTest::aWeakScoreOnlyNamesTheReason() {
    const auto all = abilities(false);
    const auto plan = *LivenessPlan::make(LivenessLevel::Passive, all);
    for (const float score : {0.1F, 0.9F}) {
        LivenessSession session(plan, all, Strictness::Standard, 0);
        auto frames = film(QStringLiteral("----------"));
        for (LivenessSample& sample : frames) {
            sample.passive = score;
            QVERIFY(!session.add(sample));
        }
        QVERIFY(!session.isPassed());
        QCOMPARE(session.prompt(), LivenessPrompt::Blink);
        QCOMPARE(session.reasonUnfinished(),
                 score < 0.5F ? ErrorCode::SpoofSuspected : ErrorCode::ChallengeFailed);
    }
}

void LivenessTest::everyPromptHasAName() {
    for (const auto prompt : {LivenessPrompt::Blink, LivenessPrompt::TurnLeft, LivenessPrompt::TurnRight,
                              LivenessPrompt::Nod, LivenessPrompt::LookAhead}) {
        QVERIFY(toWire(prompt).starts_with("please_"));
    }
    QVERIFY(toWire(LivenessPrompt::None).empty());
}

void LivenessTest::knowsStreamsThatNoCameraMakes_data() {
    QTest::addColumn<QList<int>>("pictures"); // their fingerprints, one in 40 ms
    QTest::addColumn<int>("step");            // ms
    QTest::addColumn<int>("between");         // pictures that were not looked at, with each
    QTest::addColumn<double>("announced");    // frames a second
    QTest::addColumn<bool>("expected");
    QList<int> camera;
    QList<int> loop;
    for (int i = 0; i < 60; ++i) {
        camera << i;
        loop << i % 20;
    }
    QList<int> doubled;
    for (int i = 0; i < 60; ++i) {
        doubled << i / 2;
    }
    QTest::newRow("a camera") << camera << 40 << 0 << 30.0 << false;
    QTest::newRow("a slow camera gives each picture twice") << doubled << 40 << 0 << 30.0 << false;
    QTest::newRow("frozen") << QList<int>(60, 7) << 40 << 0 << 30.0 << true;
    QTest::newRow("a still of half a second") << QList<int>(12, 7) << 40 << 0 << 30.0 << false;
    QTest::newRow("a loop") << loop << 40 << 0 << 30.0 << true;
    QTest::newRow("the clock runs back") << camera << -40 << 0 << 30.0 << true;
    QTest::newRow("faster than announced") << camera << 40 << 0 << 10.0 << true;
    QTest::newRow("faster, but for once only") << camera.first(18) << 40 << 0 << 10.0 << false;
    QTest::newRow("faster than the eye") << camera << 40 << 3 << 30.0 << true;
    QTest::newRow("a little faster than announced") << camera << 40 << 0 << 15.0 << false;
    QTest::newRow("nobody announced anything") << camera << 40 << 5 << 0.0 << false;
    QTest::newRow("a rate that is none") << camera << 40 << 5 << double(kNotANumber) << false;
}

void LivenessTest::knowsStreamsThatNoCameraMakes() {
    QFETCH(QList<int>, pictures);
    QFETCH(int, step);
    QFETCH(int, between);
    QFETCH(double, announced);
    QFETCH(bool, expected);
    StreamGuard guard;
    bool isSuspect = false;
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        isSuspect =
            guard.add({10s + std::chrono::milliseconds(step * i), static_cast<std::uint64_t>(pictures[i]),
                       static_cast<std::uint64_t>(i * (between + 1)), announced});
    }
    QCOMPARE(isSuspect, expected);
}

// After a stall a camera hands on at once what was held up, and one that begins anew counts from the start.
void LivenessTest::aStallIsNoRush() {
    StreamGuard guard;
    std::uint64_t number = 0;
    auto at = std::chrono::milliseconds(10s);
    for (int stall = 0; stall < 3; ++stall) {
        for (int i = 0; i < 30; ++i) {
            at += i == 10 ? 400ms : i > 10 && i < 22 ? 0ms : 33ms;
            QVERIFY(!guard.add({at, ++number, number, 30.0}));
        }
    }
    for (std::uint64_t again = 1; again < 60; ++again) {
        at += 33ms;
        QVERIFY(!guard.add({at, 1000 + again, again, 30.0}));
    }
}

QTEST_APPLESS_MAIN(LivenessTest)
#include "tst_liveness.moc"
