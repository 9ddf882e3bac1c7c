// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <fstream>

#include "agent/presence_service.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::PresenceState;

namespace {

constexpr uid_t kTaro = 1000;
// Time goes on in steps of this: a look at each while somebody is missing, every other while not.
constexpr auto kTick = 500ms;

using Settings = std::vector<wire::SettingValue>;

vision::Frame blackFrame() {
    const std::vector<std::uint8_t> rows(std::size_t{640} * 480 * 3, 0);
    return vision::copyFrame(640, 480, 640 * 3, rows);
}

vision::Frame sideBySide(const std::filesystem::path& left, const std::filesystem::path& right) {
    const auto a = vision::loadPicture(left).value_or(vision::Frame());
    const auto b = vision::loadPicture(right).value_or(vision::Frame());
    const auto first = testing::PictureComposer(a).compose(0ms);
    const auto second = testing::PictureComposer(b).compose(0ms);
    std::vector<std::uint8_t> rows;
    for (int y = 0; y < std::min(first.height, second.height); ++y) {
        rows.insert(rows.end(), first.row(y), first.row(y) + std::ptrdiff_t{3} * first.width);
        rows.insert(rows.end(), second.row(y), second.row(y) + std::ptrdiff_t{3} * second.width);
    }
    return vision::copyFrame(first.width + second.width, std::min(first.height, second.height),
                             3 * (first.width + second.width), rows);
}

// An unlocked session of taro on a PC with photographs before the camera. Time is the test's: it stands still
// while a look is under way, so that a slow machine changes nothing.
struct Room {
    explicit Room(Settings more = {})
        : desk(true, settings(std::move(more)))
        , seats(*desk.state)
        , presence({*desk.state, desk.camera, desk.events, desk.clock,
                    PowerFacts(desk.folder.path().toStdString()), nullptr, &seats}) {}

    static Settings settings(Settings more) {
        auto all = Desk::livenessOff();
        all.insert(all.end(), {{"liveness_continuous", "0"},
                               {"cont_interval_s", "1"},
                               {"cont_absent_s", "6"},
                               {"cont_warn_s", "2"}});
        for (auto& value : more) { // instead of the same one above: a body names each setting once
            std::erase_if(all, [&](const wire::SettingValue& one) { return one.name == value.name; });
            all.push_back(std::move(value));
        }
        return all;
    }

    void open(const std::string& account = "taro") {
        QVERIFY(presence.watch(kTaro, account, [this](localipc::Message m) { told.push_back(m); }));
        presence.report(kTaro, {});
    }
    void lockedNow() { presence.report(kTaro, {true, false, 24h}); }
    // Where nobody touches keys or mouse.
    void unlockedNow() { presence.report(kTaro, {false, false, 24h}); }

    // Lets time go by until it is so; false when it is not within `limit`.
    bool passUntil(const std::function<bool()>& isSo, std::chrono::milliseconds limit = 30s) {
        for (auto passed = 0ms; passed < limit; passed += kTick) {
            if (isSo()) {
                return true;
            }
            desk.clock.advance(kTick);
            presence.step();
            if (!QTest::qWaitFor([&] { return !presence.isLooking(); }, 60000)) {
                return false;
            }
            QCoreApplication::processEvents();
        }
        return isSo();
    }
    bool pass(std::chrono::milliseconds time) {
        const auto until = desk.clock.steadyNow() + time;
        return passUntil([&] { return desk.clock.steadyNow() >= until; }, time + 1s);
    }

    int count(const std::string& act) const {
        return static_cast<int>(std::ranges::count_if(told, [&](const localipc::Message& m) {
            return m.type == "presenceAct" && m.text("act") == act;
        }));
    }
    std::int64_t lastNumber() const {
        std::int64_t number = 0;
        for (const auto& message : told) {
            number = std::max(number, message.integer("number").value_or(0));
        }
        return number;
    }
    std::vector<std::string> codes() const {
        std::vector<std::string> found;
        for (const auto& event : desk.outbox()) {
            if (event.kind == "cont") {
                found.push_back(event.code);
            }
        }
        return found;
    }
    bool has(const std::string& code) const {
        const auto all = codes();
        return std::ranges::find(all, code) != all.end();
    }

    Desk desk;
    SharedSeats seats;
    PresenceService presence;
    std::vector<localipc::Message> told;
};

} // namespace

// The machine of domain/presence.h driven by a camera with photographs and the real networks.
class TestAgentPresence : public QObject {
    Q_OBJECT
private slots:
    void whoeverWorksIsLeftAlone() {
        Room room;
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(14s)); // more than twice what locks without anybody
        QCOMPARE(room.presence.state(), PresenceState::Present);
        QCOMPARE(room.count("lock"), 0);
        QCOMPARE(room.codes().front(), std::string("PRESENT"));
        QVERIFY(!room.has("ABSENT_LOCK"));
    }

    void whoeverLeavesIsWarnedAndLockedOut() {
        Room room;
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(3s));
        QVERIFY(room.desk.pictures->show({}));
        const auto left = room.desk.clock.steadyNow();
        QVERIFY(room.passUntil([&] { return room.count("warn") == 1; }));
        QCOMPARE(room.count("lock"), 0);
        QVERIFY(room.passUntil([&] { return room.count("lock") == 1; }));
        const auto after = room.desk.clock.steadyNow() - left;
        QVERIFY(after >= 4s && after <= 8s); // counted from the last look that showed the person
        room.presence.answer(kTaro, room.lastNumber(), true);
        QCOMPARE(room.presence.state(), PresenceState::Off);
        const auto codes = room.codes();
        const std::vector<std::string> last(codes.end() - 3, codes.end());
        QCOMPARE(last, (std::vector<std::string>{"LOST", "ABSENT_LOCK", "LOCK_OK"}));
        // Nobody is looked at while it is locked.
        QVERIFY(room.pass(5s));
        QVERIFY(!room.desk.camera.isInUse());
        QCOMPARE(room.codes().size(), codes.size());
    }

    void whoeverComesBackInTimeIsNotLockedOut() {
        Room room;
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        QVERIFY(room.desk.pictures->show({}));
        QVERIFY(room.passUntil([&] { return room.count("warn") == 1; }));
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        QVERIFY(room.passUntil([&] { return room.count("withdraw_warning") == 1; }));
        QCOMPARE(room.presence.state(), PresenceState::Present);
        QCOMPARE(room.count("lock"), 0);
        QVERIFY(room.has("RETURNED"));
    }

    void aFactorIsAskedForOnlyByTheLockScreen() {
        Room room(Settings{{"cont_cancel", "factor"}});
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        QVERIFY(room.desk.pictures->show({}));
        QVERIFY(room.passUntil([&] { return room.count("warn") == 1; }));
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        QVERIFY(room.passUntil([&] { return room.count("lock") == 1; }));
    }

    void aStrangerLocksAtOnce() {
        Room room;
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        QVERIFY(room.desk.pictures->show(unlockPictures(kStranger)));
        QVERIFY(room.passUntil([&] { return room.count("lock") == 1; }));
        QVERIFY(room.has("STRANGER_LOCK"));
        QVERIFY(!room.has("ABSENT_LOCK"));
        QCOMPARE(room.count("warn"), 0);
    }

    // Asked again until the session says that it is locked, with something stronger, and said in an event.
    void aSessionThatDoesNotLockIsAskedToEnd() {
        Room room;
        room.open();
        QVERIFY(room.passUntil([&] { return room.count("lock") == 1; }));
        QVERIFY(room.passUntil([&] { return room.count("log_off") == 1; }, 4s));
        QVERIFY(room.has("LOCK_FAILED"));
        QVERIFY(room.passUntil([&] { return room.count("lock") == 2; }, 8s));
        room.lockedNow(); // at last
        QVERIFY(room.has("LOCK_OK"));
        QVERIFY(room.pass(10s));
        QCOMPARE(room.count("lock"), 2);
    }

    void onlyLoggedMeansOnlyLogged() {
        Room room(Settings{{"cont_action", "log"}});
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        QVERIFY(room.desk.pictures->show({}));
        QVERIFY(room.passUntil([&] { return room.has("ABSENT_LOCK"); }));
        QVERIFY(room.pass(5s));
        QCOMPARE(room.count("lock"), 0);
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        QVERIFY(room.passUntil([&] { return room.has("RETURNED"); }));
    }

    void aMeetingPausesAndEnds() {
        Room room(Settings{{"cont_meeting_max_min", "1"}});
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        room.desk.pictures->failNow(ErrorCode::CameraBusy);
        room.desk.pictures->failOnStart(ErrorCode::CameraBusy);
        QVERIFY(room.passUntil([&] { return room.presence.state() == PresenceState::Paused; }));
        QVERIFY(room.pass(20s));
        QCOMPARE(room.count("lock"), 0);
        room.desk.pictures->failOnStart({});
        QVERIFY(room.passUntil([&] { return room.presence.state() == PresenceState::Present; }));
        QVERIFY(room.has("PAUSED") && room.has("RESUMED"));
        // The next one lasts longer than is allowed.
        room.desk.pictures->failNow(ErrorCode::CameraBusy);
        room.desk.pictures->failOnStart(ErrorCode::CameraBusy);
        QVERIFY(room.passUntil([&] { return room.count("lock") == 1; }, 90s));
    }

    void aPresentationPausesUntilItsLimit() {
        Room room(Settings{{"cont_meeting_max_min", "1"}});
        room.open();
        room.presence.report(kTaro, {false, true, 24h});
        QCOMPARE(room.presence.state(), PresenceState::Paused);
        QVERIFY(room.pass(50s));
        QCOMPARE(room.count("lock"), 0);
        QVERIFY(room.passUntil([&] { return room.count("lock") == 1; }, 20s));
    }

    void aCameraThatFails_data() {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<int>("locks");
        QTest::newRow("is put up with") << QStringLiteral("password") << 0;
        QTest::newRow("locks where the policy says so") << QStringLiteral("lock") << 1;
    }
    void aCameraThatFails() {
        QFETCH(QString, policy);
        QFETCH(int, locks);
        Room room(Settings{{"on_camera_missing", policy.toStdString()}});
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        room.desk.pictures->failNow(ErrorCode::CameraLost);
        room.desk.pictures->failOnStart(ErrorCode::CameraMissing);
        QVERIFY(room.passUntil([&] { return room.has("CAMERA_UNAVAILABLE"); }));
        QVERIFY(room.pass(1s));
        QCOMPARE(room.count("lock"), locks);
    }

    // Another one beside the person looks at the screen.
    void somebodyWhoLooksOnIsAnEvent() {
        Room room(Settings{{"onlooker_action", "log"}});
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        QVERIFY(!room.has("ONLOOKER"));
        const auto two = sideBySide(enrolPictures(kPerson).front(), unlockPictures(kStranger).front());
        QVERIFY(two.isValid());
        room.desk.pictures->showFrames({two});
        QVERIFY(room.passUntil([&] { return room.has("ONLOOKER"); }));
        QVERIFY(room.pass(5s));
        QCOMPARE(std::ranges::count(room.codes(), std::string("ONLOOKER")), 1);
        QCOMPARE(room.count("lock"), 0);
    }

    // A shutter before the camera: nobody can be seen, and the log says why. Said once for each time.
    void aCoveredCameraIsAnEvent() {
        Room room(Settings{{"cont_action", "log"}});
        const auto covered = [&] {
            auto events = room.desk.outbox();
            std::erase_if(events, [](const wire::Event& event) { return event.code != "CAMERA_COVERED"; });
            return events;
        };
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        room.desk.pictures->showFrames({blackFrame()});
        QVERIFY(room.passUntil([&] { return !covered().empty(); }));
        QVERIFY(room.pass(5s));
        QCOMPARE(covered().size(), std::size_t(1));
        QCOMPARE(covered()[0].kind, std::string("cont"));
        QCOMPARE(covered()[0].severity, std::string("warning"));
        QCOMPARE(covered()[0].user, std::optional(room.desk.user));
        QCOMPARE(covered()[0].osAccount, std::optional<std::string>("taro"));
        QVERIFY(covered()[0].detail.cameraId.has_value());
        QVERIFY(covered()[0].detail.durationMs >= PresenceService::kBlack.count());
        QVERIFY(room.desk.pictures->show({})); // an empty room has light
        QVERIFY(room.pass(3s));
        QCOMPARE(covered().size(), std::size_t(1));
        room.desk.pictures->showFrames({blackFrame()});
        QVERIFY(room.passUntil([&] { return covered().size() == 2; }));
    }

    // One picture again and again is no person who sits there.
    void aCameraThatStandsStillIsNobody_data() {
        QTest::addColumn<QString>("liveness");
        QTest::addColumn<QString>("cancel");
        QTest::addColumn<int>("locks");
        const QString match = QStringLiteral("match");
        QTest::newRow("asked about") << QStringLiteral("1") << match << 1;
        QTest::newRow("where any face is enough") << QStringLiteral("1") << QStringLiteral("detect") << 1;
        QTest::newRow("not asked about") << QStringLiteral("0") << match << 0;
    }
    void aCameraThatStandsStillIsNobody() {
        QFETCH(QString, liveness);
        QFETCH(QString, cancel);
        QFETCH(int, locks);
        Room room(
            Settings{{"liveness_continuous", liveness.toStdString()}, {"cont_cancel", cancel.toStdString()}});
        const auto photograph = vision::loadPicture(enrolPictures(kPerson).front());
        QVERIFY(photograph);
        room.desk.pictures->showFrames({testing::PictureComposer(*photograph).compose(0ms)});
        room.desk.pictures->stampBy(room.desk.clock);
        room.open();
        QVERIFY(room.passUntil([&] { return room.count("lock") > 0; }, 20s) == (locks > 0));
        QCOMPARE(room.count("lock"), locks);
    }

    void aFaceTestIsALookToo() {
        Room room;
        QVERIFY(room.desk.pictures->show(enrolPictures(kPerson)));
        room.open();
        QVERIFY(room.pass(2s));
        // A logon goes before, and what it sees counts.
        const auto answer = room.desk.attempt();
        QCOMPARE(answer.outcome, std::string("accepted"));
        QCOMPARE(room.presence.state(), PresenceState::Present);
        QVERIFY(room.pass(3s));
        QCOMPARE(room.count("lock"), 0);
    }

    void whoCannotBeFollowedIsToldWhy_data() {
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no user") << QStringLiteral("hanako") << QStringLiteral("true")
                                 << QStringLiteral("account_not_linked");
        QTest::newRow("off by policy")
            << QStringLiteral("taro") << QStringLiteral("false") << QStringLiteral("disabled");
    }
    void whoCannotBeFollowedIsToldWhy() {
        QFETCH(QString, account);
        QFETCH(QString, setting);
        QFETCH(QString, reason);
        Room room(Settings{{"cont_enabled", setting.toStdString()}});
        room.open(account.toStdString());
        QVERIFY(room.pass(12s));
        QCOMPARE(room.count("lock"), 0);
        QCOMPARE(room.told.back().type, std::string("presenceState"));
        QCOMPARE(room.told.back().text("reason"), reason.toStdString());
        QVERIFY(room.codes().empty());
    }

    void aSessionWhosePartDisappearsIsAnEvent() {
        Room room;
        room.open();
        room.presence.stop(kTaro, PresenceService::End::Lost);
        QVERIFY(room.has("WATCH_LOST"));
        room.open();
        room.presence.stop(kTaro, PresenceService::End::Announced);
        QCOMPARE(std::ranges::count(room.codes(), std::string("WATCH_LOST")), 1);
    }

    void anotherAccountWaitsUntilTheSessionIsLocked() {
        Room room;
        room.open();
        const auto refused = room.presence.watch(1001, "hanako", [](localipc::Message) {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::AgentBusy);
        room.lockedNow();
        QVERIFY(room.presence.watch(1001, "hanako", [](localipc::Message) {}));
        // The first one is not followed any more and cannot say anything for the other.
        room.presence.report(kTaro, {});
        QCOMPARE(room.presence.state(), PresenceState::Off);
    }

    // Two people share an account: nobody is followed until it is known who sits there, and then it is he
    // alone.
    void onASharedAccountWhoOpenedItIsFollowed() {
        Room room;
        static const auto made = templateOf(enrolPictures(kStranger));
        const UserId hanako = UserId::generate();
        const DeviceIdentity& device = *room.desk.state->device();
        QVERIFY(store(*room.desk.state,
                      {Tenant::user(hanako), room.desk.tenant.links(hanako, {{device.id.text(), "taro"}}),
                       room.desk.tenant.face(hanako, device, *made)}));
        QVERIFY(room.desk.pictures->show(enrolPictures(kStranger)));
        room.open();
        QVERIFY(room.pass(3s));
        QCOMPARE(room.presence.state(), PresenceState::Off);
        QCOMPARE(room.presence.reason(), std::string("account_not_linked"));
        room.lockedNow();
        room.seats.take("taro", hanako);
        room.unlockedNow();
        QVERIFY(room.pass(14s));
        QCOMPARE(room.presence.state(), PresenceState::Present);
        room.lockedNow();
        room.seats.take("taro", room.desk.user); // and now she is a stranger there
        room.unlockedNow();
        QVERIFY(room.passUntil([&] { return room.count("lock") == 1; }));
    }

    void powerIsReadFromTheSystem() {
        QTemporaryDir root;
        const auto put = [&](const char* path, const char* text) {
            const std::filesystem::path file = std::filesystem::path(root.path().toStdString()) / path;
            std::filesystem::create_directories(file.parent_path());
            std::ofstream(file) << text << '\n';
        };
        const PowerFacts facts(root.path().toStdString());
        QVERIFY(!facts.isOnBattery());
        QVERIFY(!facts.isLidClosed());
        put("sys/class/power_supply/mouse/type", "Battery");
        put("sys/class/power_supply/mouse/scope", "Device");
        QVERIFY(!facts.isOnBattery());
        put("sys/class/power_supply/BAT0/type", "Battery");
        put("sys/class/power_supply/AC/type", "Mains");
        put("sys/class/power_supply/AC/online", "0");
        QVERIFY(facts.isOnBattery());
        put("sys/class/power_supply/AC/online", "1");
        QVERIFY(!facts.isOnBattery());
        put("proc/acpi/button/lid/LID0/state", "state:      open");
        QVERIFY(!facts.isLidClosed());
        put("proc/acpi/button/lid/LID0/state", "state:      closed");
        QVERIFY(facts.isLidClosed());
    }
};

QTEST_MAIN(TestAgentPresence)
#include "tst_agent_presence.moc"
