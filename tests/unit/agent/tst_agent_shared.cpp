// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "agent/shared_seats.h"
#include "unit/agent/agent_fixture.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

// A PC that several people use: the face says who it is, and only then is that person looked at. And what the
// policy says of cameras, masks and faces of another model pack.
class TestAgentShared : public QObject {
    Q_OBJECT

    static std::vector<wire::SettingValue> shared() {
        auto settings = Desk::livenessOff();
        settings.push_back({"shared_pc_mode", "true"});
        return settings;
    }

    // A second person with the face of kStranger and an account of his own, or one that exists already.
    static UserId addHanako(Desk& desk, const std::string& account,
                            const std::optional<vision::Template>& face = std::nullopt) {
        static const auto made = templateOf(enrolPictures(kStranger));
        const UserId hanako = UserId::generate();
        const DeviceIdentity& device = *desk.state->device();
        const bool isStored = store(*desk.state, {Tenant::user(hanako),
                                                  desk.tenant.links(hanako, {{device.id.text(), account}}),
                                                  desk.tenant.face(hanako, device, face ? *face : *made)})
                                  .has_value();
        return isStored ? hanako : UserId();
    }

private slots:
    void theFaceSaysWhoItIs() {
        Desk desk(true, shared());
        const UserId hanako = addHanako(desk, "hanako");
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto taro = desk.attempt("");
        QCOMPARE(taro.outcome, std::string("accepted"));
        QCOMPARE(taro.osUser, std::string("taro")); // not root, which is his as well
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        const auto other = desk.attempt("");
        QCOMPARE(other.outcome, std::string("accepted"));
        QCOMPARE(other.osUser, std::string("hanako"));
        QCOMPARE(desk.outbox().back().user, std::optional(hanako));
        QCOMPARE(desk.tickets.redeem(other.ticket).value_or(""), std::string("hanako"));
    }

    void peopleShareAnAccount() {
        Desk desk(true, shared());
        const UserId hanako = addHanako(desk, "taro");
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        const auto answer = desk.attempt("taro");
        QCOMPARE(answer.outcome, std::string("accepted"));
        QCOMPARE(answer.osUser, std::string("taro"));
        QCOMPARE(desk.outbox().back().user, std::optional(hanako));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt("taro").outcome, std::string("accepted"));
        QCOMPARE(desk.outbox().back().user, std::optional(desk.user));
    }

    void aSharedAccountIsWhosOpenedItLast() {
        Desk desk(true, shared());
        SharedSeats seats(*desk.state);
        QCOMPARE(seats.personAt("taro").value_or(UserId()), desk.user); // his alone
        seats.take("taro", desk.user);                                  // which changes nothing
        const UserId hanako = addHanako(desk, "taro");
        QCOMPARE(seats.personAt("taro").error().code, ErrorCode::AccountNotLinked);
        QCOMPARE(seats.personAt("nobody").error().code, ErrorCode::AccountNotLinked);
        std::vector<std::optional<UserId>> before;
        int vacated = 0;
        QObject::connect(&seats, &SharedSeats::taken, this,
                         [&](const std::string&, const UserId&, const std::optional<UserId>& previous) {
                             before.push_back(previous);
                         });
        QObject::connect(&seats, &SharedSeats::vacated, this, [&] { ++vacated; });
        const auto opened = [&](const std::string& account, const UserId& user) {
            user.isEmpty() ? seats.vacate(account) : seats.take(account, user);
        };
        LogonService logon({*desk.state,
                            desk.runner,
                            desk.events,
                            desk.tickets,
                            desk.clock,
                            desk.superuserFile(),
                            &desk.kept,
                            nullptr,
                            PowerFacts(),
                            {},
                            nullptr,
                            opened});
        const auto unlock = [&](const std::string& person, domain::Scenario scenario) {
            LogonAnswer answer;
            bool isDone = false;
            QVERIFY(desk.pictures->show(unlockPictures(person)));
            logon.begin(
                {scenario, "taro", "test", {}, true},
                {.progress = {}, .looked = {}, .wantsJpeg = {}, .done = [&](const LogonAnswer& given) {
                     answer = given;
                     isDone = true;
                 }});
            QTRY_VERIFY_WITH_TIMEOUT(isDone, 30000);
        };
        unlock(kPerson, domain::Scenario::Logon);
        QCOMPARE(seats.personAt("taro").value_or(UserId()), desk.user);
        unlock(kStranger, domain::Scenario::Unlock);
        QCOMPARE(seats.personAt("taro").value_or(UserId()), hanako);
        QCOMPARE(before, (std::vector<std::optional<UserId>>{std::nullopt, desk.user}));
        // A password says nothing of who it is.
        QVERIFY(logon.notePasswordUse(
            {domain::Scenario::Unlock, "taro", "test", AttemptId::generate(), ErrorCode::FaceNoMatch}));
        QCOMPARE(vacated, 1);
        QCOMPARE(seats.personAt("taro").error().code, ErrorCode::AccountNotLinked);
        // A seat ends with the link that it came from.
        unlock(kStranger, domain::Scenario::Unlock);
        QVERIFY(store(*desk.state, {desk.tenant.links(hanako, {})}));
        QCOMPARE(seats.personAt("taro").value_or(UserId()), desk.user);
    }

    void withoutTheSettingNobodyIsSearchedFor() {
        Desk desk;
        QVERIFY(!addHanako(desk, "taro").isEmpty());
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt("").code, std::optional(ErrorCode::AccountNotLinked));
        QCOMPARE(desk.attempt("taro").code, std::optional(ErrorCode::AccountNotLinked));
        QCOMPARE(desk.pictures->startCount(), 0);
    }

    // Nobody's account is opened, and the misses count on the PC.
    void aStrangerIsNobody() {
        Desk desk(true, shared());
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(desk.attempt("").code, std::optional(ErrorCode::FaceNoMatch));
        }
        const auto event = desk.outbox().back();
        QCOMPARE(event.code, std::string("LOGON_NG"));
        QVERIFY(!event.user);
        QCOMPARE(desk.attempt("").code, std::optional(ErrorCode::FaceCooldown));
    }

    // Who was found must be alive like anybody else.
    void aPhotographIsFoundAndRefused() {
        Desk desk(true, {{"liveness_logon", "2"}, {"shared_pc_mode", "true"}, {"match_timeout_s", "2"}});
        QVERIFY(!addHanako(desk, "hanako").isEmpty());
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        const auto answer = desk.attempt("");
        QVERIFY2(answer.code == ErrorCode::SpoofSuspected || answer.code == ErrorCode::ChallengeFailed,
                 "whichever is noticed first");
        QVERIFY(answer.osUser.empty() && answer.ticket.empty());
    }

    void aCameraThatIsAProgramIsRefused() {
        auto settings = Desk::livenessOff();
        settings.push_back({"camera_refused", "ManyCam,test CAM"});
        Desk desk(true, settings);
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        const auto answer = desk.attempt();
        QCOMPARE(answer.code, std::optional(ErrorCode::StreamSuspect));
        QCOMPARE(desk.outbox().back().severity, std::string("critical"));
    }

    // Another model pack was put in: the person is told to enrol again, before any camera starts.
    void facesOfAnotherPackMustBeEnrolledAgain() {
        Desk desk;
        std::array<float, vision::kEmbeddingSize> values{};
        values[0] = 1.0F;
        const auto foreign = vision::Embedding::fromValues("other/net-1", values);
        const auto face = vision::Template::fromEmbeddings({&*foreign, 1});
        const UserId hanako = addHanako(desk, "hanako", *face);
        const auto answer = desk.attempt("hanako");
        QCOMPARE(answer.code, std::optional(ErrorCode::ModelMismatch));
        QCOMPARE(answer.outcome, std::string("unavailable"));
        QCOMPARE(desk.outbox().back().detail.reason, std::optional<std::string>("model_mismatch"));
        QCOMPARE(desk.pictures->startCount(), 0);
        const std::string model = desk.camera.models()->modelId();
        QCOMPARE(desk.state->templates().countOfOtherModels(hanako, model), std::size_t(1));
        QCOMPARE(desk.state->templates().countOfOtherModels(desk.user, model), std::size_t(0));
    }

    void lookAlikesAreComparedMoreStrictly() {
        Desk desk;
        const std::string model = desk.camera.models()->modelId();
        const auto& thresholds = desk.camera.models()->thresholds();
        QCOMPARE(desk.state->templates().raiseOf(desk.user, model, thresholds), 0.0F);
        const auto twin = templateOf(enrolPictures(kPerson)); // as like as can be
        QVERIFY(!addHanako(desk, "hanako", *twin).isEmpty());
        const float raise = desk.state->templates().raiseOf(desk.user, model, thresholds);
        QVERIFY(raise > 0.05F && raise < 0.2F);
    }
};

QTEST_GUILESS_MAIN(TestAgentShared)
#include "tst_agent_shared.moc"
