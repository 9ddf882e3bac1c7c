// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QScreen>
#include <QTest>

#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "shell/client_application.h"
#include "shell/tray_text.h"

using namespace kaomon;
using namespace kaomon::shell;
using namespace std::chrono_literals;
using presence::PresenceOverlay;
using test::FakeAgent;

namespace {

// A session that does what the test says.
class MadeUpSession final : public presence::SessionLock {
public:
    bool lock() override {
        ++lockCalls;
        isLockedNow = lockCalls >= locksAtCall;
        return true;
    }
    bool isLocked() override { return isLockedNow; }
    bool logOff() override {
        ++logOffCalls;
        return canLogOff;
    }
    bool turnScreenOff() override {
        ++screenOffCalls;
        return true;
    }
    std::optional<std::chrono::milliseconds> idle() override { return idleFor; }
    bool isRemote() override { return isElsewhere; }

    int lockCalls = 0;
    int locksAtCall = 1; // 1: the first one locks
    int logOffCalls = 0;
    int screenOffCalls = 0;
    bool canLogOff = false;
    bool isLockedNow = false;
    bool isElsewhere = false;
    std::optional<std::chrono::milliseconds> idleFor = 1h;
};

struct Bench {
    FakeAgent agent;
    ClientApplication client;
    MadeUpSession* session = nullptr;

    Bench()
        : client(*qApp, {agent.path(), ui::Language::English, false, {}}) {
        agent.answer("presenceWatch", {"presenceWatching", {}});
        agent.answer("presenceReport", {"presenceNoted", {}});
        agent.answer("presenceDone", {"presenceNoted", {}});
        agent.answer("presenceEnd", {"presenceEnded", {}});
        auto made = std::make_unique<MadeUpSession>();
        session = made.get();
        client.followSession(std::move(made));
    }
    void begin() {
        client.start();
        QTRY_COMPARE(agent.count("presenceWatch"), 1);
        QTRY_VERIFY(agent.count("presenceReport") >= 1);
        QCOMPARE(agent.last("presenceReport")->text("locked"), std::string("0"));
        agent.send("presenceWatch", {"presenceState", {{"state", "present"}, {"watching", "1"}}});
    }
    void act(FakeAgent::Fields fields) { agent.send("presenceWatch", {"presenceAct", std::move(fields)}); }
    PresenceOverlay::Shown shown() const { return client.overlay()->shown(); }
    QString text() const {
        return client.overlay()
            ->windows()
            .front()
            ->findChild<QLabel*>(QStringLiteral("presenceText"))
            ->text();
    }
    QAction* action(const char* name) const {
        return client.tray()->menu().findChild<QAction*>(QString::fromLatin1(name));
    }
    // Keeps a picture for people to look at, where the environment names a folder.
    void keep(const char* name) const {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            client.overlay()->windows().front()->grab().save(
                QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
};

} // namespace

// The session's part of continuous authentication in front of a made-up agent and session.
class TestClientPresence : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void theWarningIsOnEveryScreenAndGoes() {
        Bench bench;
        bench.begin();
        bench.act({{"act", "warn"}, {"ms", "3000"}, {"sound", "0"}});
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Warning);
        QCOMPARE(bench.client.overlay()->windows().size(),
                 static_cast<std::size_t>(QGuiApplication::screens().size()));
        for (const auto& window : bench.client.overlay()->windows()) {
            QVERIFY(window->isVisible());
        }
        QVERIFY2(bench.text().contains(QStringLiteral("Look at the camera")), qPrintable(bench.text()));
        bench.keep("presence-warning");
        bench.act({{"act", "withdraw_warning"}});
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
    }

    // Who sits at another machine is not looked at, and is followed again when he is back.
    void aRemoteSessionIsNotFollowed() {
        Bench bench;
        bench.begin();
        QTRY_VERIFY(bench.action("trayPresenting")->isEnabled());
        bench.session->isElsewhere = true;
        QTRY_COMPARE(bench.agent.count("presenceEnd"), 1);
        QTRY_VERIFY(!bench.action("trayPresenting")->isEnabled());
        QVERIFY2(bench.action("trayPresence")->text().contains(QStringLiteral("remote session")),
                 qPrintable(bench.action("trayPresence")->text()));
        QCOMPARE(bench.agent.count("presenceWatch"), 1);
        bench.session->isElsewhere = false;
        QTRY_COMPARE(bench.agent.count("presenceWatch"), 2);
    }

    // shared_banner_s: whose session it is, once nobody uses the PC; and nobody needs to be told who types.
    void aSharedPcSaysWhoseSessionItIs() {
        Bench bench;
        bench.session->idleFor = 30s;
        bench.agent.answer("status", {"status", {{"shared_banner_s", "60"}, {"seat_name", "山田"}}});
        bench.begin();
        QTRY_COMPARE(bench.client.session().status().seatName, QStringLiteral("山田"));
        QCOMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
        bench.session->idleFor = 61s;
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Owner);
        QVERIFY2(bench.text().contains(QStringLiteral("山田 is using this PC.")), qPrintable(bench.text()));
        bench.keep("shared-banner");
        bench.act({{"act", "warn"}, {"ms", "3000"}}); // goes before it
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Warning);
        bench.act({{"act", "withdraw_warning"}});
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Owner);
        bench.session->idleFor = 0s;
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
        bench.session->idleFor = 1h;
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Owner);
        bench.session->isLockedNow = true;
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
    }

    void elsewhereNobodyIsNamed() {
        Bench bench;
        bench.agent.answer("status", {"status", {{"seat_name", "山田"}}});
        bench.begin();
        QTRY_COMPARE(bench.client.session().status().seatName, QStringLiteral("山田"));
        const int reports = bench.agent.count("status");
        QTRY_VERIFY_WITH_TIMEOUT(bench.agent.count("status") > reports, 30000); // idle all the while
        QCOMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
    }

    void aLockIsSaidToBeDoneWhenItIs() {
        Bench bench;
        bench.begin();
        bench.session->locksAtCall = 2; // the first way does nothing
        bench.act({{"act", "warn"}, {"ms", "3000"}});
        // the second try comes after half the time, and may come late
        bench.act({{"act", "lock"}, {"number", "7"}, {"ms", "8000"}});
        QTRY_COMPARE_WITH_TIMEOUT(bench.agent.count("presenceDone"), 1, 60000);
        QCOMPARE(bench.session->lockCalls, 2);
        QCOMPARE(bench.agent.last("presenceDone")->text("number"), std::string("7"));
        QCOMPARE(bench.agent.last("presenceDone")->text("done"), std::string("1"));
        QTRY_COMPARE(bench.agent.last("presenceReport")->text("locked"), std::string("1"));
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
        bench.session->isLockedNow = false;
        QTRY_COMPARE(bench.agent.last("presenceReport")->text("locked"), std::string("0"));
    }

    void aLockThatFailsIsSaidAndHidesTheWork() {
        Bench bench;
        bench.begin();
        bench.session->locksAtCall = 1000;
        bench.act({{"act", "lock"}, {"number", "8"}, {"ms", "600"}});
        QTRY_COMPARE(bench.agent.count("presenceDone"), 1);
        QCOMPARE(bench.agent.last("presenceDone")->text("done"), std::string("0"));
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Curtain);
        const auto* window = bench.client.overlay()->windows().front().get();
        QCOMPARE(window->geometry(), QGuiApplication::primaryScreen()->geometry());
        bench.keep("presence-curtain");
        // The next demand: the session cannot be ended here, and that is said too.
        bench.act({{"act", "log_off"}, {"number", "9"}});
        QTRY_COMPARE(bench.agent.count("presenceDone"), 2);
        QCOMPARE(bench.agent.last("presenceDone")->text("done"), std::string("0"));
        QCOMPARE(bench.shown(), PresenceOverlay::Shown::Curtain);
        bench.act({{"act", "withdraw_lock"}});
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
    }

    void anOnlookerIsTold_data() {
        QTest::addColumn<QByteArray>("style");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("notify") << QByteArray("notify") << false;
        QTest::newRow("dim") << QByteArray("dim") << true;
        QTest::newRow("blur") << QByteArray("blur") << true;
        QTest::newRow("one that is not known") << QByteArray("sing") << false;
    }
    void anOnlookerIsTold() {
        QFETCH(QByteArray, style);
        QFETCH(bool, isWhole);
        Bench bench;
        bench.begin();
        bench.act({{"act", "onlooker"}, {"style", style.toStdString()}});
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Onlooker);
        bench.keep(("presence-onlooker-" + style).constData());
        const auto& windows = bench.client.overlay()->windows();
        QCOMPARE(windows.size(), static_cast<std::size_t>(QGuiApplication::screens().size()));
        const QSize screen = QGuiApplication::screens().first()->size();
        QCOMPARE(windows.front()->height() == screen.height(), isWhole);
        QVERIFY(windows.front()
                    ->findChild<QLabel*>(QStringLiteral("presenceText"))
                    ->text()
                    .contains(QStringLiteral("looking at your screen")));
        QCOMPARE(windows.front()->windowFlags().testFlag(Qt::WindowTransparentForInput),
                 isWhole); // work goes on
        bench.act({{"act", "withdraw_onlooker"}});
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
        bench.act({{"act", "screen_off"}});
        QTRY_COMPARE(bench.session->screenOffCalls, 1);
    }

    void keysAreReportedWhileThereAreAny() {
        Bench bench;
        bench.begin();
        const int before = bench.agent.count("presenceReport");
        bench.session->idleFor = 100ms;
        QTRY_VERIFY(bench.agent.count("presenceReport") >= before + 2);
        QCOMPARE(bench.agent.last("presenceReport")->text("idle_ms"), std::string("100"));
    }

    void presentingIsChosenInTheTray() {
        Bench bench;
        bench.begin();
        auto* presenting = bench.action("trayPresenting");
        QTRY_VERIFY(presenting->isEnabled());
        presenting->trigger();
        QTRY_COMPARE(bench.agent.last("presenceReport")->text("presenting"), std::string("1"));
        presenting->trigger();
        QTRY_COMPARE(bench.agent.last("presenceReport")->text("presenting"), std::string("0"));
    }

    void anAgentThatGoesTakesTheWarningAlong() {
        Bench bench;
        bench.begin();
        bench.act({{"act", "warn"}, {"ms", "3000"}});
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Warning);
        bench.agent.close();
        QTRY_COMPARE(bench.shown(), PresenceOverlay::Shown::Nothing);
        QTRY_VERIFY(!bench.action("trayHeadline")->text().isEmpty());
        QTRY_VERIFY(!bench.action("trayPresenting")->isEnabled());
        QVERIFY(bench.agent.listen());
        QTRY_COMPARE_WITH_TIMEOUT(bench.agent.count("presenceWatch"), 2, 10000);
    }

    void theEndOfTheSessionIsAnnounced() {
        FakeAgent* agent = nullptr;
        auto bench = std::make_unique<Bench>();
        agent = &bench->agent;
        bench->begin();
        auto made = std::make_unique<MadeUpSession>();
        bench->client.followSession(std::move(made)); // the former part ends
        QTRY_COMPARE(agent->count("presenceEnd"), 1);
    }

    void theTraySaysTheWorstFirst_data() {
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<agentlink::AgentStatus>("status");
        QTest::addColumn<TrayTone>("tone");
        QTest::addColumn<QString>("inDetail");
        agentlink::AgentStatus good;
        good.device = agentlink::DeviceState::Active;
        good.isOnline = true;
        good.offlineUntil = QStringLiteral("2026-01-31T00:00:00Z");
        QTest::newRow("no agent") << false << good << TrayTone::Bad << QStringLiteral("administrator");
        QTest::newRow("all is well") << true << good << TrayTone::Good << QString();
        auto offline = good;
        offline.isOnline = false;
        QTest::newRow("offline for now") << true << offline << TrayTone::Good << QStringLiteral("30");
        offline.offlineUntil = QStringLiteral("2026-01-03T12:00:00Z");
        QTest::newRow("offline for long") << true << offline << TrayTone::Warning << QStringLiteral("2 ");
        offline.offlineUntil = QStringLiteral("2025-12-31T00:00:00Z");
        QTest::newRow("offline for too long") << true << offline << TrayTone::Bad << QString();
        auto camera = good;
        camera.cameraError = QStringLiteral("camera_missing");
        QTest::newRow("no camera") << true << camera << TrayTone::Bad << QString();
        auto suspended = camera;
        suspended.device = agentlink::DeviceState::Suspended;
        QTest::newRow("suspended") << true << suspended << TrayTone::Bad << QStringLiteral("administrator");
    }
    void theTraySaysTheWorstFirst() {
        QFETCH(bool, isKnown);
        QFETCH(agentlink::AgentStatus, status);
        QFETCH(TrayTone, tone);
        QFETCH(QString, inDetail);
        const TimePoint now = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
        const TrayText text = TrayText::of(isKnown, status, {}, QStringLiteral("1.2.3"), now);
        QCOMPARE(text.tone, tone);
        QVERIFY(!text.headline.isEmpty());
        QVERIFY2(text.detail.contains(inDetail), qPrintable(text.detail));
        QCOMPARE(text.detail.isEmpty(), tone == TrayTone::Good && status.isOnline);
    }
};

QTEST_MAIN(TestClientPresence)
#include "tst_client_presence.moc"
