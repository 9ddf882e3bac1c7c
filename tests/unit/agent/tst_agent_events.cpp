// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <ctime>

#include <QSignalSpy>

#include "agent/local_server.h"
#include "agent/logon_handlers.h"
#include "agent/syncer.h"
#include "agent/version_watch.h"
#include "agentlink/agent_link.h"
#include "wire/licences.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

namespace {

std::vector<wire::SettingValue> quick() {
    auto all = Desk::livenessOff();
    all.push_back({"match_timeout_s", "4"}); // short, and enough on a busy machine
    return all;
}

std::vector<wire::Event> eventsOf(const Desk& desk, const std::string& code) {
    auto all = desk.outbox();
    std::erase_if(all, [&](const wire::Event& event) { return event.code != code; });
    return all;
}

// One round with a server that is not there.
void runRound(Syncer& syncer) {
    QSignalSpy ended(&syncer, &Syncer::roundEnded);
    syncer.syncNow();
    QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), 30000);
}

// A PIN that is asked for at a real socket.
struct PinCounter {
    explicit PinCounter(Desk& deskIn)
        : desk(deskIn)
        , pins(*desk.state, desk.clock)
        , sessions(*desk.state, desk.events, desk.clock)
        , secrets(*desk.state, desk.events)
        , emergency(*desk.state, desk.events, desk.clock)
        , handlers({desk.logon, desk.runner, desk.tickets, sessions, preview, secrets, emergency, *desk.state,
                    pins, desk.events})
        , server(LocalServer::listen(folder.filePath(QStringLiteral("agent.sock")).toStdString()).value())
        , link(folder.filePath(QStringLiteral("agent.sock")).toStdString()) {
        handlers.addTo(router);
        QObject::connect(server.get(), &LocalServer::requested, server.get(),
                         [this](const Caller& caller, const localipc::Message& message) {
                             router.route(caller, message);
                         });
        link.start();
    }
    bool set(const char* pin) {
        std::optional<Status> done;
        pins.set(desk.user, SecretString(pin), [&](const Status& status) { done = status; });
        return QTest::qWaitFor([&] { return done.has_value(); }, 30000) && done->has_value();
    }
    std::string check(const char* pin) {
        auto future = link.request({"checkPin", 0, {{"user", "taro"}, {"pin", pin}}}, {}, 60s);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
            qFatal("the agent never answered");
        }
        const auto answer = future.result();
        return answer ? answer->type : std::string(wireName(answer.error().code));
    }

    Desk& desk;
    QTemporaryDir folder;
    PinStore pins;
    UserSessions sessions;
    OsSecretStore secrets;
    EmergencyService emergency;
    PreviewStream preview;
    LogonHandlers handlers;
    Router router;
    std::unique_ptr<LocalServer> server;
    agentlink::AgentLink link;
};

} // namespace

// What happens on a PC stands in its events: once, and with what an administrator asks about it.
class TestAgentEvents : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        qputenv("TZ", "Asia/Tokyo");
        tzset();
    }

    void anEventSaysWhereTheClockStands() {
        Desk desk;
        desk.events.note("device", "TAMPER", "err");
        QCOMPARE(desk.outbox().back().utcOffsetMin, std::optional(540));
    }

    // The fiftieth miss puts the face off; an emergency code lets it count again. Each is said once.
    void theLastMissIsALockout() {
        Desk desk(true, quick());
        CooldownStore store(desk.state->identity());
        const domain::FaceCooldownRule rule = desk.state->policies().policy().faceCooldown;
        domain::FaceCooldown cooldown;
        for (int i = 1; i < rule.missesBeforeOff; ++i) {
            cooldown.recordMiss(domain::FaceMiss::NoMatch, desk.clock.now() - 1h, rule);
        }
        QVERIFY(store.save(desk.user, cooldown));
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        const auto refused = desk.attempt();
        QCOMPARE(refused.code, std::optional(ErrorCode::FaceNoMatch));
        const auto locked = eventsOf(desk, "LOCKOUT");
        QCOMPARE(locked.size(), std::size_t(1));
        QCOMPARE(locked[0].kind, std::string("auth"));
        QCOMPARE(locked[0].user, std::optional(desk.user));
        QCOMPARE(locked[0].osAccount, std::optional<std::string>("taro"));
        QCOMPARE(locked[0].attempt, std::optional(refused.attempt));
        QCOMPARE(locked[0].detail.scenario, std::optional<std::string>("logon"));
        QCOMPARE(locked[0].detail.reason, std::optional<std::string>("face_disabled"));
        QCOMPARE(locked[0].detail.attempts, std::optional(rule.missesBeforeOff));
        QVERIFY(locked[0].detail.cameraId.has_value());
        QCOMPARE(eventsOf(desk, "LOGON_NG").back().detail.attempts, std::optional(rule.missesBeforeOff));
        desk.clock.advance(1h);
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::FaceDisabled));
        QCOMPARE(eventsOf(desk, "LOCKOUT").size(), std::size_t(1));
        QVERIFY(desk.logon.forgiveMisses(desk.user, "emergency_code"));
        QVERIFY(desk.logon.forgiveMisses(desk.user, "emergency_code")); // nothing to forgive
        QCOMPARE(eventsOf(desk, "UNLOCKED").size(), std::size_t(1));
        QCOMPARE(eventsOf(desk, "UNLOCKED")[0].user, std::optional(desk.user));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    // So does the password that the system took, of an account that is one person's. While the face still
    // counts it forgives nothing: it may be the one that the face has handed on.
    void thePasswordEndsALockoutToo() {
        Desk desk(true, quick());
        CooldownStore store(desk.state->identity());
        const domain::FaceCooldownRule rule = desk.state->policies().policy().faceCooldown;
        domain::FaceCooldown cooldown;
        for (int i = 1; i < rule.missesBeforeOff; ++i) {
            cooldown.recordMiss(domain::FaceMiss::NoMatch, desk.clock.now() - 1h, rule);
        }
        QVERIFY(store.save(desk.user, cooldown));
        QVERIFY(desk.logon.passwordAccepted("taro"));
        QCOMPARE(store.load(desk.user)->totalMisses(), rule.missesBeforeOff - 1);
        cooldown.recordMiss(domain::FaceMiss::NoMatch, desk.clock.now() - 1h, rule);
        QVERIFY(store.save(desk.user, cooldown));
        QVERIFY(desk.pictures->show(unlockPictures(kPerson)));
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::FaceDisabled));
        QVERIFY(desk.logon.passwordAccepted("somebody else"));
        const UserId other = UserId::generate();
        const std::string device = desk.state->device()->id.text();
        QVERIFY(agent::test::store(*desk.state, {desk.tenant.links(other, {{device, "taro"}})}));
        QVERIFY(desk.logon.passwordAccepted("taro")); // whose it was, nobody knows
        QVERIFY(agent::test::store(*desk.state, {desk.tenant.linksWithout(other, {}, 2)}));
        QVERIFY(eventsOf(desk, "UNLOCKED").empty());
        QVERIFY(desk.logon.passwordAccepted("taro"));
        QVERIFY(desk.logon.passwordAccepted("taro"));
        const auto unlocked = eventsOf(desk, "UNLOCKED");
        QCOMPARE(unlocked.size(), std::size_t(1));
        QCOMPARE(unlocked[0].user, std::optional(desk.user));
        QCOMPARE(unlocked[0].detail.factors, std::optional<std::string>("password"));
        QCOMPARE(desk.attempt().outcome, std::string("accepted"));
    }

    void missesThatOnlyPauseAreNoLockout() {
        Desk desk(true, quick());
        QVERIFY(desk.pictures->show(unlockPictures(kStranger)));
        QCOMPARE(desk.attempt().code, std::optional(ErrorCode::FaceNoMatch));
        QVERIFY(desk.logon.forgiveMisses(desk.user, "emergency_code"));
        QVERIFY(eventsOf(desk, "LOCKOUT").empty() && eventsOf(desk, "UNLOCKED").empty());
    }

    void wrongPinsAreALockoutToo() {
        auto settings = quick();
        settings.push_back({"offline_fail_wipe", "10"});
        Desk desk(true, settings);
        PinCounter counter(desk);
        QVERIFY(counter.set("482719"));
        const int most = desk.state->policies().policyFor(desk.user).offlineMisses;
        QCOMPARE(most, 10);
        for (int i = 0; i < most; ++i) {
            QVERIFY(eventsOf(desk, "LOCKOUT").empty());
            QCOMPARE(counter.check("271948"), std::string("second_factor_wrong"));
            desk.clock.advance(1min); // behind the pause
        }
        const auto locked = eventsOf(desk, "LOCKOUT");
        QCOMPARE(locked.size(), std::size_t(1));
        QCOMPARE(locked[0].user, std::optional(desk.user));
        QCOMPARE(locked[0].detail.factors, std::optional<std::string>("pin"));
        QCOMPARE(counter.check("482719"), std::string("not_found"));
        QCOMPARE(eventsOf(desk, "LOCKOUT").size(), std::size_t(1));
        QCOMPARE(eventsOf(desk, "PIN_NG").size(), static_cast<std::size_t>(most) + 1);
    }

    // Faces that the server did not confirm for too long go, and are missed in the log.
    void facesThatWereKeptTooLong() {
        Desk desk;
        Syncer syncer(*desk.state, desk.events, desk.clock, 1h);
        ServerLink link(*desk.state->device(), {}, desk.clock);
        syncer.setLink(&link);
        runRound(syncer);
        QVERIFY(eventsOf(desk, "CACHE_EXPIRED").empty());
        const auto heard = desk.state->lastSync();
        desk.clock.advance(std::chrono::days(38)); // longer than offline_days
        runRound(syncer);
        runRound(syncer);
        const auto expired = eventsOf(desk, "CACHE_EXPIRED");
        QCOMPARE(expired.size(), std::size_t(1));
        QCOMPARE(expired[0].detail.count, std::optional(1));
        QCOMPARE(expired[0].detail.lastSync, heard);
        QCOMPARE(expired[0].detail.reason, std::optional<std::string>("offline_expired"));
        QVERIFY(eventsOf(desk, "ERASED_BY_LICENSE").empty());
        syncer.setLink(nullptr);
    }

    // A server that gives the faces out once more, because it has yet to erase them itself, makes no second
    // event.
    void facesThatEndWithTheLicence() {
        Desk desk;
        const TimePoint end = desk.clock.now() + std::chrono::days(3);
        const std::string body = wire::encode(wire::TenantEnd{end});
        QVERIFY(desk.state->cache().put("tenant_end", "tenant", 1, Bytes(body.begin(), body.end())));
        QVERIFY(desk.state->reload());
        const auto faces = desk.state->cache().list("template");
        QVERIFY(faces && faces->size() == 1);
        desk.clock.advance(std::chrono::days(3));
        Syncer syncer(*desk.state, desk.events, desk.clock, 1h);
        ServerLink link(*desk.state->device(), {}, desk.clock);
        syncer.setLink(&link);
        runRound(syncer);
        QCOMPARE(eventsOf(desk, "ERASED_BY_LICENSE").size(), std::size_t(1));
        QCOMPARE(eventsOf(desk, "ERASED_BY_LICENSE")[0].detail.count, std::optional(1));
        QVERIFY(desk.state->cache().put("template", faces->front().id, 2, faces->front().bytes));
        QVERIFY(desk.state->reload());
        runRound(syncer);
        QVERIFY(desk.state->cache().list("template")->empty());
        QCOMPARE(eventsOf(desk, "ERASED_BY_LICENSE").size(), std::size_t(1));
        QVERIFY(eventsOf(desk, "CACHE_EXPIRED").empty());
        syncer.setLink(nullptr);
    }

    void anUpdateIsToldOnce() {
        Desk desk;
        VersionWatch(*desk.state, "0.9.0").begin(desk.events); // the first start
        QVERIFY(eventsOf(desk, "UPDATE").empty());
        VersionWatch(*desk.state).begin(desk.events);
        VersionWatch(*desk.state).begin(desk.events);
        const auto updates = eventsOf(desk, "UPDATE");
        QCOMPARE(updates.size(), std::size_t(1));
        QCOMPARE(updates[0].kind + ' ' + updates[0].severity, std::string("device info")); // no trouble
        QCOMPARE(updates[0].detail.versionBefore, std::optional<std::string>("0.9.0"));
        QVERIFY(updates[0].clientVersion != "0.9.0" && !updates[0].clientVersion.empty());
        QVERIFY(!updates[0].detail.system->empty() && !updates[0].detail.protection->empty());
    }
};

QTEST_GUILESS_MAIN(TestAgentEvents)
#include "tst_agent_events.moc"
