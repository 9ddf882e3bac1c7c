// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_pc.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTest>

#include "agent/agent_state.h"

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
        m_pc.options.modelsFolder.clear(); // no face is looked at here
        m_pc.options.syncInterval = 1s;
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        QVERIFY2(m_pc.join(m_tenant), m_pc.fault.c_str());
        QVERIFY2(m_tenant.link(m_taro.id, m_pc.device(), "taro"), m_tenant.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
    }

    void beforeItsDayNothingIsFetchedAnew() {
        set({{"offline_refresh_days", "30"}});
        loseTaro();
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QCOMPARE(logon(), std::string("account_not_linked"));
    }

    void whatWasLostComesBackWithTheNextRefresh() {
        set({{"offline_refresh_days", "0"}}); // at each start
        QTRY_COMPARE_WITH_TIMEOUT(logon(), std::string("password_change_required"), 60000);
        loseTaro();
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(logon(), std::string("password_change_required"), 60000);
    }

    // A store that cannot be read is made anew, and that is on record.
    void aStoreThatIsDamagedIsMadeAnew() {
        m_pc.stop();
        QDirIterator files(m_pc.file("state/cache"), {QStringLiteral("*.db*"), QStringLiteral("*.sqlite*")},
                           QDir::Files);
        int damaged = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            QVERIFY(file.write(QByteArray(8192, 'x')) == 8192);
            ++damaged;
        }
        QVERIFY(damaged > 0);
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        const auto events = m_tenant.events();
        QCOMPARE(std::ranges::count(events, std::string("STORE_RESET"),
                                    [](const wire::StoredEvent& stored) { return stored.event.code; }),
                 1);
        QCOMPARE(logon(), std::string("password_change_required")); // it has everything again
    }

    // A newer version is out: how long this one is supported is known here, also after a restart without the
    // server; until the newer one is withdrawn.
    void howLongThisVersionIsSupportedIsKept() {
        QVERIFY(!status().has("support_ends_at"));
        const QString key = m_pc.file("release.key");
        const QString file = m_pc.file("kaomon-client.deb");
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
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
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
        m_pc.stop(); // stopped: what it left says the same
        QCOMPARE(packageScript("remove", said), 1);
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        set({{"uninstall_lock", "false"}});
        QTRY_COMPARE_WITH_TIMEOUT(packageScript("remove", said), 0, 60000);
        set({}); // taken back: the default, which is on
        QTRY_COMPARE_WITH_TIMEOUT(packageScript("remove", said), 1, 60000);
    }

    void aPcThatWasThrownOutIsFree() {
        QVERIFY2(m_tenant.changeDevice(m_pc.device(), {.name = {}, .state = "revoked", .reason = "sold"}),
                 m_tenant.fault.c_str());
        QString said;
        QTRY_COMPARE_WITH_TIMEOUT(packageScript("remove", said), 0, 60000);
        m_pc.stop();
        QCOMPARE(packageScript("remove", said), 0);
    }

private:
    void set(const std::map<std::string, std::string>& settings) {
        QVERIFY2(m_tenant.setForAll(settings), m_tenant.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
    }
    // Stops the agent and takes the person out of what it keeps, as a fault of the disk might.
    void loseTaro() {
        m_pc.stop();
        const auto state = agent::AgentState::open(m_pc.file("state").toStdString(), m_clock);
        QVERIFY(state && (*state)->cache().remove("user", m_taro.id.text()));
    }
    // A system's folders with what the package's script looks at.
    void prepareSystem() {
        for (const char* name : {"usr/libexec/kaomon", "run/kaomon", "var/lib", "etc/pam.d"}) {
            QVERIFY(QDir().mkpath(m_pc.file("root/") + QLatin1String(name)));
        }
        QVERIFY(QFile::link(qEnvironmentVariable("KAOMON_AGENT"),
                            m_pc.file("root/usr/libexec/kaomon/kaomon-agent")));
        QVERIFY(QFile::link(QString::fromStdString(m_pc.socket()), m_pc.file("root/run/kaomon/agent.sock")));
        QVERIFY(QFile::link(m_pc.file("state"), m_pc.file("root/var/lib/kaomon")));
    }
    int packageScript(const char* act, QString& said) const {
        QProcess script;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DPKG_ROOT"), m_pc.file("root"));
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
    [[nodiscard]] Message status() const { return m_pc.ask({"status", 0, {}}); }
    [[nodiscard]] std::string logon() const {
        return m_pc.ask({"authenticate", 0, {{"scenario", "logon"}, {"user", "taro"}}}).text("code");
    }

    SystemClock m_clock;
    e2e::TestPc m_pc{m_clock};
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
};

QTEST_GUILESS_MAIN(TestAgentUpkeep)
#include "tst_agent_upkeep.moc"
