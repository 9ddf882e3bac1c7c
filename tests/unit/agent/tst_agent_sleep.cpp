// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/sleep_guard_logind.h"
#include "agent_fixture.h"
#include "support/mocked_logind.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

// Between the word that the PC will sleep and the one that it is awake nobody is looked at. logind is mocked:
// there is none where tests run.
class TestAgentSleep : public QObject {
    Q_OBJECT
private slots:
    void nobodyLogsOnWhileThePcSleeps() {
        if (!testing::MockedLogind::isPossible()) {
            QSKIP("needs the packages dbus and python3-dbusmock");
        }
        testing::MockedLogind logind;
        QVERIFY(logind.start());
        LogindSleepGuard guard(logind.connection());
        const auto say = [&](bool isBefore) {
            return logind.call(
                QStringLiteral("/org/freedesktop/login1"), "org.freedesktop.DBus.Mock", "EmitSignal",
                {QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"),
                 QStringLiteral("b"), QVariant::fromValue(QVariantList{isBefore})});
        };
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        LogonService logon({*desk.state, desk.runner, desk.events, desk.tickets, desk.clock,
                            desk.superuserFile(), nullptr, nullptr,
                            PowerFacts(desk.folder.path().toStdString()), [&] { return guard.isAsleep(); }});
        const auto attempt = [&] {
            LogonAnswer answer;
            bool isDone = false;
            logon.begin(
                {domain::Scenario::Unlock, "taro", "test", {}, false},
                {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                     answer = given;
                     isDone = true;
                 }});
            return QTest::qWaitFor([&] { return isDone; }, 30000) ? answer.code : ErrorCode::Internal;
        };
        QVERIFY(say(true));
        QTRY_VERIFY_WITH_TIMEOUT(guard.isAsleep(), 60000);
        QCOMPARE(attempt(), std::optional(ErrorCode::Cancelled));
        QCOMPARE(desk.pictures->startCount(), 0); // the camera stayed off
        QVERIFY(say(false));
        QTRY_VERIFY_WITH_TIMEOUT(!guard.isAsleep(), 60000);
        QCOMPARE(attempt(), std::optional<ErrorCode>());
        QVERIFY(guard.isWakingUp());
    }

    // Its USB port wakes up after the PC does: what the person sees is that his face is looked for.
    void aCameraMayComeAMomentAfterTheSleep() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        desk.pictures->failOnStart(ErrorCode::CameraMissing);
        bool isComing = true;
        desk.runner.setCameraComing([&] { return isComing; });
        const int starts = desk.pictures->startCount();
        QTimer plug; // when it has been tried twice
        connect(&plug, &QTimer::timeout, this, [&] {
            if (desk.pictures->startCount() >= starts + 2) {
                desk.pictures->failOnStart(std::nullopt);
            }
        });
        plug.start(20);
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QVERIFY(desk.pictures->startCount() > starts + 2);

        // One that does not come is said to be missing, as ever, and at any other time at once.
        plug.stop();
        desk.pictures->failNow(ErrorCode::CameraLost);
        desk.pictures->failOnStart(ErrorCode::CameraMissing);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.camera.isWarm(), 30000);
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::CameraMissing));
        isComing = false;
        const int before = desk.pictures->startCount();
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::CameraMissing));
        QCOMPARE(desk.pictures->startCount(), before + 1);
    }
};

QTEST_GUILESS_MAIN(TestAgentSleep)
#include "tst_agent_sleep.moc"
