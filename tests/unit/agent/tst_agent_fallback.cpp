// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include "agent/os_secret_store.h"
#include "domain/logon_factors.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::InsteadOfFace;
using domain::Scenario;

namespace {

using Settings = std::vector<wire::SettingValue>;

Settings with(Settings more) {
    auto all = Desk::livenessOff();
    all.push_back({"match_timeout_s", "4"}); // short, and enough on a busy machine
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

PasswordUse use(const char* account = "taro", ErrorCode why = ErrorCode::FaceNoMatch,
                Scenario scenario = Scenario::Logon) {
    return {scenario, account, "login", AttemptId::generate(), why};
}

LogonAnswer attemptFrom(Desk& desk, bool isHost) {
    LogonAnswer answer;
    bool isDone = false;
    LogonRequest request{Scenario::Logon, "taro", "test", {}, false, true};
    request.isRemoteHost = isHost;
    desk.logon.begin(request,
                     {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                          answer = given;
                          isDone = true;
                      }});
    if (!QTest::qWaitFor([&] { return isDone; }, 30000)) {
        qFatal("the attempt never ended");
    }
    return answer;
}

} // namespace

// Passwords in the place of a face, accounts that are left alone, people who may be at another machine.
class TestAgentFallback : public QObject {
    Q_OBJECT
private slots:
    void aPasswordInPlaceOfTheFaceIsNotedOnce() {
        Desk desk(true, with({}));
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        const auto refused = desk.attempt();
        QCOMPARE(refused.outcome, std::string("refused"));
        PasswordUse used = use("taro", *refused.code);
        used.attempt = refused.attempt;
        QVERIFY(desk.logon.notePasswordUse(used));
        QVERIFY(desk.logon.notePasswordUse(used)); // told twice
        const auto events = desk.outbox();
        QCOMPARE(std::ranges::count(events, std::string("FALLBACK_PW"), &wire::Event::code), 1);
        const wire::Event& event = events.back();
        QCOMPARE(event.kind, std::string("auth"));
        QCOMPARE(event.attempt, std::optional(refused.attempt));
        QCOMPARE(event.user, std::optional(desk.user));
        QCOMPARE(event.osAccount, std::optional<std::string>("taro"));
        QCOMPARE(event.detail.scenario, std::optional<std::string>("logon"));
        QCOMPARE(event.detail.reason, std::optional<std::string>("face_no_match"));
        QCOMPARE(event.detail.service, std::optional<std::string>("login"));
        QVERIFY(!event.online); // no server was ever there: it waits on the disk
        desk.state.reset();
        desk.state = AgentState::open(desk.folder.path().toStdString(), desk.clock).value();
        QCOMPARE(desk.outbox().back().code, std::string("FALLBACK_PW"));
    }

    void whereNoFaceCouldHaveDone() {
        Desk desk(true, with({}), "/nonexistent"); // nobody is looked at
        using enum ErrorCode;
        struct Row {
            const char* account;
            ErrorCode why;
            Scenario scenario;
            bool isNoted;
        };
        for (const Row& row :
             {Row{"taro", FaceNoMatch, Scenario::Logon, true},
              Row{"taro", FaceTooDark, Scenario::Unlock, true},
              Row{"taro", CameraMissing, Scenario::Logon, true},
              Row{"jiro", FaceNoMatch, Scenario::Logon, false}, // nobody's account
              Row{"taro", AccountNotLinked, Scenario::Logon, false},
              Row{"taro", NotEnrolled, Scenario::Logon, false},
              Row{"taro", RemoteSession, Scenario::Logon, false},
              Row{"taro", ScenarioDenied, Scenario::Logon, false},
              Row{"taro", FaceNoMatch, Scenario::Elevation, false}}) { // by password, by default
            const std::size_t before = desk.outbox().size();
            QVERIFY(desk.logon.notePasswordUse(use(row.account, row.why, row.scenario)));
            const std::string name(wireName(row.why));
            QVERIFY2((desk.outbox().size() > before) == row.isNoted, name.c_str());
        }
    }

    void whereThePolicyWantsNoFace_data() {
        QTest::addColumn<Settings>("settings");
        QTest::addColumn<Scenario>("scenario");
        QTest::addColumn<bool>("isNoted");
        QTest::newRow("a password only")
            << Settings{{"auth_set_logon", "password"}} << Scenario::Logon << false;
        QTest::newRow("an elevation by face, declined")
            << Settings{{"auth_set_credui", "face"}} << Scenario::Elevation << true;
        QTest::newRow("left alone") << Settings{{"excluded_accounts", "taro"}} << Scenario::Logon << false;
    }
    void whereThePolicyWantsNoFace() {
        QFETCH(Settings, settings);
        QFETCH(Scenario, scenario);
        QFETCH(bool, isNoted);
        Desk desk(true, with(std::move(settings)), "/nonexistent");
        QVERIFY(desk.logon.notePasswordUse(use("taro", ErrorCode::Cancelled, scenario)));
        QCOMPARE(!desk.outbox().empty(), isNoted);
    }

    void anExcludedAccountIsLeftAlone_data() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<bool>("isExcluded");
        QTest::newRow("by name") << "Administrator,taro" << true;
        QTest::newRow("in other letters") << "TARO" << true;
        QTest::newRow("another one") << "taro2,jiro" << false;
        QTest::newRow("of a domain only") << "OFFICE\\taro" << false;
    }
    void anExcludedAccountIsLeftAlone() {
        QFETCH(QString, setting);
        QFETCH(bool, isExcluded);
        // A policy under which nobody else gets in without his face.
        Desk desk(true, with({{"excluded_accounts", setting.toStdString()},
                              {"auth_set_logon", "face"},
                              {"allow_password_fallback", "off"}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        OsSecretStore secrets(*desk.state, desk.events, [](auto&&, auto&&) { return true; });
        const auto answer = desk.attempt();
        const auto kept = secrets.keep("taro", SecretString("Correct-Horse-7"));
        if (!isExcluded) {
            QCOMPARE(answer.outcome, std::string("accepted"));
            QVERIFY(kept);
            return;
        }
        QCOMPARE(answer.code, std::optional(ErrorCode::ScenarioDenied));
        QCOMPARE(answer.instead, InsteadOfFace::Password);
        QVERIFY(!answer.needsPassword && !answer.needsPin);
        QCOMPARE(desk.pictures->startCount(), 0); // nobody is looked at
        QCOMPARE(kept.error().code, ErrorCode::ScenarioDenied);
        QVERIFY(desk.outbox().empty());
    }

    void namesOfExcludedAccounts_data() {
        QTest::addColumn<QString>("account");
        QTest::addColumn<bool>("isExcluded");
        QTest::newRow("bare") << "guest" << true;
        QTest::newRow("bare of any domain") << "OFFICE\\guest" << true;
        QTest::newRow("as an address") << "guest@office" << true;
        QTest::newRow("domain and name") << "kiosk\\Show" << true;
        QTest::newRow("the name in another domain") << "OFFICE\\show" << false;
        QTest::newRow("its beginning") << "gues" << false;
        QTest::newRow("longer") << "guest2" << false;
        QTest::newRow("nobody") << "" << false;
    }
    void namesOfExcludedAccounts() {
        QFETCH(QString, account);
        QFETCH(bool, isExcluded);
        const auto policy = domain::Policy::fromValues({{"excluded_accounts", "guest,KIOSK\\show"}});
        QCOMPARE(policy.excludes(account.toStdString()), isExcluded);
        QVERIFY(domain::Policy().excludes("administrator")); // by default
    }

    void whoMayBeAtAnotherMachine_data() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<bool>("isHost");
        QTest::addColumn<bool>("isLookedAt");
        QTest::newRow("perhaps, by default") << "true" << false << false;
        QTest::newRow("perhaps, and the setting is off") << "false" << false << true;
        QTest::newRow("for certain, whatever the setting says") << "false" << true << false;
    }
    void whoMayBeAtAnotherMachine() {
        QFETCH(QString, setting);
        QFETCH(bool, isHost);
        QFETCH(bool, isLookedAt);
        Desk desk(true, with({{"abort_if_remote", setting.toStdString()}}));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto answer = attemptFrom(desk, isHost);
        QCOMPARE(answer.isRemoteLookedAt, isLookedAt);
        QCOMPARE(desk.pictures->startCount(), isLookedAt ? 1 : 0);
        QCOMPARE(answer.code,
                 isLookedAt ? std::optional<ErrorCode>() : std::optional(ErrorCode::RemoteSession));
    }
};

QTEST_GUILESS_MAIN(TestAgentFallback)
#include "tst_agent_fallback.moc"
