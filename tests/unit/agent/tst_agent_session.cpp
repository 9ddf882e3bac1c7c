// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <QDBusArgument>
#include <QDBusVariant>

#include "agent/presence_service.h"
#include "agent/session_control_logind.h"
#include "support/mocked_logind.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using domain::PresenceState;

namespace {

constexpr uid_t kTaro = 1000;
constexpr const char* kManager = "org.freedesktop.DBus.Mock";
const QString kRoot = QStringLiteral("/org/freedesktop/login1");

using Settings = std::vector<wire::SettingValue>;

Settings with(Settings more) {
    auto all = Desk::livenessOff();
    all.push_back({"liveness_continuous", "0"});
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

// An open session of taro at logind, followed by the agent. What logind is asked to do it writes down and,
// where it is told so, does.
struct Room {
    explicit Room(Settings more = {})
        : desk(true, with(std::move(more))) {}

    bool open() {
        if (!logind.start() || !addSession()) {
            return false;
        }
        sessions = std::make_unique<LogindSessionControl>(logind.connection(), 300ms);
        presence = std::make_unique<PresenceService>(
            PresenceService::Parts{*desk.state, desk.camera, desk.events, desk.clock,
                                   PowerFacts(desk.folder.path().toStdString()), sessions.get()});
        return desk.pictures->show(enrolPictures(kPerson)) && watch();
    }
    bool watch() {
        const auto watching = presence->watch(kTaro, "taro", [](localipc::Message) {});
        presence->report(kTaro, {false, false, 24h});
        return watching && presence->isWatching();
    }
    bool addSession() {
        return logind.call(
                   kRoot, kManager, "AddSession",
                   {QStringLiteral("c1"), QStringLiteral("seat0"), kTaro, QStringLiteral("taro"), true}) &&
               setLocks(true);
    }
    bool teach(const QString& method, const QString& in, const QString& code) {
        return logind.call(kRoot, kManager, "AddMethod",
                           {QStringLiteral("org.freedesktop.login1.Manager"), method, in, QString(), code});
    }
    // Whether the desktop obeys.
    bool setLocks(bool does) {
        return logind.call(QStringLiteral("/org/freedesktop/login1/session/c1"),
                           "org.freedesktop.DBus.Properties", "Set",
                           {QStringLiteral("org.freedesktop.login1.Session"), QStringLiteral("LockedHint"),
                            QVariant::fromValue(QDBusVariant(false))}) &&
               teach(QStringLiteral("LockSession"), QStringLiteral("s"),
                     does ? QStringLiteral("objects['/org/freedesktop/login1/session/' + args[0]].props["
                                           "'org.freedesktop.login1.Session']['LockedHint'] = True")
                          : QString());
    }
    // How often logind was asked for this.
    int count(const char* method) {
        auto message =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.login1"), kRoot,
                                           QString::fromLatin1(kManager), QStringLiteral("GetMethodCalls"));
        message.setArguments({QString::fromLatin1(method)});
        const auto reply = logind.connection().call(message);
        if (reply.type() != QDBusMessage::ReplyMessage) {
            return -1;
        }
        int calls = 0;
        const auto list = reply.arguments().first().value<QDBusArgument>();
        list.beginArray();
        while (!list.atEnd()) {
            list.beginStructure();
            qulonglong time = 0;
            QVariantList arguments;
            list >> time >> arguments;
            list.endStructure();
            ++calls;
        }
        list.endArray();
        return calls;
    }
    void pass(std::chrono::milliseconds time) {
        desk.clock.advance(time);
        presence->step();
    }
    bool has(const std::string& code) const {
        const auto events = desk.outbox();
        return std::ranges::find(events, code, &wire::Event::code) != events.end();
    }

    testing::MockedLogind logind;
    Desk desk;
    std::unique_ptr<SessionControl> sessions;
    std::unique_ptr<PresenceService> presence;
};

} // namespace

// A session whose program is ended while it is open is locked by the system, and one that stays locked ends
// after the time of the setting. logind is mocked: there is none where tests run.
class TestAgentSession : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!testing::MockedLogind::isPossible()) {
            QSKIP("needs the packages dbus and python3-dbusmock");
        }
    }

    void whoeverEndsTheProgramIsLockedOut_data() {
        QTest::addColumn<bool>("isAnnounced");
        QTest::addColumn<bool>("locks");
        QTest::newRow("killed") << false << true;
        QTest::newRow("asked to end") << true << true;
        QTest::newRow("a desktop that does not lock") << false << false;
    }
    void whoeverEndsTheProgramIsLockedOut() {
        QFETCH(bool, isAnnounced);
        QFETCH(bool, locks);
        Room room;
        QVERIFY(room.open());
        QVERIFY(room.setLocks(locks));
        room.presence->stop(kTaro,
                            isAnnounced ? PresenceService::End::Announced : PresenceService::End::Lost);
        QCOMPARE(room.has("WATCH_LOST"), !isAnnounced);
        room.pass(PresenceService::kGrace - 1s);
        QCOMPARE(room.count("LockSession"), 0);
        room.pass(2s);
        QTRY_COMPARE_WITH_TIMEOUT(room.count("LockSession"), 1, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(room.has("LOCK_OK"), 30000);
        QCOMPARE(room.count("TerminateSession"), locks ? 0 : 1);
    }

    void aProgramThatIsStartedAnewInTimeIsTrusted() {
        Room room;
        QVERIFY(room.open());
        room.presence->stop(kTaro, PresenceService::End::Lost);
        room.pass(PresenceService::kGrace / 2);
        QVERIFY(room.watch());
        room.pass(PresenceService::kGrace * 2);
        QCoreApplication::processEvents();
        QCOMPARE(room.count("LockSession"), 0);
    }

    void aLockedSessionIsLeftAlone() {
        Room room;
        QVERIFY(room.open());
        room.presence->report(kTaro, {true, false, 24h});
        room.presence->stop(kTaro, PresenceService::End::Lost);
        room.pass(PresenceService::kGrace * 2);
        QCoreApplication::processEvents();
        QCOMPARE(room.count("LockSession"), 0);
        QVERIFY(!room.has("WATCH_LOST"));
    }

    void itEndsSomeTimeAfterTheLock_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("log off") << "logoff" << QByteArray("TerminateSession");
        QTest::newRow("shut down") << "shutdown" << QByteArray("PowerOff");
    }
    void itEndsSomeTimeAfterTheLock() {
        QFETCH(QString, action);
        QFETCH(QByteArray, method);
        Room room({{"after_lock_logoff_min", "10"}, {"after_lock_action", action.toStdString()}});
        QVERIFY(room.open());
        room.presence->report(kTaro, {true, false, 24h});
        room.pass(9min);
        room.presence->report(kTaro, {false, false, 24h}); // opened again: the time begins anew
        room.presence->report(kTaro, {true, false, 24h});
        room.pass(9min);
        QCOMPARE(room.count(method.constData()), 0);
        room.pass(2min);
        QTRY_COMPARE_WITH_TIMEOUT(room.count(method.constData()), 1, 30000);
        QVERIFY(room.has("LOGGED_OFF"));
        room.pass(30min);
        QCoreApplication::processEvents();
        QCOMPARE(room.count(method.constData()), 1);
    }

    // Of an account that the setting leaves alone: neither when its program ends nor after a lock.
    void anExcludedAccountIsNeverLocked() {
        Room room({{"excluded_accounts", "taro"}, {"after_lock_logoff_min", "10"}});
        QVERIFY(room.open());
        QCOMPARE(room.presence->state(), PresenceState::Off);
        QCOMPARE(room.presence->reason(), std::string(wireName(ErrorCode::ScenarioDenied)));
        room.pass(1h);
        room.presence->report(kTaro, {true, false, 24h});
        room.pass(1h);
        room.presence->report(kTaro, {false, false, 24h});
        room.presence->stop(kTaro, PresenceService::End::Lost);
        room.pass(PresenceService::kGrace * 2);
        QCoreApplication::processEvents();
        QCOMPARE(room.count("LockSession") + room.count("TerminateSession"), 0);
        QVERIFY(room.desk.outbox().empty());
    }

    void withoutTheSettingItStaysLocked() {
        Room room;
        QVERIFY(room.open());
        room.presence->report(kTaro, {true, false, 24h});
        room.pass(48h);
        QCoreApplication::processEvents();
        QCOMPARE(room.count("TerminateSession") + room.count("PowerOff"), 0);
    }

    // PipeWire shares a camera, so that nobody finds it busy.
    void anotherProgramWithTheCameraIsAMeeting() {
        Room room;
        QVERIFY(room.open());
        SessionReport report{false, false, 24h};
        report.sharesCamera = "meeting-app";
        room.presence->report(kTaro, report);
        QCOMPARE(room.presence->state(), PresenceState::Paused);
        const auto events = room.desk.outbox();
        QCOMPARE(events.back().code, std::string("PAUSED"));
        QCOMPARE(events.back().detail.app, std::optional<std::string>("meeting-app"));
        room.presence->report(kTaro, {false, false, 24h});
        QVERIFY(room.presence->state() != PresenceState::Paused);
    }
};

QTEST_GUILESS_MAIN(TestAgentSession)
#include "tst_agent_session.moc"
