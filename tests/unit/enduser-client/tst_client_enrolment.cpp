// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "enrolment/consent_presenter.h"
#include "enrolment/enrolment_presenter.h"
#include "fake_agent.h"

using namespace kaomon;
using namespace kaomon::enrolment;
using agentlink::AgentLink;
using agentlink::ClientSession;
using test::FakeAgent;
using Phase = EnrolmentPresenter::Phase;

namespace {

constexpr int kPatience = 60000;

FakeAgent::Reply progress(FakeAgent::Fields changes) {
    FakeAgent::Fields fields{{"step", "1"},     {"steps", "5"},  {"pose", "front"},
                             {"accepted", "0"}, {"needed", "9"}, {"hint", "no_face"}};
    fields.merge(changes);
    for (const auto& [key, value] : changes) { // what merge() left behind was there already
        fields[key] = value;
    }
    return {"enrolProgress", fields};
}

FakeAgent::Fields goodMeters() {
    return {{"size", "0.3"},    {"size_ok", "1"},      {"size_min", "0.2"}, {"blur", "0.2"},
            {"blur_ok", "1"},   {"blur_min", "0.065"}, {"luma", "120"},     {"luma_ok", "1"},
            {"luma_min", "40"}, {"luma_max", "225"},   {"yaw", "2"},        {"yaw_ok", "1"},
            {"yaw_max", "30"},  {"pitch", "-3"},       {"pitch_ok", "1"},   {"roll", "1"},
            {"roll_ok", "1"}};
}

struct Bench {
    FakeAgent agent;
    AgentLink link{agent.path()};
    ClientSession session{link};
    EnrolmentPresenter presenter{link, session};

    Bench() { link.start(); }

    bool startAndWait() {
        presenter.start(QStringLiteral("desk"));
        return QTest::qWaitFor([this] { return agent.count("enrolStart") > 0; }, kPatience);
    }
    bool waitFor(Phase phase) {
        return QTest::qWaitFor([this, phase] { return presenter.phase() == phase; }, kPatience);
    }
};

} // namespace

class TestEnrolment : public QObject {
    Q_OBJECT

private slots:
    void wholePath();
    void failuresEndTheEnrolment_data();
    void failuresEndTheEnrolment();
    void darknessLightsTheScreenUp();
    void cancelDropsWhatComesLater();
    void agentGoingAwayEndsTheEnrolment();
    void metersTellWhatIsWrong_data();
    void metersTellWhatIsWrong();
    void malformedProgressIsHarmless();
    void consentIsGivenForTheShownVersion();
    void consentTextOfAnotherVersionIsNotInvented();
    void consentFailureIsTold();
};

void TestEnrolment::wholePath() {
    Bench bench;
    QVERIFY(bench.startAndWait());
    QCOMPARE(bench.presenter.phase(), Phase::Starting);
    QCOMPARE(bench.agent.last("enrolStart")->text("label"), std::string("desk"));
    QVERIFY(bench.agent.last("preview")->flag("on"));
    bench.agent.send("enrolStart", progress({{"hint", "no_face"}}));
    QVERIFY(bench.waitFor(Phase::Capturing));
    QVERIFY(bench.presenter.progress().hint == ErrorCode::NoFace);
    QVERIFY(!bench.presenter.progress().meters);

    auto fields = goodMeters();
    fields["pose"] = "left";
    fields["step"] = "2";
    fields["accepted"] = "3";
    fields["hint"] = "hold_still";
    bench.agent.send("enrolStart", progress(fields));
    QTRY_COMPARE(bench.presenter.progress().accepted, 3);
    QVERIFY(bench.presenter.progress().isHoldStill);
    QVERIFY(!bench.presenter.progress().hint);
    QCOMPARE(bench.presenter.progress().pose, Pose::Left);
    QCOMPARE(bench.presenter.fraction(), 3.0 / 9.0);
    for (const Meter& meter : *bench.presenter.progress().meters) {
        QVERIFY(meter.isGood && !meter.reason && meter.fraction >= meter.threshold);
    }

    bench.agent.status["templates"] = "1";
    bench.agent.status["signed_in"] = "1";
    bench.agent.send("enrolStart", {"enrolDone", {{"template_id", "x"}, {"frames", "9"}}});
    QVERIFY(bench.waitFor(Phase::Finished));
    QCOMPARE(bench.presenter.fraction(), 1.0);
    QTRY_COMPARE(bench.session.status().templates, 1);
    QTRY_VERIFY(!bench.agent.last("preview")->flag("on"));
}

void TestEnrolment::darknessLightsTheScreenUp() {
    Bench bench;
    QVERIFY(bench.startAndWait());
    bench.agent.send("enrolStart", progress({{"hint", "face_too_dark"}}));
    QVERIFY(bench.waitFor(Phase::Capturing));
    QVERIFY(!bench.presenter.isLit());
    bench.agent.send("enrolStart", progress({{"hint", "face_too_dark"}, {"assist", "bright_screen"}}));
    QTRY_VERIFY(bench.presenter.isLit());
    bench.agent.send("enrolStart", progress({{"hint", "hold_still"}}));
    QTRY_VERIFY(bench.presenter.progress().isHoldStill);
    QVERIFY(bench.presenter.isLit());
    bench.presenter.cancel();
    QVERIFY(!bench.presenter.isLit());
}

void TestEnrolment::failuresEndTheEnrolment_data() {
    QTest::addColumn<QString>("code");
    for (const char* code : {"camera_missing", "camera_busy", "camera_lost", "consent_required",
                             "face_inconsistent", "spoof_suspected", "agent_busy", "server_unreachable"}) {
        QTest::newRow(code) << QString::fromLatin1(code);
    }
}

void TestEnrolment::failuresEndTheEnrolment() {
    QFETCH(QString, code);
    Bench bench;
    bench.agent.fail("enrolStart", code.toStdString());
    bench.presenter.start(QStringLiteral("desk"));
    QVERIFY(bench.waitFor(Phase::Failed));
    QCOMPARE(bench.presenter.error(), *errorCodeFromWire(code.toStdString()));
    bench.presenter.reset();
    QCOMPARE(bench.presenter.phase(), Phase::Idle);
}

void TestEnrolment::cancelDropsWhatComesLater() {
    Bench bench;
    QVERIFY(bench.startAndWait());
    bench.presenter.cancel();
    QCOMPARE(bench.presenter.phase(), Phase::Cancelled);
    QTRY_COMPARE(bench.agent.count("enrolCancel"), 1);
    bench.agent.send("enrolStart", progress({}));
    bench.agent.send("enrolStart", {"error", {{"code", "camera_lost"}}});
    bench.session.refresh();
    const int asked = bench.agent.count("status");
    QTRY_VERIFY(bench.agent.count("status") > asked);
    QCOMPARE(bench.presenter.phase(), Phase::Cancelled);
    bench.presenter.start(QStringLiteral("again"));
    QCOMPARE(bench.presenter.phase(), Phase::Starting);
}

void TestEnrolment::agentGoingAwayEndsTheEnrolment() {
    Bench bench;
    QVERIFY(bench.startAndWait());
    bench.agent.close();
    QVERIFY(bench.waitFor(Phase::Failed));
    QCOMPARE(bench.presenter.error(), ErrorCode::AgentUnreachable);
}

void TestEnrolment::metersTellWhatIsWrong_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<MeterKind>("kind");
    QTest::addColumn<ErrorCode>("reason");
    QTest::newRow("far") << QStringLiteral("size") << QStringLiteral("0.1") << MeterKind::Size
                         << ErrorCode::FaceTooSmall;
    QTest::newRow("blurred") << QStringLiteral("blur") << QStringLiteral("0.01") << MeterKind::Sharpness
                             << ErrorCode::FaceBlurred;
    QTest::newRow("dark") << QStringLiteral("luma") << QStringLiteral("20") << MeterKind::Light
                          << ErrorCode::FaceTooDark;
    QTest::newRow("bright") << QStringLiteral("luma") << QStringLiteral("250") << MeterKind::Light
                            << ErrorCode::FaceTooBright;
    QTest::newRow("turned") << QStringLiteral("yaw") << QStringLiteral("-44") << MeterKind::Pose
                            << ErrorCode::FaceTurned;
    QTest::newRow("tilted") << QStringLiteral("roll") << QStringLiteral("40") << MeterKind::Pose
                            << ErrorCode::FaceTurned;
}

void TestEnrolment::metersTellWhatIsWrong() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(MeterKind, kind);
    QFETCH(ErrorCode, reason);
    auto fields = goodMeters();
    fields[key.toStdString()] = value.toStdString();
    fields[key.toStdString() + "_ok"] = "0";
    const auto reply = progress(fields);
    const auto read = readEnrolmentProgress({reply.type, 1, reply.fields});
    QVERIFY(read.meters);
    for (std::size_t i = 0; i < kMeterKinds; ++i) {
        const Meter& meter = (*read.meters)[i];
        QCOMPARE(meter.isGood, i != static_cast<std::size_t>(kind));
        QVERIFY(meter.fraction >= 0.0 && meter.fraction <= 1.0);
        if (!meter.isGood) {
            QVERIFY(meter.reason == reason);
        }
    }
}

void TestEnrolment::malformedProgressIsHarmless() {
    const auto read = readEnrolmentProgress({.type = "enrolProgress",
                                             .id = 1,
                                             .fields = {{"step", "-4"},
                                                        {"needed", "99999999999"},
                                                        {"pose", "upside_down"},
                                                        {"size", "nan"},
                                                        {"luma", "much"},
                                                        {"hint", "unheard_of"}}});
    QCOMPARE(read.step, 0);
    QCOMPARE(read.needed, 1000);
    QCOMPARE(read.pose, Pose::Front);
    QVERIFY(!read.hint && !read.isHoldStill && read.request.isEmpty());
    QCOMPARE(readEnrolmentProgress({"enrolProgress", 1, {{"hint", "please_blink"}}}).request,
             QStringLiteral("please_blink"));
    for (const Meter& meter : *read.meters) {
        QVERIFY(!meter.isGood && meter.fraction >= 0.0 && meter.fraction <= 1.0);
    }
}

void TestEnrolment::consentIsGivenForTheShownVersion() {
    Bench bench;
    bench.agent.answer("giveConsent", {"consentGiven", {}});
    bench.agent.status["consent_version"] = "1";
    ConsentPresenter presenter(bench.link, bench.session);
    for (const char* language : {"en", "ja"}) {
        const auto text = presenter.text(QString::fromLatin1(language));
        QVERIFY(text && text->size() > 300);
    }
    QSignalSpy given(&presenter, &ConsentPresenter::given);
    presenter.give(QStringLiteral("ja"));
    QTRY_COMPARE(given.count(), 1);
    QCOMPARE(bench.agent.last("giveConsent")->text("text_version"), presenter.version().toStdString());
    QCOMPARE(bench.agent.last("giveConsent")->text("language"), std::string("ja"));
    QVERIFY(presenter.isGiven());
}

void TestEnrolment::consentTextOfAnotherVersionIsNotInvented() {
    Bench bench;
    localipc::Message signedIn{.type = "signedIn", .id = 1, .fields = {}};
    signedIn.set("consent_text_version", "99");
    signedIn.setFlag("consent_needed", true);
    bench.session.takeSignIn(signedIn);
    const ConsentPresenter presenter(bench.link, bench.session);
    QCOMPARE(presenter.version(), QStringLiteral("99"));
    QVERIFY(!presenter.isGiven());
    QCOMPARE(presenter.text(QStringLiteral("en")).error().code, ErrorCode::ClientTooOld);
}

void TestEnrolment::consentFailureIsTold() {
    Bench bench;
    bench.agent.fail("giveConsent", "server_unreachable");
    ConsentPresenter presenter(bench.link, bench.session);
    QSignalSpy failed(&presenter, &ConsentPresenter::failed);
    presenter.give(QStringLiteral("en"));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.first().first().value<ErrorCode>(), ErrorCode::ServerUnreachable);
    QVERIFY(!presenter.isGiven());
    QVERIFY(!presenter.isBusy());
}

QTEST_GUILESS_MAIN(TestEnrolment)
#include "tst_client_enrolment.moc"
