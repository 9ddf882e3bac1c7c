// SPDX-License-Identifier: GPL-3.0-or-later
// What the client says of the age of its parts, and of a shared account that a password opened.
#include <algorithm>

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTest>

#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "shell/client_application.h"
#include "shell/tray_text.h"
#include "shell/version_text.h"

using namespace kaomon;
using namespace kaomon::shell;
using agentlink::AgentStatus;
using test::FakeAgent;

Q_DECLARE_METATYPE(kaomon::shell::VersionState)

namespace {

constexpr const char* kPast = "2020-02-01T00:00:00Z";
constexpr const char* kFuture = "2999-02-01T00:00:00Z";

struct Bench {
    FakeAgent agent;
    ClientApplication client;

    explicit Bench(ui::Language language = ui::Language::English)
        : client(*qApp, {agent.path(), language}) {
        agent.status["online"] = "1";
        agent.status["version"] = "1.2.3";
    }
    void tell(const FakeAgent::Fields& fields) {
        for (const auto& [name, value] : fields) {
            agent.status[name] = value;
        }
    }
    // The agent says something else now, which the client would ask for by itself every 2 s.
    void askAgain() { client.session().refresh(); }
    // Of the label that is shown; empty for none.
    QString text(const char* name) {
        const auto labels = client.window().findChildren<QLabel*>(QString::fromLatin1(name));
        const auto shown = std::ranges::find_if(labels, &QWidget::isVisible);
        return shown != labels.end() ? (*shown)->text() : QString();
    }
    void keep(const QString& name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents();
            client.window().grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
        }
    }
};

} // namespace

class TestClientVersions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }
    void init() { QCoreApplication::setApplicationVersion(QStringLiteral("1.2.3")); }

    void states_data() {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("agent");
        QTest::addColumn<int>("days"); // until the end of the support; 999: no end is known
        QTest::addColumn<VersionState>("state");
        const QString now = QStringLiteral("1.2.3");
        QTest::newRow("as it should be") << now << now << 999 << VersionState::Good;
        QTest::newRow("updated meanwhile")
            << now << QStringLiteral("1.10.0") << 999 << VersionState::ProgramOld;
        QTest::newRow("half updated") << now << QStringLiteral("1.2.2") << 999 << VersionState::AgentOld;
        QTest::newRow("an update helps first")
            << now << QStringLiteral("1.2.4") << -3 << VersionState::ProgramOld;
        QTest::newRow("not to be compared") << QString() << now << 999 << VersionState::Good;
        QTest::newRow("an agent that says none") << now << QString() << 999 << VersionState::Good;
        QTest::newRow("a newer one is out") << now << now << 15 << VersionState::NewerIsOut;
        QTest::newRow("two weeks left") << now << now << 14 << VersionState::EndsSoon;
        QTest::newRow("the last moment") << now << now << 0 << VersionState::Unsupported;
        QTest::newRow("over") << now << now << -1 << VersionState::Unsupported;
    }
    void states() {
        QFETCH(QString, own);
        QFETCH(QString, agent);
        QFETCH(int, days);
        QFETCH(VersionState, state);
        const TimePoint now = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
        AgentStatus status;
        status.device = agentlink::DeviceState::Active;
        status.isOnline = true;
        status.version = agent;
        if (days != 999) {
            status.supportEndsAt = QString::fromStdString(toRfc3339(now + std::chrono::hours(24) * days));
        }
        QCOMPARE(versionState(status, own, now), state);
        const auto words = VersionText::of(state, status, own);
        QCOMPARE(words.sentence.isEmpty(), state == VersionState::Good);
        QCOMPARE(words.nextStep.isEmpty(), state == VersionState::Good);
        const auto tray = TrayText::of(true, status, {}, own, now);
        QCOMPARE(tray.tone, isWorthTelling(state) ? TrayTone::Warning : TrayTone::Good);
        QCOMPARE(tray.headline == words.sentence, isWorthTelling(state));
    }

    void theAgentsWordCounts() {
        AgentStatus status;
        status.supportEndsAt = QString::fromLatin1(kFuture);
        status.isUnsupported = true; // this session's clock may be wrong
        QCOMPARE(versionState(status, {}, TimePoint()), VersionState::Unsupported);
    }

    void theWindowSaysIt_data() {
        QTest::addColumn<ui::Language>("language");
        QTest::addColumn<QString>("says");
        QTest::newRow("en") << ui::Language::English << QStringLiteral("no longer supported");
        QTest::newRow("ja") << ui::Language::Japanese << QStringLiteral("サポートが終了");
    }
    void theWindowSaysIt() {
        QFETCH(ui::Language, language);
        QFETCH(QString, says);
        Bench bench(language);
        bench.tell({{"signed_in", "1"},
                    {"login", "taro"},
                    {"display_name", "Taro Yamada"},
                    {"templates", "1"},
                    {"consent_version", "1"},
                    {"support_ends_at", kPast},
                    {"unsupported", "1"}});
        bench.client.start();
        QTRY_VERIFY2_WITH_TIMEOUT(bench.text("bannerText").contains(says),
                                  qPrintable(bench.text("bannerText")), 30000);
        QTRY_VERIFY2_WITH_TIMEOUT(bench.text("status.version").startsWith(QStringLiteral("1.2.3\n")),
                                  qPrintable(bench.text("status.version")), 30000);
        QVERIFY(bench.text("status.version").contains(says));
        bench.keep(QStringLiteral("unsupported_") + ui::languageCode(language));
        // The administrator installs the newer one: the agent is new, this program is not yet.
        bench.agent.status["version"] = "1.3.0";
        bench.agent.status.erase("support_ends_at");
        bench.agent.status.erase("unsupported");
        bench.askAgain();
        QTRY_VERIFY_WITH_TIMEOUT(bench.text("bannerText").contains(QStringLiteral("1.3.0")), 30000);
        bench.keep(QStringLiteral("updated_meanwhile_") + ui::languageCode(language));
        bench.agent.status["version"] = "1.2.3";
        bench.askAgain();
        QTRY_COMPARE_WITH_TIMEOUT(bench.text("bannerText"), QString(), 30000);
        QCOMPARE(bench.text("status.version"), QStringLiteral("1.2.3"));
    }

    // As long as the camera looks for him the person is told to look at it; then what else he can do.
    void whoCameByPasswordIsToldWhatToDo_data() {
        QTest::addColumn<ui::Language>("language");
        QTest::newRow("en") << ui::Language::English;
        QTest::newRow("ja") << ui::Language::Japanese;
    }
    void whoCameByPasswordIsToldWhatToDo() {
        QFETCH(ui::Language, language);
        Bench bench(language);
        bench.agent.status["seat"] = "sought";
        bench.client.start();
        const auto told = [&](AgentStatus::Seat seat) {
            const auto words = SeatText::of(seat);
            const QString text = bench.text("bannerText");
            return !words.sentence.isEmpty() && text.contains(words.sentence) &&
                   text.contains(words.nextStep);
        };
        QTRY_VERIFY_WITH_TIMEOUT(told(AgentStatus::Seat::Sought), 30000);
        bench.keep(QStringLiteral("seat_sought_") + ui::languageCode(language));
        bench.agent.status["seat"] = "unknown";
        bench.askAgain();
        QTRY_VERIFY_WITH_TIMEOUT(told(AgentStatus::Seat::Unknown), 30000);
        bench.agent.status.erase("seat"); // his face was recognised
        bench.tell({{"signed_in", "1"}, {"login", "taro"}, {"templates", "1"}});
        bench.askAgain();
        QTRY_COMPARE_WITH_TIMEOUT(bench.text("bannerText"), QString(), 30000);
    }

    void theTraySaysItWhileALookHelps_data() {
        QTest::addColumn<AgentStatus::Seat>("seat");
        QTest::addColumn<bool>("isSignedIn");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("known") << AgentStatus::Seat::Known << false << false;
        QTest::newRow("looked for") << AgentStatus::Seat::Sought << false << true;
        QTest::newRow("nobody looks") << AgentStatus::Seat::Unknown << false << false;
        QTest::newRow("signed in since") << AgentStatus::Seat::Sought << true << false;
    }
    void theTraySaysItWhileALookHelps() {
        QFETCH(AgentStatus::Seat, seat);
        QFETCH(bool, isSignedIn);
        QFETCH(bool, isTold);
        AgentStatus status;
        status.device = agentlink::DeviceState::Active;
        status.isOnline = true;
        status.seat = seat;
        status.isSignedIn = isSignedIn;
        const auto text = TrayText::of(true, status, {}, {}, TimePoint());
        QCOMPARE(text.tone, isTold ? TrayTone::Warning : TrayTone::Good);
        QCOMPARE(!text.detail.isEmpty(), isTold);
    }
};

QTEST_MAIN(TestClientVersions)
#include "tst_client_versions.moc"
