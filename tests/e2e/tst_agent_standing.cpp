// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_process.h"
#include "founded_tenant.h"

#include <QDirIterator>
#include <QTest>

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

// How a PC stands with its tenant, seen at the shipped agent and the real server: it waits, is approved,
// suspended, resumed, revoked, and erased with proof.
class TestAgentStanding : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        QVERIFY(m_agent.start());
    }

    void cleanupTestCase() {
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_agent.logText().right(8000)));
        }
    }

    void aPcThatWaitsLogsNobodyOn() {
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(3, 1h, false, code), m_tenant.fault.c_str());
        m_waitingCode = code.bundle;
        const auto joined = enrol(m_waitingCode);
        QCOMPARE(joined.type + joined.text("code"), std::string("enrolledDevice"));
        QCOMPARE(joined.text("state"), std::string("pending"));
        m_device = joined.text("device_id");
        QCOMPARE(authenticate(), std::string("device_pending"));
        QTRY_COMPARE_WITH_TIMEOUT(status("sync_error"), std::string("device_pending"), 60000);
        QCOMPARE(enrol(m_waitingCode).text("code"), std::string("conflict"));
        QCOMPARE(m_tenant.device(m_device).state, std::string("pending"));
    }

    void theApprovalIsNoticedAndGivesTheGroup() {
        QVERIFY2(m_tenant.approve(m_device), m_tenant.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(status("state"), std::string("active"), 90000);
        QVERIFY2(m_tenant.link(m_taro.id, m_device, "taro"), m_tenant.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(authenticate(), std::string("password_change_required"), 60000);
        const auto group = m_tenant.device(m_device).group.text();
        const std::string logged = "\"agent.device_group\",\"group\":\"" + group;
        QVERIFY(m_agent.logText().contains(QString::fromStdString(logged)));
        QTRY_COMPARE_WITH_TIMEOUT(status("outbox"), std::string("0"), 60000);
        const auto registered = eventsOf("REGISTER");
        QCOMPARE(registered.size(), std::size_t(1)); // written while it waited
        QVERIFY(!registered[0].detail.system->empty() && !registered[0].detail.protection->empty());
        QVERIFY(!eventsOf("CACHE_REFRESH").empty() && eventsOf("CACHE_REFRESH")[0].detail.count > 0);
        QVERIFY(eventsOf("ONLINE").size() == 1 && eventsOf("ONLINE")[0].detail.waiting > 0);
    }

    void aSuspendedPcReturns() {
        QVERIFY2(m_tenant.changeDevice(m_device, {.name = {}, .state = "suspended", .reason = "lost"}),
                 m_tenant.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(status("state"), std::string("suspended"), 60000);
        QCOMPARE(authenticate(), std::string("device_suspended"));
        m_agent.kill(); // it knows that still
        QVERIFY(m_agent.start());
        QCOMPARE(authenticate(), std::string("device_suspended"));
        QVERIFY2(m_tenant.changeDevice(m_device, {.name = {}, .state = "active"}), m_tenant.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(status("state"), std::string("active"), 90000);
        QTRY_COMPARE_WITH_TIMEOUT(authenticate(), std::string("password_change_required"), 60000);
    }

    // Ended by force above, as it should be here: either is known when the next one is up.
    void anAgentThatEndedIsMissed() {
        QCOMPARE(m_agent.stop(), 0);
        QVERIFY(m_agent.start());
        QTRY_COMPARE_WITH_TIMEOUT(eventsOf("SERVICE_STOP").size(), std::size_t(2), 60000);
        std::vector<std::string> results;
        for (const auto& event : eventsOf("SERVICE_STOP")) {
            results.push_back(event.result);
        }
        std::ranges::sort(results);
        QCOMPARE(results, (std::vector<std::string>{"err", "info"}));
    }

    void aRevokedPcErasesWhatItHolds() {
        QVERIFY2(m_tenant.changeDevice(m_device, {.name = {}, .state = "revoked", .reason = "stolen"}),
                 m_tenant.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(status("state"), std::string("revoked"), 60000);
        QCOMPARE(authenticate(), std::string("device_revoked"));
        QCOMPARE(status("last_sync") + status("offline_until"), std::string());
        QCOMPARE(status("outbox"), std::string("0"));
        QVERIFY(!m_tenant.device(m_device).wipedAt); // nobody asked for that
    }

    // Ended by force at the moment when everything is erased but the server was not told yet, it goes on.
    void anErasureThatWasCutShortIsFinishedAndConfirmed() {
        m_agent.kill();
        QVERIFY2(m_tenant.changeDevice(m_device, {.name = {}, .state = {}, .reason = {}, .wipe = true}),
                 m_tenant.fault.c_str());
        QVERIFY(m_agent.start());
        QTRY_COMPARE_WITH_TIMEOUT(status("state"), std::string("wiped"), 90000);
        QVERIFY(m_tenant.device(m_device).wipedAt);
        QCOMPARE(status("device_id") + status("tenant") + status("server"), std::string());
        QCOMPARE(authenticate(), std::string("device_not_enrolled"));
        m_agent.kill();
        QVERIFY(m_agent.start());
        QCOMPARE(status("state"), std::string("wiped"));
        verifyNothingLeft();
    }

    void theServerIsAwayWhileItErases() {
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 1h, code), m_tenant.fault.c_str());
        const auto joined = enrol(code.bundle); // the PC may join again
        QCOMPARE(joined.type + joined.text("code"), std::string("enrolledDevice"));
        const std::string again = joined.text("device_id");
        QVERIFY(again != m_device);
        m_agent.kill();
        QVERIFY2(m_tenant.changeDevice(
                     again, {.name = {}, .state = std::string("revoked"), .reason = "stolen", .wipe = true}),
                 m_tenant.fault.c_str());
        m_server.kill();
        QVERIFY(m_agent.start());
        QTRY_COMPARE_WITH_TIMEOUT(status("sync_error"), std::string("server_unreachable"), 60000);
        QCOMPARE(status("state"), std::string("active")); // it cannot know
        QVERIFY(m_server.start());
        QTRY_COMPARE_WITH_TIMEOUT(status("state"), std::string("wiped"), 90000);
        QVERIFY2(m_tenant.signIn(), m_tenant.fault.c_str());
        QVERIFY(m_tenant.device(again).wipedAt);
        QCOMPARE(m_agent.stop(), 0);
    }

private:
    void verifyNothingLeft() const {
        QDirIterator files(m_agent.stateFolder(), QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++count;
            for (const std::string& trace : {m_device, m_taro.id.text(), m_server.url()}) {
                QVERIFY2(!bytes.contains(QByteArray::fromStdString(trace)), qUtf8Printable(file.fileName()));
            }
        }
        QVERIFY(count > 0);
    }

    std::vector<wire::Event> eventsOf(const std::string& code) {
        std::vector<wire::Event> found;
        for (const wire::StoredEvent& stored : m_tenant.events()) {
            if (stored.device.text() == m_device && stored.event.code == code) {
                found.push_back(stored.event);
            }
        }
        return found;
    }

    [[nodiscard]] Message ask(Message request, const std::string& progress = {}) const {
        return e2e::ask(m_agent.socket(), std::move(request), progress);
    }
    [[nodiscard]] Message enrol(const std::string& bundle) const {
        return ask({"enrolDevice", 0, {{"bundle", bundle}, {"name", "desk"}}});
    }
    [[nodiscard]] std::string status(const std::string& field) const {
        return ask({"status", 0, {}}).text(field);
    }
    [[nodiscard]] std::string authenticate() const {
        return ask({"authenticate", 0, {{"scenario", "logon"}, {"user", "taro"}}}, "authProgress")
            .text("code");
    }

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    e2e::AgentProcess m_agent;
    std::string m_waitingCode;
    std::string m_device;
};

QTEST_GUILESS_MAIN(TestAgentStanding)
#include "tst_agent_standing.moc"
