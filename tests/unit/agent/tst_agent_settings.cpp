// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include "agent/hidden_providers.h"
#include "agent/presence_service.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::PresenceState;

namespace {

constexpr uid_t kTaro = 1000;

} // namespace

// What administrators change or take back while somebody sits at the PC holds at once, wherever it was said:
// for everybody, for a group of people, for the person, for the PC's group.
class TestAgentSettings : public QObject {
    Q_OBJECT
private slots:
    void aSettingOfAnyPlaceIsFollowed_data() {
        QTest::addColumn<QString>("place");
        for (const char* place : {"tenant", "group", "user", "device_group"}) {
            QTest::newRow(place) << QString::fromLatin1(place);
        }
    }
    void aSettingOfAnyPlaceIsFollowed() {
        QFETCH(QString, place);
        Desk desk;
        const GroupId group = GroupId::generate();
        const std::string scope = place == QLatin1String("tenant")  ? "tenant"
                                  : place == QLatin1String("group") ? "group:" + group.text()
                                  : place == QLatin1String("user")
                                      ? "user:" + desk.user.text()
                                      : "device_group:" + desk.state->device()->group;
        // A document of the PC's group that was changed more often than all others.
        QVERIFY(store(*desk.state, {desk.tenant.groups(desk.user, {group}),
                                    desk.tenant.settingsAt("device_group:" + desk.state->device()->group,
                                                           {{"camera_max_height", "480"}}, 9)}));
        PresenceService presence({*desk.state, desk.camera, desk.events, desk.clock,
                                  PowerFacts(desk.folder.path().toStdString()), nullptr, nullptr});
        QVERIFY(presence.watch(kTaro, "taro", [](const localipc::Message&) {}));
        presence.report(kTaro, {});
        QCOMPARE(presence.state(), PresenceState::Present);
        std::uint64_t version = 10;
        const auto say = [&](std::vector<wire::SettingValue> settings) {
            QVERIFY(store(*desk.state, {desk.tenant.settingsAt(scope, std::move(settings), version++)}));
            presence.refreshSoon(); // as after each round with the server
            presence.step();
        };
        for (int round = 0; round < 2; ++round) {
            say({{"cont_enabled", "false"}});
            QCOMPARE(presence.state(), PresenceState::Off);
            QCOMPARE(presence.reason(), std::string("disabled"));
            say({}); // taken back: the default, which is on
            QCOMPARE(presence.state(), PresenceState::Present);
        }
    }

    // What says the same as before interrupts nobody.
    void whatStaysTheSameInterruptsNobody() {
        Desk desk;
        std::vector<localipc::Message> told;
        PresenceService presence({*desk.state, desk.camera, desk.events, desk.clock,
                                  PowerFacts(desk.folder.path().toStdString()), nullptr, nullptr});
        QVERIFY(presence.watch(kTaro, "taro", [&](localipc::Message m) { told.push_back(std::move(m)); }));
        presence.report(kTaro, {});
        const auto before = told.size();
        QVERIFY(store(*desk.state,
                      {desk.tenant.settingsAt("user:" + desk.user.text(), {{"cont_enabled", "true"}}, 2)}));
        presence.refreshSoon();
        presence.step();
        QCOMPARE(told.size(), before);
        QCOMPARE(presence.state(), PresenceState::Present);
    }

    // cp_filter: what Windows' logon screen hides is the PC's to say, and only while a face would open it.
    void otherSignInOptionsAreHiddenWhileAFaceOpensThePc() {
        constexpr const char* kPin = "{D6886603-9D2F-4EB2-B667-1971041FA96B}";
        Desk desk;
        std::uint64_t version = 10;
        const auto say = [&](const std::string& scope, std::vector<wire::SettingValue> settings) {
            settings.insert(settings.end(), {{"liveness_logon", "0"}, {"liveness_unlock", "0"}});
            QVERIFY(store(*desk.state, {desk.tenant.settingsAt(scope, std::move(settings), version++)}));
        };
        QVERIFY(!hiddenProviders(*desk.state, desk.camera)); // off by default
        say("tenant", {{"cp_filter_list", kPin}});
        QVERIFY(!hiddenProviders(*desk.state, desk.camera));
        say("tenant", {{"cp_filter", "true"}});
        QCOMPARE(hiddenProviders(*desk.state, desk.camera), std::optional<std::string>(""));
        say("device_group:" + desk.state->device()->group, {{"cp_filter_list", kPin}});
        QCOMPARE(hiddenProviders(*desk.state, desk.camera), std::optional<std::string>(kPin));

        desk.pictures->failOnStart(ErrorCode::CameraBusy);
        desk.attempt();
        QVERIFY(!hiddenProviders(*desk.state, desk.camera));
        desk.pictures->failOnStart(std::nullopt);
        QVERIFY(desk.pictures->show(enrolPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
        QVERIFY(hiddenProviders(*desk.state, desk.camera));
        desk.clock.advance(std::chrono::days(31)); // the server was not heard for too long
        QVERIFY(!hiddenProviders(*desk.state, desk.camera));
        QVERIFY(desk.state->setLastSync(desk.clock.now()));
        QVERIFY(hiddenProviders(*desk.state, desk.camera));
        QVERIFY(desk.state->setDeviceState("suspended"));
        QVERIFY(!hiddenProviders(*desk.state, desk.camera));

        const Desk blind(true, {{"cp_filter", "true"}}, "no models here");
        QVERIFY(!hiddenProviders(*blind.state, blind.camera));
    }
};

QTEST_GUILESS_MAIN(TestAgentSettings)
#include "tst_agent_settings.moc"
