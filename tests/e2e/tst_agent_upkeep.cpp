// SPDX-License-Identifier: GPL-3.0-or-later
#include "founded_tenant.h"

#include <algorithm>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include "agent/agent_application.h"
#include "agent/agent_state.h"
#include "support/camera/picture_source.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

// How a PC keeps itself in order by the settings: what a fault took out of its store comes back, and its
// programs are not removed from it.
class TestAgentUpkeep : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        startAgent();
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        e2e::Code code;
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        const auto joined = ask({"enrolDevice", 0, {{"bundle", code.bundle}, {"name", "desk"}}});
        QCOMPARE(joined.type, std::string("enrolledDevice"));
        m_device = joined.text("device_id");
        QVERIFY2(m_tenant.link(m_taro.id, m_device, "taro"), m_tenant.fault.c_str());
        syncAgent();
    }

    void beforeItsDayNothingIsFetchedAnew() {
        set({{"offline_refresh_days", "30"}});
        loseTaro();
        startAgent();
        syncAgent();
        QCOMPARE(logon(), std::string("account_not_linked"));
    }

    void whatWasLostComesBackWithTheNextRefresh() {
        set({{"offline_refresh_days", "0"}}); // at each start
        QTRY_COMPARE_WITH_TIMEOUT(logon(), std::string("password_change_required"), 60000);
        loseTaro();
        startAgent();
        QTRY_COMPARE_WITH_TIMEOUT(logon(), std::string("password_change_required"), 60000);
    }

    // A newer version is out: how long this one is supported is known here, also after a restart without the
    // server; until the newer one is withdrawn.
    void howLongThisVersionIsSupportedIsKept() {
        QVERIFY(!status().has("support_ends_at"));
        const QString key = folder("release.key");
        const QString file = folder("kaomon-client.deb");
        QFile package(file);
        QVERIFY(package.open(QIODevice::WriteOnly) && package.write("a package") > 0);
        package.close();
        const auto made = m_server.control(
            {QStringLiteral("release"), QStringLiteral("keygen"), QStringLiteral("--key-file"), key});
        QVERIFY(made.contains("release_key"));
        m_server.control({QStringLiteral("release"), QStringLiteral("sign"), QStringLiteral("--key-file"),
                          key, QStringLiteral("--version"), QStringLiteral("99.0.0"),
                          QStringLiteral("--platform"), QStringLiteral("linux-amd64"), file});
        m_server.control({QStringLiteral("release"), QStringLiteral("add"), QStringLiteral("--release-key"),
                          QString::fromStdString(made.at("release_key")), QStringLiteral("--version"),
                          QStringLiteral("99.0.0"), QStringLiteral("--system"), QStringLiteral("Debian 12"),
                          QStringLiteral("--text-ja"), QStringLiteral("新しい版です。"),
                          QStringLiteral("--at"), QString::fromStdString(toRfc3339(m_clock.now())),
                          QStringLiteral("--late-reason"), QStringLiteral("a test"), file});
        QTRY_VERIFY_WITH_TIMEOUT(status().has("support_ends_at"), 60000);
        const auto endsAt = fromRfc3339(status().text("support_ends_at"));
        QVERIFY(endsAt && *endsAt > m_clock.now() + 24h * 58 && *endsAt < m_clock.now() + 24h * 64);
        QVERIFY(!status().flag("unsupported"));
        m_server.kill();
        m_agent.reset();
        startAgent();
        QCOMPARE(status().text("support_ends_at"), toRfc3339(*endsAt));
        QVERIFY(m_server.start());
        m_server.control({QStringLiteral("release"), QStringLiteral("withdraw"), QStringLiteral("--version"),
                          QStringLiteral("99.0.0"), QStringLiteral("--reason"), QStringLiteral("a test")});
        QTRY_VERIFY_WITH_TIMEOUT(!status().has("support_ends_at"), 60000);
    }

    void theProgramsStayOnAPcOfTheTenant() {
        prepareSystem();
        QString said;
        QCOMPARE(packageScript("remove", said), 1);
        QVERIFY2(said.contains(QStringLiteral("uninstall_lock")), qPrintable(said));
        QCOMPARE(packageScript("upgrade", said), 0);
        m_agent.reset(); // stopped: what it left says the same
        QCOMPARE(packageScript("remove", said), 1);
        startAgent();
        set({{"uninstall_lock", "false"}});
        QTRY_COMPARE_WITH_TIMEOUT(packageScript("remove", said), 0, 60000);
        set({}); // taken back: the default, which is on
        QTRY_COMPARE_WITH_TIMEOUT(packageScript("remove", said), 1, 60000);
    }

    void aPcThatWasThrownOutIsFree() {
        QVERIFY2(m_tenant.changeDevice(m_device, {.name = {}, .state = "revoked", .reason = "sold"}),
                 m_tenant.fault.c_str());
        QString said;
        QTRY_COMPARE_WITH_TIMEOUT(packageScript("remove", said), 0, 60000);
        m_agent.reset();
        QCOMPARE(packageScript("remove", said), 0);
    }

private:
    void startAgent() {
        agent::AgentOptions options;
        options.stateFolder = folder("state").toStdString();
        options.socketPath = socket();
        options.makeCamera = [] { return std::make_unique<testing::PictureSource>(); };
        options.syncInterval = 1s;
        auto agent = agent::AgentApplication::create(std::move(options), m_clock);
        QVERIFY2(agent, agent ? "" : agent.error().detail.c_str());
        m_agent = std::move(*agent);
    }
    void syncAgent() {
        QSignalSpy synced(m_agent.get(), &agent::AgentApplication::synced);
        m_agent->syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(synced.count() >= 2, 60000); // the second began after this call
    }
    void set(const std::map<std::string, std::string>& settings) {
        QVERIFY2(m_tenant.setForAll(settings), m_tenant.fault.c_str());
        syncAgent();
    }
    // Stops the agent and takes the person out of what it keeps, as a fault of the disk might.
    void loseTaro() {
        m_agent.reset();
        const auto state = agent::AgentState::open(folder("state").toStdString(), m_clock);
        QVERIFY(state && (*state)->cache().remove("user", m_taro.id.text()));
    }
    // A system's folders with what the package's script looks at.
    void prepareSystem() {
        for (const char* name : {"usr/libexec/kaomon", "run/kaomon", "var/lib", "etc/pam.d"}) {
            QVERIFY(QDir().mkpath(folder("root/") + QLatin1String(name)));
        }
        QVERIFY(QFile::link(qEnvironmentVariable("KAOMON_AGENT"),
                            folder("root/usr/libexec/kaomon/kaomon-agent")));
        QVERIFY(QFile::link(QString::fromStdString(socket()), folder("root/run/kaomon/agent.sock")));
        QVERIFY(QFile::link(folder("state"), folder("root/var/lib/kaomon")));
    }
    int packageScript(const char* act, QString& said) const {
        QProcess script;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DPKG_ROOT"), folder("root"));
        script.setProcessEnvironment(environment);
        script.start(QStringLiteral("sh"), {qEnvironmentVariable("KAOMON_SOURCE_DIR") +
                                                QStringLiteral("/packaging/linux/deb/client/prerm"),
                                            QString::fromLatin1(act)});
        // The agent is on this thread and must be let run.
        if (!QTest::qWaitFor([&] { return script.state() == QProcess::NotRunning; }, 60000)) {
            return -1;
        }
        said = QString::fromUtf8(script.readAllStandardError());
        return script.exitCode();
    }
    [[nodiscard]] QString folder(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] std::string socket() const { return folder("agent.sock").toStdString(); }
    Message ask(Message request) const { return e2e::ask(socket(), std::move(request), "authProgress"); }
    [[nodiscard]] Message status() const { return ask({"status", 0, {}}); }
    [[nodiscard]] std::string logon() const {
        return ask({"authenticate", 0, {{"scenario", "logon"}, {"user", "taro"}}}).text("code");
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    std::string m_device;
    std::unique_ptr<agent::AgentApplication> m_agent;
};

QTEST_GUILESS_MAIN(TestAgentUpkeep)
#include "tst_agent_upkeep.moc"
