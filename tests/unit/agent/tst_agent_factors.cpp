// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <fstream>

#include "agent/emergency_service.h"
#include "agent/os_secret_store.h"
#include "crypto/emergency_code.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::InsteadOfFace;

namespace {

std::vector<wire::SettingValue> with(std::vector<wire::SettingValue> more) {
    auto all = Desk::livenessOff();
    all.push_back({"match_timeout_s", "4"}); // short, and enough on a busy machine
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace

// What the policy asks for besides the face, and instead of it.
class TestAgentFactors : public QObject {
    Q_OBJECT
private slots:
    void setsOfFactors_data() {
        QTest::addColumn<QString>("set");
        QTest::addColumn<QString>("fallback");
        QTest::addColumn<bool>("needsPassword");
        QTest::addColumn<QString>("instead");
        const auto row = [](const char* set, const char* fallback, bool needsPassword, const char* instead) {
            QTest::addRow("%s, %s", set, fallback)
                << QString::fromLatin1(set) << QString::fromLatin1(fallback) << needsPassword
                << QString::fromLatin1(instead);
        };
        row("face_or_password", "off", false, "password");
        row("face", "on", false, "password");
        row("face", "code_only", false, "emergency_code");
        row("face", "off", false, "nothing");
        row("face_password", "on", true, "emergency_code");
        row("face_password", "off", true, "nothing");
        row("face_pin", "on", true, "emergency_code"); // without a PIN on this PC the password
    }
    void setsOfFactors() {
        QFETCH(QString, set);
        QFETCH(QString, fallback);
        QFETCH(bool, needsPassword);
        QFETCH(QString, instead);
        Desk desk(true, with({{"auth_set_logon", set.toStdString()},
                              {"allow_password_fallback", fallback.toStdString()}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto good = desk.attempt();
        QCOMPARE(good.outcome, std::string("accepted"));
        QCOMPARE(good.needsPassword, needsPassword);
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        const auto bad = desk.attempt();
        QCOMPARE(bad.outcome, std::string("refused"));
        QCOMPARE(domain::toWire(bad.instead), std::string_view(instead.toStdString()));
        // Who has no face here must be able to get in and enrol.
        QCOMPARE(desk.attempt("hanako").instead, InsteadOfFace::Password);
    }

    // on_camera_missing: what gets in on a PC whose camera is not there.
    void withoutACamera_data() {
        QTest::addColumn<QString>("set");
        QTest::addColumn<QString>("fallback");
        QTest::addColumn<QString>("missing");
        QTest::addColumn<QString>("instead");
        const auto row = [](const char* set, const char* fallback, const char* missing, const char* instead) {
            QTest::addRow("%s, %s, %s", set, fallback, missing)
                << QString::fromLatin1(set) << QString::fromLatin1(fallback) << QString::fromLatin1(missing)
                << QString::fromLatin1(instead);
        };
        row("face", "on", "ignore", "password");
        row("face", "off", "ignore", "password");
        row("face_password", "code_only", "ignore", "password");
        row("face", "on", "password", "password");
        row("face", "code_only", "password", "emergency_code");
        row("face_password", "on", "password", "emergency_code");
        row("face", "on", "lock", "emergency_code");
        row("face", "off", "lock", "nothing");
        row("face_or_password", "on", "lock", "password"); // the password is no makeshift there
    }
    void withoutACamera() {
        QFETCH(QString, set);
        QFETCH(QString, fallback);
        QFETCH(QString, missing);
        QFETCH(QString, instead);
        Desk desk(true, with({{"auth_set_logon", set.toStdString()},
                              {"allow_password_fallback", fallback.toStdString()},
                              {"on_camera_missing", missing.toStdString()}}));
        desk.pictures->failOnStart(ErrorCode::CameraMissing);
        const auto answer = desk.attempt();
        QCOMPARE(answer.code, std::optional(ErrorCode::CameraMissing));
        QCOMPARE(domain::toWire(answer.instead), std::string_view(instead.toStdString()));
        // One that another program holds is not missing.
        desk.pictures->failOnStart(ErrorCode::CameraBusy);
        const auto busy = desk.attempt();
        QCOMPARE(busy.code, std::optional(ErrorCode::CameraBusy));
        QCOMPARE(busy.instead, domain::insteadOfFace(desk.state->policies().policyFor(desk.user),
                                                     domain::Scenario::Logon, ErrorCode::FaceNoMatch));
    }

    void aPasswordIsAPassword() {
        Desk desk(true, with({{"auth_set_logon", "password"}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto answer = desk.attempt();
        QCOMPARE(answer.code, std::optional(ErrorCode::ScenarioDenied));
        QCOMPARE(desk.pictures->startCount(), 0); // the camera stays off
        QVERIFY(desk.outbox().empty());
    }

    // consent_mode: before the camera is switched on the person is asked, never, once a day, or each time.
    void theCameraWaitsForAYes_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("first");
        QTest::addColumn<bool>("again");
        QTest::addColumn<bool>("nextDay");
        QTest::newRow("first") << QStringLiteral("first") << false << false << false;
        QTest::newRow("daily") << QStringLiteral("daily") << true << false << true;
        QTest::newRow("each") << QStringLiteral("each") << true << true << true;
    }
    void theCameraWaitsForAYes() {
        QFETCH(QString, mode);
        QFETCH(bool, first);
        QFETCH(bool, again);
        QFETCH(bool, nextDay);
        Desk desk(true, with({{"consent_mode", mode.toStdString()}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto isAsked = [&] {
            const int starts = desk.pictures->startCount();
            const auto answer = desk.attempt();
            const bool asked = answer.code == std::optional(ErrorCode::SecondStepRequired);
            return asked && desk.pictures->startCount() == starts;
        };
        QCOMPARE(isAsked(), first);
        QCOMPARE(intended(desk).outcome, std::string("accepted"));
        QCOMPARE(isAsked(), again);
        desk.clock.advance(std::chrono::hours(24));
        QVERIFY(desk.state->setLastSync(desk.clock.now()));
        QCOMPARE(isAsked(), nextDay);
    }

    // By default a face approves nothing; where it may, the person must have been asked.
    void anElevationIsIntended() {
        {
            Desk desk(true, with({}));
            QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
            QCOMPARE(desk.attempt("taro", domain::Scenario::Elevation).code,
                     std::optional(ErrorCode::ScenarioDenied));
        }
        Desk desk(true, with({{"auth_set_credui", "face"}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt("taro", domain::Scenario::Elevation).code,
                 std::optional(ErrorCode::SecondStepRequired));
        QCOMPARE(desk.pictures->startCount(), 0);
        QCOMPARE(intended(desk, domain::Scenario::Elevation).outcome, std::string("accepted"));
    }

    void aClosedLidIsToldAtOnce() {
        Desk desk(true, with({}));
        const std::filesystem::path lid = desk.folder.path().toStdString() + "/proc/acpi/button/lid/LID0";
        std::filesystem::create_directories(lid);
        std::ofstream(lid / "state") << "state:      closed\n";
        LogonService logon({*desk.state, desk.runner, desk.events, desk.tickets, desk.clock,
                            desk.superuserFile(), nullptr, nullptr,
                            PowerFacts(desk.folder.path().toStdString())});
        LogonAnswer answer;
        logon.begin({domain::Scenario::Logon, "taro", "test", {}, false},
                    {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                         answer = given;
                     }});
        QCOMPARE(answer.code, std::optional(ErrorCode::LidClosed));
        QCOMPARE(answer.instead, InsteadOfFace::Password);
    }

    void aPasswordIsKeptSealedAndGivenBack() {
        Desk desk(true, with({}));
        OsSecretStore secrets(*desk.state, desk.events, [](auto&&, auto&&) { return true; });
        QCOMPARE(secrets.take("taro").error().code, ErrorCode::NotFound);
        QVERIFY(secrets.keep("taro", SecretString("Correct-Horse-7")));
        QVERIFY(secrets.keep("taro", SecretString("Correct-Horse-7"))); // nothing new
        const auto taken = secrets.take("taro");
        QVERIFY(taken);
        QCOMPARE(taken->reveal(), std::string("Correct-Horse-7"));
        QCOMPARE(secrets.keep("hanako", SecretString("x")).error().code, ErrorCode::AccountNotLinked);
        QCOMPARE(secrets.take("root").error().code,
                 ErrorCode::NotFound); // another account of the same person
        const auto events = desk.outbox();
        QCOMPARE(std::ranges::count(events, std::string("RESEALED"), &wire::Event::code), 1);
        // On the disk it is nowhere to be read.
        desk.state.reset();
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(desk.folder.path().toStdString())) {
            if (entry.is_regular_file()) {
                std::ifstream file(entry.path(), std::ios::binary);
                const std::string bytes((std::istreambuf_iterator<char>(file)), {});
                QVERIFY2(bytes.find("Correct-Horse-7") == std::string::npos, entry.path().c_str());
            }
        }
    }

    void aPasswordChangedElsewhereIsNeverTriedAgain() {
        Desk desk(true, with({}));
        int checks = 0;
        OsSecretStore secrets(*desk.state, desk.events, [&](auto&&, auto&&) {
            ++checks;
            return false;
        });
        QVERIFY(secrets.keep("taro", SecretString("Correct-Horse-7")));
        QCOMPARE(secrets.take("taro").error().code, ErrorCode::SecretStale);
        QCOMPARE(secrets.take("taro").error().code, ErrorCode::NotFound);
        QCOMPARE(checks, 1);
        const auto events = desk.outbox();
        QCOMPARE(std::ranges::count(events, std::string("STALE_SECRET"), &wire::Event::code), 1);
    }

    void aRelinkedAccountGivesNothingAway() {
        Desk desk(true, with({}));
        OsSecretStore secrets(*desk.state, desk.events, [](auto&&, auto&&) { return true; });
        QVERIFY(secrets.keep("taro", SecretString("Correct-Horse-7")));
        const UserId other = UserId::generate();
        QVERIFY(store(*desk.state, {desk.tenant.links(desk.user, {}), desk.tenant.user(other),
                                    desk.tenant.links(other, {{desk.state->device()->id.text(), "taro"}})}));
        QCOMPARE(secrets.take("taro").error().code, ErrorCode::NotFound);
    }

    void aCodeReadOutLetsIn() {
        Desk desk(true, with({{"auth_set_logon", "face"}, {"allow_password_fallback", "code_only"}}));
        EmergencyService emergency(*desk.state, desk.events, desk.clock);
        // As long as the server does not have the key, nobody could answer: it is not even asked.
        QCOMPARE(emergency.begin("taro").error().code, ErrorCode::Unavailable);
        const auto seal = emergency.unsentKey();
        QVERIFY(seal && seal->has_value());
        QVERIFY(emergency.markSent());
        const auto none = emergency.unsentKey();
        QVERIFY(none && !none->has_value());

        const auto question = emergency.begin("taro");
        QVERIFY(question);
        const std::string device = desk.state->device()->id.text();
        const crypto::EmergencySubject subject{desk.tenant.tenant.text(), device, desk.user.text()};
        const auto request = crypto::EmergencyRequest::parse(question->text, subject);
        QVERIFY(request);
        const auto key = desk.tenant.openEmergencyKey((*seal)->sealed, device);
        QVERIFY(key);
        QCOMPARE(emergency.answer("taro", "AAAAA-AAAAA").error().code, ErrorCode::EmergencyCodeInvalid);
        QVERIFY(!emergency.isInForce(desk.user));
        const auto code = crypto::emergencyAnswer(*key, subject, *request);
        const auto accepted = emergency.answer("taro", code.reveal());
        QVERIFY(accepted);
        QCOMPARE(*accepted, desk.user);
        QVERIFY(!emergency.answer("taro", code.reveal())); // once
        // From here on the password does, for as long as the code lives.
        LogonService logon({*desk.state, desk.runner, desk.events, desk.tickets, desk.clock,
                            desk.superuserFile(), nullptr, &emergency,
                            PowerFacts(desk.folder.path().toStdString())});
        const auto insteadNow = [&] {
            InsteadOfFace instead = InsteadOfFace::Nothing;
            bool isDone = false;
            logon.begin(
                {domain::Scenario::Logon, "taro", "test", {}, false},
                {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                     instead = given.instead;
                     isDone = true;
                 }});
            return QTest::qWaitFor([&] { return isDone; }, 30000) ? instead : InsteadOfFace::Nothing;
        };
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        QCOMPARE(insteadNow(), InsteadOfFace::Password);
        desk.clock.advance(std::chrono::hours(9));
        QCOMPARE(insteadNow(), InsteadOfFace::EmergencyCode);
        const auto events = desk.outbox();
        QCOMPARE(std::ranges::count(events, std::string("EMERGENCY_CODE"), &wire::Event::code), 3);
    }

private:
    // As by somebody who was asked and said yes.
    static LogonAnswer intended(Desk& desk, domain::Scenario scenario = domain::Scenario::Logon) {
        LogonAnswer answer;
        bool isDone = false;
        desk.logon.begin(
            {scenario, "taro", "test", {}, true},
            {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                 answer = given;
                 isDone = true;
             }});
        if (!QTest::qWaitFor([&] { return isDone; }, 30000)) {
            qFatal("the attempt never ended");
        }
        return answer;
    }
};

QTEST_GUILESS_MAIN(TestAgentFactors)
#include "tst_agent_factors.moc"
