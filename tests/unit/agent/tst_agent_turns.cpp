// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <fstream>

#include "agent/enrolment_runner.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

Q_DECLARE_METATYPE(kaomon::ErrorCode)

// Who may have the camera when two want it, and what an enrolment is told when the camera fails.
class TestAgentTurns : public QObject {
    Q_OBJECT
private slots:
    void aLogonGoesBeforeAnEnrolment() {
        Enrolling enrolling;
        enrolling.begin();
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.accepted >= 2, 120000);
        const auto answer = enrolling.desk.attempt();
        QCOMPARE(answer.outcome, std::string("accepted"));
        QVERIFY(!enrolling.result); // it waits and is not told off
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.result.has_value(), 120000);
        QVERIFY2(*enrolling.result, *enrolling.result ? "" : enrolling.result->error().detail.c_str());
        QCOMPARE(enrolling.desk.pictures->startCount(), 1);
    }

    void theEnrolmentSeesNothingOfTheLogon() {
        Enrolling enrolling;
        enrolling.begin();
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.accepted >= 1, 120000);
        QVERIFY(enrolling.desk.pictures->show(unlockPictures(kStranger)));
        int looks = -1;
        const auto answer = enrolling.desk.attempt("taro", domain::Scenario::Logon,
                                                   [&] { looks = std::max(looks, enrolling.looks); });
        QCOMPARE(answer.code, std::optional(ErrorCode::FaceNoMatch));
        QCOMPARE(enrolling.looks, looks);
        QVERIFY(enrolling.desk.pictures->show(enrolPictures(kPerson)));
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.result.has_value(), 120000);
        QVERIFY(*enrolling.result);
    }

    void anEnrolmentThatWaitsMayBeGivenUp() {
        Enrolling enrolling;
        enrolling.begin();
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.accepted >= 1, 120000);
        const auto answer = enrolling.desk.attempt("taro", domain::Scenario::Logon, [&] {
            if (!enrolling.result) {
                enrolling.runner.cancel();
            }
        });
        QCOMPARE(answer.outcome, std::string("accepted"));
        QCOMPARE(enrolling.result->error().code, ErrorCode::Cancelled);
        QVERIFY(!enrolling.desk.camera.isInUse());
    }

    void aLogonEndsTheTestOfAFace() {
        Desk desk; // an empty room, so that the test goes on
        std::optional<LogonAnswer> tested;
        bool isLooking = false;
        desk.logon.begin({domain::Scenario::EnrolTest, {}, {}, desk.user},
                         {.progress = {},
                          .looked = [&](const Look&) { isLooking = true; },
                          .wantsJpeg = {},
                          .done = [&](const LogonAnswer& given) { tested = given; }});
        QTRY_VERIFY_WITH_TIMEOUT(isLooking, 120000);
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QCOMPARE(tested->code, std::optional(ErrorCode::AgentBusy));
        QCOMPARE(tested->outcome, std::string("unavailable"));
    }

    void aSecondLogonIsTurnedAway() {
        Desk desk;
        std::optional<LogonAnswer> first;
        desk.logon.begin(
            {domain::Scenario::Logon, "taro", "test", {}},
            {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                 first = given;
             }});
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::AgentBusy));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QTRY_VERIFY_WITH_TIMEOUT(first.has_value(), 120000);
        QCOMPARE(first->outcome, std::string("accepted"));
    }

    void aCameraThatFailsEndsTheEnrolment_data() {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("missing") << ErrorCode::CameraMissing;
        QTest::newRow("busy") << ErrorCode::CameraBusy;
        QTest::newRow("denied") << ErrorCode::CameraDenied;
        QTest::newRow("pulled out") << ErrorCode::CameraLost;
    }
    void aCameraThatFailsEndsTheEnrolment() {
        QFETCH(ErrorCode, code);
        Enrolling enrolling;
        if (code != ErrorCode::CameraLost) {
            enrolling.desk.pictures->failOnStart(code);
        }
        enrolling.begin();
        if (code == ErrorCode::CameraLost) {
            QTRY_VERIFY_WITH_TIMEOUT(enrolling.accepted >= 1, 120000);
            enrolling.desk.pictures->failNow(code);
        }
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.result.has_value(), 120000);
        QCOMPARE(enrolling.result->error().code, code);
        enrolling.desk.pictures->failOnStart(std::nullopt);
        enrolling.begin(); // once the camera is back
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.result.has_value(), 120000);
        QVERIFY(*enrolling.result);
    }

    // The logon's camera fails while an enrolment waits behind it: the enrolment hears of it too.
    void thePlugPulledDuringTheLogonEndsBoth() {
        Enrolling enrolling;
        enrolling.begin();
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.accepted >= 1, 120000);
        enrolling.desk.pictures->showFrames({});
        enrolling.desk.pictures->failOnStart(ErrorCode::CameraMissing);
        bool isPulled = false;
        const auto answer = enrolling.desk.attempt("taro", domain::Scenario::Logon, [&] {
            if (!std::exchange(isPulled, true)) {
                enrolling.desk.pictures->failNow(ErrorCode::CameraLost);
            }
        });
        QCOMPARE(answer.code, std::optional(ErrorCode::CameraLost));
        QTRY_VERIFY_WITH_TIMEOUT(enrolling.result.has_value(), 120000);
        QCOMPARE(enrolling.result->error().code, ErrorCode::CameraMissing);
    }

    void aDamagedModelIsTold_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("changed file") << QStringLiteral("fr_feature.onnx") << ErrorCode::ModelCorrupt;
        QTest::newRow("no pack") << QString() << ErrorCode::ModelMissing;
        // Every file is right, but what they compute is not what the manifest says of them.
        QTest::newRow("other figures") << QStringLiteral("manifest.json") << ErrorCode::SelfTestFailed;
    }
    void aDamagedModelIsTold() {
        QFETCH(QString, fault);
        QFETCH(ErrorCode, code);
        const QTemporaryDir folder;
        const std::filesystem::path pack = folder.filePath(QStringLiteral("pack")).toStdString();
        if (!fault.isEmpty()) {
            std::filesystem::copy(std::filesystem::canonical(modelsFolder()), pack);
            damage(pack / fault.toStdString());
        }
        FaceCamera camera([] { return std::make_unique<testing::PictureSource>(); }, pack, 0ms);
        const testing::ManualClock clock;
        AttemptRunner attempts(camera, clock);
        std::optional<AttemptResult> result;
        const Status started = attempts.start(
            {AttemptId::generate(), domain::Scenario::Logon, domain::Policy(), {}},
            {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const AttemptResult& given) {
                 result = given;
             }});
        QVERIFY(started);
        QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 120000);
        QCOMPARE(result->code, std::optional(code));
        EnrolmentRunner enrolments(camera, clock);
        std::optional<ErrorCode> told; // at once, or when the engine has tested itself
        const auto begun = enrolments.start(
            0, {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](Result<vision::Template> made) {
                    told = made.error().code;
                }});
        if (!begun) {
            told = begun.error().code;
        }
        QTRY_VERIFY_WITH_TIMEOUT(told.has_value(), 120000);
        QCOMPARE(*told, code);
        QCOMPARE(camera.lastError()->code, code); // for the status page
    }

private:
    static void damage(const std::filesystem::path& file) {
        std::ifstream input(file, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(input), {}};
        if (file.extension() == ".json") {
            bytes.replace(bytes.find("\"similarity\": 0."), 16, "\"similarity\": -0.");
        } else {
            bytes.replace(1000, 7, "damaged");
        }
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    }

    // An enrolment of kPerson; each look takes two seconds of the test's clock, so that no pose is waited
    // for.
    struct Enrolling {
        void begin() {
            result.reset();
            accepted = 0;
            if (!desk.pictures->show(enrolPictures(kPerson))) {
                qFatal("there are no photographs");
            }
            const auto begun = runner.start(
                0, {.progress = [this](const EnrolmentProgress& p) { accepted = p.accepted; },
                    .looked =
                        [this](const Look&) {
                            ++looks;
                            desk.clock.advance(2s);
                        },
                    .wantsJpeg = {},
                    .done = [this](Result<vision::Template> made) { result = std::move(made); }});
            if (!begun) {
                result = propagate(begun.error());
            }
        }

        Desk desk;
        EnrolmentRunner runner{desk.camera, desk.clock};
        int looks = 0;
        int accepted = 0;
        std::optional<Result<vision::Template>> result;
    };
};

QTEST_GUILESS_MAIN(TestAgentTurns)
#include "tst_agent_turns.moc"
