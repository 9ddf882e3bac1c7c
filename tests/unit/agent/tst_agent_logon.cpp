// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <fstream>

#include "base/log.h"
#include "unit/vision/vision_fixture.h"
#include "wire/codec.h"
#include "wire/licences.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

Q_DECLARE_METATYPE(kaomon::ErrorCode)

// Photographs before the camera, the real networks behind it, and no server anywhere.
class TestAgentLogon : public QObject {
    Q_OBJECT
private slots:
    void theSamePersonIsAccepted() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto answer = desk.attempt();
        QCOMPARE(answer.outcome, std::string("accepted"));
        QVERIFY(!answer.ticket.empty());
        QCOMPARE(answer.result.camera.id, std::string("test-camera"));
        const auto events = desk.outbox();
        QCOMPARE(events.size(), std::size_t(1));
        QCOMPARE(events[0].code, std::string("LOGON_OK"));
        QCOMPARE(events[0].result, std::string("ok"));
        QCOMPARE(events[0].user, std::optional(desk.user));
        QCOMPARE(events[0].detail.cameraId, std::optional<std::string>("test-camera"));
        QCOMPARE(events[0].attempt, std::optional(answer.attempt));
        QVERIFY(std::ranges::find(desk.states, "looking") != desk.states.end());
    }

    void anotherPersonIsRefused() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        const auto answer = desk.attempt("taro", domain::Scenario::Unlock);
        QCOMPARE(answer.outcome, std::string("refused"));
        QCOMPARE(answer.code, std::optional(ErrorCode::FaceNoMatch));
        QVERIFY(answer.ticket.empty());
        const auto events = desk.outbox();
        QCOMPARE(events.size(), std::size_t(1));
        QCOMPARE(events[0].code, std::string("UNLOCK_NG"));
        QCOMPARE(events[0].detail.reason, std::optional<std::string>("face_no_match"));
        QVERIFY(events[0].detail.scoreBand.has_value());
    }

    void anEmptyRoomIsNoFace() {
        Desk desk(true, withTimeout());
        const auto answer = desk.attempt();
        QCOMPARE(answer.outcome, std::string("refused"));
        QCOMPARE(answer.code, std::optional(ErrorCode::NoFace));
        QVERIFY(std::ranges::find(desk.states, "no_face") != desk.states.end());
    }

    void aCameraThatFailsIsTold_data() {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("missing") << ErrorCode::CameraMissing;
        QTest::newRow("busy") << ErrorCode::CameraBusy;
        QTest::newRow("denied") << ErrorCode::CameraDenied;
    }
    void aCameraThatFailsIsTold() {
        QFETCH(ErrorCode, code);
        Desk desk;
        desk.pictures->failOnStart(code);
        const auto answer = desk.attempt();
        QCOMPARE(answer.outcome, std::string("unavailable"));
        QCOMPARE(answer.code, std::optional(code));
        QCOMPARE(desk.outbox().at(0).result, std::string("err"));
        desk.pictures->failOnStart(std::nullopt);
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void aBadPictureIsTold_data() {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("two faces") << "two" << ErrorCode::SeveralFaces;
        QTest::newRow("far away") << "far" << ErrorCode::FaceTooSmall;
        QTest::newRow("dark") << "dark" << ErrorCode::FaceTooDark;
        QTest::newRow("blurred") << "blurred" << ErrorCode::FaceBlurred;
    }
    void aBadPictureIsTold() {
        QFETCH(QString, scene);
        QFETCH(ErrorCode, code);
        auto settings = withTimeout();
        settings.push_back({"min_face_px", "150"});
        Desk desk(true, settings);
        desk.pictures->showFrames({sceneOf(scene)});
        const auto answer = desk.attempt();
        QCOMPARE(answer.outcome, std::string("refused"));
        QCOMPARE(answer.code, std::optional(code));
        QCOMPARE(desk.outbox().at(0).detail.reason, std::optional<std::string>(wireName(code)));
        QVERIFY(std::ranges::find(desk.states, wireName(code)) != desk.states.end()); // told while it lasts
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void unpluggingEndsTheAttempt() {
        Desk desk;
        bool isPulled = false;
        LogonAnswer answer;
        bool isDone = false;
        desk.logon.begin({domain::Scenario::Logon, "taro", "test", {}},
                         {.progress = {},
                          .looked =
                              [&](const Look&) {
                                  if (!std::exchange(isPulled, true)) {
                                      desk.pictures->failNow(ErrorCode::CameraLost);
                                  }
                              },
                          .wantsJpeg = {},
                          .done =
                              [&](const LogonAnswer& given) {
                                  answer = given;
                                  isDone = true;
                              }});
        QTRY_VERIFY_WITH_TIMEOUT(isDone, 20000);
        QCOMPARE(answer.code, std::optional(ErrorCode::CameraLost));
        QCOMPARE(answer.outcome, std::string("unavailable"));
    }

    // The camera was left on after the attempt before, and its stream has died since: it is opened anew,
    // once.
    void aWarmCameraThatDiedIsOpenedAnew() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QVERIFY(desk.camera.isWarm());
        desk.pictures->freeze();
        std::optional<LogonAnswer> answer;
        desk.logon.begin(
            {domain::Scenario::Logon, "taro", "test", {}},
            {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                 answer = given;
             }});
        desk.pictures->failNow(ErrorCode::CameraFailed);
        QTRY_COMPARE_WITH_TIMEOUT(desk.pictures->startCount(), 2, 20000);
        desk.pictures->failNow(ErrorCode::CameraFailed); // and again: then it is said
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 20000);
        QCOMPARE(answer->code, std::optional(ErrorCode::CameraFailed));
        QCOMPARE(answer->outcome, std::string("unavailable"));
        desk.pictures->thaw();
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void whoMayNotIsRefused_data() {
        QTest::addColumn<QString>("account");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("unknown account") << "hanako" << ErrorCode::AccountNotLinked;
        QTest::newRow("same name in a domain") << "CORP\\taro" << ErrorCode::AccountNotLinked;
        QTest::newRow("root") << "root" << ErrorCode::SuperuserDenied;
    }
    void whoMayNotIsRefused() {
        QFETCH(QString, account);
        QFETCH(ErrorCode, code);
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto answer = desk.attempt(account.toStdString());
        QVERIFY(answer.outcome != "accepted");
        QCOMPARE(answer.code, std::optional(code));
        QCOMPARE(desk.outbox().size(), std::size_t(1));
        QCOMPARE(desk.pictures->startCount(), 0);
    }

    void rootPassesWhereTheLocalFileSaysSo() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        std::ofstream(desk.superuserFile()) << "# who\nroot\n";
        std::filesystem::permissions(desk.superuserFile(), std::filesystem::perms(0666));
        QCOMPARE(desk.attempt("root").code, std::optional(ErrorCode::SuperuserDenied));
        std::filesystem::permissions(desk.superuserFile(), std::filesystem::perms(0644));
        QCOMPARE(desk.attempt("root").outcome, std::string("accepted"));
    }

    void anAccountThatIsNotActiveIsRefused_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("disabled") << "disabled" << ErrorCode::UserDisabled;
        QTest::newRow("locked") << "locked" << ErrorCode::UserLocked;
        QTest::newRow("provisional") << "provisional" << ErrorCode::PasswordChangeRequired;
        QTest::newRow("newer state") << "vanished" << ErrorCode::UserDisabled;
    }
    void anAccountThatIsNotActiveIsRefused() {
        QFETCH(QString, state);
        QFETCH(ErrorCode, code);
        Desk desk;
        QVERIFY(store(*desk.state, {Tenant::user(desk.user, state.toStdString())}));
        QCOMPARE(desk.attempt().code, std::optional(code));
    }

    void aDeviceThatIsNotActiveIsRefused() {
        Desk desk;
        QVERIFY(desk.state->setDeviceState("suspended"));
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::DeviceSuspended));
    }

    void offlineUseEnds() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        desk.clock.advance(std::chrono::days(29));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        desk.clock.advance(std::chrono::days(2));
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::OfflineExpired));
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        desk.clock.advance(std::chrono::days(7));
        QVERIFY(desk.state->dropExpiredFaces());
        QVERIFY(desk.state->reload());
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
    }

    // F11: the day on which the tenant's faces go comes with the network off.
    void facesEndWithTheLicence() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const TimePoint end = desk.clock.now() + std::chrono::days(3);
        const std::string body = wire::encode(wire::TenantEnd{end});
        QVERIFY(desk.state->cache().put("tenant_end", "tenant", 1, Bytes(body.begin(), body.end())));
        QVERIFY(desk.state->reload());
        QCOMPARE(desk.state->offlineUntil(), std::optional(end));
        desk.clock.advance(std::chrono::days(3) - 60s);
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        desk.clock.advance(60s);
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::OfflineExpired));
        QVERIFY(desk.state->dropExpiredFaces());
        QVERIFY(desk.state->reload());
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
        QVERIFY(desk.state->dropExpiredFaces()); // nothing left to drop: no second fresh start of the sync
    }

    void fiveMissesPauseAndTheCountIsKept() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(desk.attempt().code, std::optional(ErrorCode::FaceNoMatch));
        }
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::FaceCooldown));
        QCOMPARE(desk.outbox().back().code, std::string("COOLDOWN"));
        QCOMPARE(CooldownStore(desk.state->identity()).load(desk.user)->totalMisses(), 5);
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::FaceCooldown));
        desk.clock.advance(31s);
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    // Photographs never blink, and their score names the reason.
    void livenessIsNeverWavedThrough_data() {
        QTest::addColumn<bool>("isDemo");
        QTest::addColumn<QString>("level");
        QTest::addColumn<int>("inForce");
        QTest::newRow("0 outside a demo tenant is 1") << false << QStringLiteral("0") << 1;
        QTest::newRow("passive") << true << QStringLiteral("1") << 1;
        QTest::newRow("blink") << true << QStringLiteral("2") << 2;
    }
    void livenessIsNeverWavedThrough() {
        QFETCH(bool, isDemo);
        QFETCH(QString, level);
        QFETCH(int, inForce);
        // The shortest time: a photograph shows no life however long it is looked at.
        Desk desk(isDemo, {{"liveness_logon", level.toStdString()}, {"match_timeout_s", "2"}});
        QCOMPARE(desk.state->policies().policy().livenessLogon, inForce);
        // One picture: two of them in turn may look like a head that turns the wrong way, which is refused as
        // that.
        QVERIFY(desk.pictures->show({unlockPictures(kPerson).front()}));
        const auto answer = desk.attempt();
        QCOMPARE(answer.code, std::optional(ErrorCode::SpoofSuspected));
        QCOMPARE(answer.outcome, std::string("refused"));
        QCOMPARE(desk.outbox().back().severity, std::string("critical"));
        QCOMPARE(answer.result.livenessLevel, inForce);
    }

    void infraredNeedsItsCamera() {
        Desk desk(true, {{"liveness_logon", "4"}});
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::LivenessUnavailable));
    }

    void aPhotographDoesNotTurnItsHead() {
        Desk desk(true, {{"liveness_logon", "3"}, {"match_timeout_s", "2"}});
        QVERIFY(desk.pictures->show({unlockPictures(kPerson).front()}));
        const auto answer = desk.attempt();
        QVERIFY(answer.code == ErrorCode::ChallengeFailed || answer.code == ErrorCode::SpoofSuspected);
        QCOMPARE(answer.outcome, std::string("refused"));
    }

    // The same few pictures again and again come from a file, not from a camera.
    void aLoopedStreamIsRefused() {
        Desk desk(true, {{"liveness_logon", "2"}});
        const testing::PictureComposer composer(*vision::loadPicture(unlockPictures(kPerson).front()));
        std::vector<vision::Frame> frames;
        for (int i = 0; i < 5; ++i) {
            frames.push_back(composer.compose(40ms * i));
        }
        desk.pictures->showFrames(std::move(frames));
        const auto answer = desk.attempt();
        QCOMPARE(answer.code, std::optional(ErrorCode::StreamSuspect));
        QCOMPARE(answer.outcome, std::string("refused"));
        QCOMPARE(desk.outbox().back().severity, std::string("critical"));
    }

    // From a small empty room to a large picture with the person in it, without a stop between.
    void aCameraMayChangeItsResolution() {
        Desk desk;
        const testing::PictureComposer composer(*vision::loadPicture(unlockPictures(kPerson).front()));
        const vision::Frame person = composer.compose(40ms);
        const auto inside = [&person](int width, int height, bool isThere) {
            return vision::makeFrame(width, height, width * 3, [&](std::uint8_t* bytes, std::size_t size) {
                std::fill_n(bytes, size, std::uint8_t{118});
                for (int y = 0; isThere && y < std::min(height, person.height); ++y) {
                    std::copy_n(person.row(y), 3 * std::min(width, person.width), bytes + 3 * y * width);
                }
            });
        };
        desk.pictures->showFrames({inside(320, 240, false), inside(641, 479, false), inside(1, 1, false),
                                   inside(700, 500, true), inside(640, 480, true), inside(800, 500, true)},
                                  120ms);
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void aSecondAttemptFindsTheCameraWarm() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QVERIFY(!desk.attempt().result.wasWarm);
        QVERIFY(desk.attempt().result.wasWarm);
        QCOMPARE(desk.pictures->startCount(), 1);
    }

    void ticketsWorkOnceAndSoon() {
        Desk desk;
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto ticket = desk.attempt().ticket;
        QCOMPARE(desk.tickets.redeem(ticket).value_or(""), std::string("taro"));
        QCOMPARE(desk.tickets.redeem(ticket).error().code, ErrorCode::TicketInvalid);
        const auto late = desk.attempt().ticket;
        desk.clock.advance(11s);
        QCOMPARE(desk.tickets.redeem(late).error().code, ErrorCode::TicketInvalid);
    }

    void noSecretReachesTheLog() {
        std::string text;
        log::setSink([&](log::Level, std::string_view line) { text += line; });
        std::string ticket;
        {
            Desk desk;
            QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
            ticket = desk.attempt().ticket;
            const auto object = desk.state->cache().list("template")->front();
            const auto face =
                *wire::decode<wire::FaceTemplate>(std::string(object.bytes.begin(), object.bytes.end()));
            const auto key = toBase64Url(desk.state->device()->signing.seed().reveal());
            log::setSink({});
            QVERIFY(text.find("agent.attempt") != std::string::npos);
            QVERIFY(text.find(toBase64Url(face.ciphertext)) == std::string::npos);
            QVERIFY(text.find(key) == std::string::npos);
        }
        QVERIFY(text.find(ticket) == std::string::npos);
    }

private:
    static vision::Frame sceneOf(const QString& scene) {
        using namespace vision::test;
        const vision::Frame face = *vision::loadPicture(unlockPictures(kPerson).front());
        if (scene == QLatin1String("far")) {
            return placed(face, {.factor = 1, .gain = 0.9});
        }
        if (scene == QLatin1String("dark")) {
            return placed(face, {.factor = 2, .gain = 0.2});
        }
        if (scene == QLatin1String("blurred")) {
            return outOfFocus(placed(face), 14);
        }
        const vision::Frame one = placed(face, {.factor = 2, .moveX = -160});
        const vision::Frame other =
            placed(*vision::loadPicture(unlockPictures(kStranger).front()), {.factor = 2, .moveX = 160});
        return vision::makeFrame(640, 480, 1920, [&](std::uint8_t* bytes, std::size_t) {
            for (int y = 0; y < 480; ++y) {
                std::copy_n(one.row(y), 960, bytes + y * 1920);
                std::copy_n(other.row(y) + 960, 960, bytes + y * 1920 + 960);
            }
        });
    }

    static std::vector<wire::SettingValue> withTimeout() {
        auto settings = Desk::livenessOff();
        settings.push_back({"match_timeout_s", "2"});
        return settings;
    }
};

QTEST_GUILESS_MAIN(TestAgentLogon)
#include "tst_agent_logon.moc"
