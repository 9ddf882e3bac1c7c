// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <fstream>

#include "agent/pin_store.h"
#include "domain/pin_rule.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::InsteadOfFace;

namespace {

using Settings = std::vector<wire::SettingValue>;

Settings with(Settings more) {
    auto all = Desk::livenessOff();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

// A desk whose people can have a PIN.
struct PinDesk : Desk {
    explicit PinDesk(Settings settings = {})
        : Desk(true, with(std::move(settings)))
        , pins(*state, clock)
        , asking({*state,
                  runner,
                  events,
                  tickets,
                  clock,
                  superuserFile(),
                  nullptr,
                  nullptr,
                  PowerFacts(folder.path().toStdString()),
                  {},
                  &pins}) {}

    Status set(const char* pin) {
        return wait([&](PinStore::Done done) { pins.set(user, SecretString(pin), std::move(done)); });
    }
    Status check(const char* pin) {
        return wait([&](PinStore::Done done) { pins.check(user, SecretString(pin), std::move(done)); });
    }
    LogonAnswer ask(bool isRemote) {
        LogonAnswer answer;
        bool isDone = false;
        asking.begin({domain::Scenario::Logon, "taro", "test", {}, false, isRemote},
                     {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                          answer = given;
                          isDone = true;
                      }});
        if (!QTest::qWaitFor([&] { return isDone; }, 30000)) {
            qFatal("the attempt never ended");
        }
        return answer;
    }

    PinStore pins;
    LogonService asking;

private:
    template<class Begin>
    static Status wait(Begin begin) {
        std::optional<Status> done;
        begin([&](const Status& status) { done = status; });
        if (!QTest::qWaitFor([&] { return done.has_value(); }, 30000)) {
            qFatal("a PIN was never judged");
        }
        return *done;
    }
};

ErrorCode codeOf(const Status& status) {
    return status ? ErrorCode::Internal : status.error().code;
}

} // namespace

// The PIN beside the face, and what somebody at another machine is asked for.
class TestAgentPin : public QObject {
    Q_OBJECT
private slots:
    void form_data() {
        QTest::addColumn<QString>("pin");
        QTest::addColumn<QString>("fault");
        QTest::newRow("good") << "482719"
                              << "";
        QTest::newRow("longest") << "482719350682"
                                 << "";
        QTest::newRow("short") << "48271"
                               << "length";
        QTest::newRow("long") << "4827193506821"
                              << "length";
        QTest::newRow("empty") << ""
                               << "length";
        QTest::newRow("letters") << "48271a"
                                 << "digits";
        QTest::newRow("full-width digits") << QStringLiteral("４８２７１９") << "digits";
        QTest::newRow("one digit") << "111111"
                                   << "easy";
        QTest::newRow("up") << "123456"
                            << "easy";
        QTest::newRow("down") << "987654"
                              << "easy";
    }
    void form() {
        QFETCH(QString, pin);
        QFETCH(QString, fault);
        const auto form = domain::checkPinForm(pin.toStdString(), 6);
        QCOMPARE(form ? QString() : QString::fromStdString(form.error().field), fault);
    }

    void rightAndWrong() {
        PinDesk desk;
        QVERIFY(!desk.pins.isSet(desk.user));
        QCOMPARE(codeOf(desk.check("482719")), ErrorCode::NotFound);
        QVERIFY(desk.set("482719"));
        QVERIFY(desk.pins.isSet(desk.user));
        QVERIFY(desk.check("482719"));
        QCOMPARE(codeOf(desk.check("482718")), ErrorCode::SecondFactorWrong);
        QVERIFY(!desk.pins.isSet(UserId::generate()));
        QVERIFY(desk.set("735102")); // a new one
        QCOMPARE(codeOf(desk.check("482719")), ErrorCode::SecondFactorWrong);
        QVERIFY(desk.check("735102"));
    }

    // offline_fail_wipe: whoever guesses at a PC that he carried off ends up without anything to guess for.
    void tooManyWrongOnesEraseTheFaces() {
        PinDesk desk(Settings{{"offline_fail_wipe", "3"}});
        QVERIFY(desk.set("482719"));
        QCOMPARE(codeOf(desk.check("000000")), ErrorCode::SecondFactorWrong);
        QCOMPARE(codeOf(desk.check("000001")), ErrorCode::SecondFactorWrong);
        QVERIFY(desk.check("482719")); // a right one in between begins anew
        for (const char* wrong : {"000002", "000003"}) {
            QCOMPARE(codeOf(desk.check(wrong)), ErrorCode::SecondFactorWrong);
            QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        }
        QCOMPARE(codeOf(desk.check("000004")), ErrorCode::SecondFactorWrong);
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(0));
        QVERIFY(desk.state->cache().list("template")->empty());
        QVERIFY(!desk.pins.isSet(desk.user));
        QCOMPARE(codeOf(desk.check("482719")), ErrorCode::NotFound);
        QCOMPARE(desk.state->cache().token().value_or("?"),
                 std::string()); // all of it comes with the next round
    }
    void withoutTheSettingNothingIsErased() {
        PinDesk desk;
        QVERIFY(desk.set("482719"));
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(codeOf(desk.check("000000")), ErrorCode::SecondFactorWrong);
        }
        QCOMPARE(desk.state->templates().countOf(desk.user), std::size_t(1));
        QVERIFY(desk.pins.isSet(desk.user));
    }

    // Nothing on the disk says what it is.
    void notFoundOnTheDisk() {
        PinDesk desk;
        QVERIFY(desk.set("482719"));
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(desk.folder.path().toStdString())) {
            if (entry.is_regular_file()) {
                std::ifstream file(entry.path(), std::ios::binary);
                const std::string bytes{std::istreambuf_iterator<char>(file), {}};
                QVERIFY2(bytes.find("482719") == std::string::npos, entry.path().c_str());
                QVERIFY2(bytes.find("$argon2") == std::string::npos, entry.path().c_str());
            }
        }
    }

    // The next try waits, also after the agent is started anew; in the end the PIN is void.
    void triesAreCounted() {
        PinDesk desk(Settings{{"face_cooldown_misses", "3"}, {"face_cooldown_s", "10"}});
        QVERIFY(desk.set("482719"));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(codeOf(desk.check("000001")), ErrorCode::SecondFactorWrong);
        }
        QCOMPARE(codeOf(desk.check("482719")), ErrorCode::FaceCooldown);
        PinStore next(*desk.state, desk.clock);
        std::optional<Status> judged;
        next.check(desk.user, SecretString("482719"), [&](const Status& status) { judged = status; });
        QCOMPARE(codeOf(judged.value_or(Status())), ErrorCode::FaceCooldown);
        desk.clock.advance(11s);
        QVERIFY(desk.check("482719")); // and everything is forgiven
        // As after days of guessing.
        domain::FaceCooldown many;
        for (int i = 0; many.check(desk.clock.now() + 24h, {}).has_value() && i < 1000; ++i) {
            many.recordMiss(domain::FaceMiss::NoMatch, desk.clock.now(), {});
        }
        const std::string counted = many.encode();
        QVERIFY(desk.state->identity().setState("pin.tries." + desk.user.text(),
                                                Bytes(counted.begin(), counted.end())));
        QVERIFY(!desk.pins.isSet(desk.user));
        desk.clock.advance(24h);
        QCOMPARE(codeOf(desk.check("482719")), ErrorCode::FaceDisabled);
        QVERIFY(desk.set("482719"));
        QVERIFY(desk.check("482719"));
    }

    void theFaceAndThenThePin() {
        PinDesk desk(Settings{{"auth_set_logon", "face_pin"}});
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        auto answer = desk.ask(false);
        QCOMPARE(answer.outcome, std::string("accepted"));
        QVERIFY(answer.needsPassword && !answer.needsPin); // he has none yet
        QVERIFY(desk.set("482719"));
        answer = desk.ask(false);
        QCOMPARE(answer.outcome, std::string("accepted"));
        QVERIFY(answer.needsPin && !answer.needsPassword);
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        answer = desk.ask(false);
        QCOMPARE(answer.instead, InsteadOfFace::EmergencyCode);
        QVERIFY(answer.needsPin); // the code stands in for the face only
    }

    void atAnotherMachine_data() {
        QTest::addColumn<QString>("set");
        QTest::addColumn<QString>("fallback");
        QTest::addColumn<bool>("hasPin");
        QTest::addColumn<QString>("instead");
        QTest::addColumn<QString>("second");
        const auto row = [](const char* set, const char* fallback, bool hasPin, const char* instead,
                            const char* second) {
            QTest::addRow("%s, %s, %d", set, fallback, hasPin ? 1 : 0)
                << QString::fromLatin1(set) << QString::fromLatin1(fallback) << hasPin
                << QString::fromLatin1(instead) << QString::fromLatin1(second);
        };
        row("", "on", false, "password", ""); // as it comes
        row("password", "off", true, "password", "");
        row("face_or_password", "off", false, "password", "");
        row("face", "on", false, "password", "");
        row("face", "code_only", false, "emergency_code", "");
        row("face", "off", false, "nothing", "");
        row("face_password", "on", false, "emergency_code", "password");
        row("face_pin", "on", true, "password", "pin");
        row("face_pin", "off", true, "password", "pin");
        row("face_pin", "on", false, "emergency_code", "password");
    }
    void atAnotherMachine() {
        QFETCH(QString, set);
        QFETCH(QString, fallback);
        QFETCH(bool, hasPin);
        QFETCH(QString, instead);
        QFETCH(QString, second);
        Settings settings{{"allow_password_fallback", fallback.toStdString()}};
        if (!set.isEmpty()) {
            settings.push_back({"auth_set_rdp", set.toStdString()});
        }
        PinDesk desk(std::move(settings));
        if (hasPin) {
            QVERIFY(desk.set("482719"));
        }
        const auto answer = desk.ask(true);
        QCOMPARE(answer.code, std::optional(ErrorCode::RemoteSession));
        QCOMPARE(answer.outcome, std::string("unavailable"));
        QCOMPARE(QString::fromUtf8(domain::toWire(answer.instead).data()), instead);
        QCOMPARE(answer.needsPin, second == QLatin1String("pin"));
        QCOMPARE(answer.needsPassword, second == QLatin1String("password"));
        QVERIFY(desk.pictures == nullptr || desk.pictures->startCount() == 0); // nobody was looked at
        QVERIFY(desk.outbox().empty());                                        // and nobody's face failed
    }
};

QTEST_GUILESS_MAIN(TestAgentPin)
#include "tst_agent_pin.moc"
