// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "facetest/face_test_presenter.h"
#include "fake_agent.h"

using namespace kaomon;
using namespace kaomon::facetest;
using agentlink::AgentLink;
using agentlink::ClientSession;
using test::FakeAgent;
using Phase = FaceTestPresenter::Phase;

namespace {

struct Bench {
    FakeAgent agent;
    AgentLink link{agent.path()};
    ClientSession session{link};
    FaceTestPresenter presenter{link, session};

    Bench() { link.start(); }
};

} // namespace

class TestFaceTest : public QObject {
    Q_OBJECT

private slots:
    void resultAndReason_data();
    void resultAndReason();
    void progressTellsWhatIsMissing();
    void darknessLightsTheScreenUp();
    void cancelGoesBackToIdle();
    void errorBecomesNoDecision();
};

void TestFaceTest::resultAndReason_data() {
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("code");
    QTest::addColumn<Outcome>("expected");
    QTest::addColumn<ErrorCode>("reason");
    const auto text = [](const char* word) { return QString::fromLatin1(word); };
    QTest::newRow("accepted") << text("accepted") << QString() << Outcome::Accepted << ErrorCode::Internal;
    QTest::newRow("stranger") << text("refused") << text("face_no_match") << Outcome::Refused
                              << ErrorCode::FaceNoMatch;
    QTest::newRow("photograph") << text("refused") << text("spoof_suspected") << Outcome::Refused
                                << ErrorCode::SpoofSuspected;
    QTest::newRow("refused without code")
        << text("refused") << QString() << Outcome::Refused << ErrorCode::FaceNoMatch;
    QTest::newRow("camera") << text("unavailable") << text("camera_missing") << Outcome::Unavailable
                            << ErrorCode::CameraMissing;
    QTest::newRow("unknown word") << text("perhaps") << QString() << Outcome::Unavailable
                                  << ErrorCode::Internal;
}

void TestFaceTest::resultAndReason() {
    QFETCH(QString, outcome);
    QFETCH(QString, code);
    QFETCH(Outcome, expected);
    QFETCH(ErrorCode, reason);
    Bench bench;
    bench.agent.answer("testFace", {"authResult",
                                    {{"outcome", outcome.toStdString()},
                                     {"code", code.toStdString()},
                                     {"elapsed_ms", "312"},
                                     {"score_band", "high"}}});
    bench.presenter.start();
    QTRY_COMPARE(bench.presenter.phase(), Phase::Done);
    QCOMPARE(bench.presenter.result().outcome, expected);
    QCOMPARE(bench.presenter.result().elapsedMilliseconds, 312);
    QCOMPARE(bench.presenter.result().reason.has_value(), expected != Outcome::Accepted);
    QCOMPARE(bench.presenter.result().reason.value_or(ErrorCode::Internal), reason);
}

void TestFaceTest::progressTellsWhatIsMissing() {
    Bench bench;
    bench.presenter.start();
    QTRY_COMPARE(bench.agent.count("testFace"), 1);
    bench.agent.send("testFace", {"authProgress", {{"state", "looking"}}});
    QTRY_VERIFY(bench.presenter.isLooking());
    QVERIFY(!bench.presenter.hint());
    bench.agent.send("testFace", {"authProgress", {{"state", "face_too_dark"}}});
    QTRY_VERIFY(bench.presenter.hint() == ErrorCode::FaceTooDark);
    bench.agent.send("testFace", {"authProgress", {{"state", "looking"}}});
    QTRY_VERIFY(!bench.presenter.hint());
}

// On until the test ends: the light itself ends the darkness.
void TestFaceTest::darknessLightsTheScreenUp() {
    Bench bench;
    bench.presenter.start();
    QTRY_COMPARE(bench.agent.count("testFace"), 1);
    bench.agent.send("testFace",
                     {"authProgress", {{"state", "face_too_dark"}}}); // where the policy is against it
    QTRY_VERIFY(bench.presenter.hint() == ErrorCode::FaceTooDark);
    QVERIFY(!bench.presenter.isLit());
    bench.agent.send("testFace", {"authProgress", {{"state", "face_too_dark"}, {"assist", "bright_screen"}}});
    QTRY_VERIFY(bench.presenter.isLit());
    bench.agent.send("testFace", {"authProgress", {{"state", "looking"}}});
    QTRY_VERIFY(!bench.presenter.hint());
    QVERIFY(bench.presenter.isLit());
    bench.agent.send("testFace", {"authResult", {{"outcome", "accepted"}}});
    QTRY_COMPARE(bench.presenter.phase(), Phase::Done);
    QVERIFY(!bench.presenter.isLit());
}

void TestFaceTest::cancelGoesBackToIdle() {
    Bench bench;
    bench.presenter.start();
    QTRY_COMPARE(bench.agent.count("testFace"), 1);
    bench.presenter.cancel();
    QCOMPARE(bench.presenter.phase(), Phase::Idle);
    QTRY_COMPARE(bench.agent.count("cancel"), 1);
    bench.agent.send("testFace", {"authResult", {{"outcome", "refused"}, {"code", "cancelled"}}});
    const int asked = bench.agent.count("status");
    bench.session.refresh();
    QTRY_VERIFY(bench.agent.count("status") > asked);
    QCOMPARE(bench.presenter.phase(), Phase::Idle);
}

void TestFaceTest::errorBecomesNoDecision() {
    Bench bench;
    bench.agent.fail("testFace", "agent_busy");
    bench.presenter.start();
    QTRY_COMPARE(bench.presenter.phase(), Phase::Done);
    QCOMPARE(bench.presenter.result().outcome, Outcome::Unavailable);
    QVERIFY(bench.presenter.result().reason == ErrorCode::AgentBusy);
    bench.presenter.reset();
    QCOMPARE(bench.presenter.phase(), Phase::Idle);
}

QTEST_GUILESS_MAIN(TestFaceTest)
#include "tst_client_face_test.moc"
