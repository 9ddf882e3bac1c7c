// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_process.h"
#include "founded_tenant.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include "agent/agent_application.h"
#include "base/base64.h"
#include "crypto/enrolment_code.h"
#include "support/camera/picture_source.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

// The clock of a PC that somebody set wrong.
class WrongClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return m_right.now() + offset; }
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override {
        return m_right.steadyNow();
    }
    std::chrono::seconds offset{0};

private:
    SystemClock m_right;
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    return at == std::string::npos ? std::string() : text.replace(at, what.size(), with);
}

} // namespace

// What goes wrong when a PC joins, asks or has the wrong time, against the real server.
class TestAgentFaults : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
    }

    void aWrongCodeInstallsNothing_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("not a bundle") << QByteArray("text") << QByteArray("malformed_request");
        QTest::newRow("mistyped code") << QByteArray("typo") << QByteArray("enrolment_code_invalid");
        QTest::newRow("code of nobody") << QByteArray("unknown") << QByteArray("enrolment_code_invalid");
        QTest::newRow("expired") << QByteArray("expired") << QByteArray("enrolment_code_expired");
        QTest::newRow("used") << QByteArray("used") << QByteArray("enrolment_code_used");
        QTest::newRow("revoked") << QByteArray("revoked") << QByteArray("enrolment_code_invalid");
        QTest::newRow("another certificate") << QByteArray("pin") << QByteArray("certificate_pin_mismatch");
        QTest::newRow("another tenant root") << QByteArray("root") << QByteArray("signature_invalid");
        QTest::newRow("no server there") << QByteArray("server") << QByteArray("server_unreachable");
    }
    void aWrongCodeInstallsNothing() {
        QFETCH(QByteArray, fault);
        QFETCH(QByteArray, code);
        const std::string bundle = faultyBundle(fault);
        QVERIFY2(!bundle.empty(), m_tenant.fault.c_str());
        WrongClock& clock = m_clock;
        startAgent(clock);
        QCOMPARE(QByteArray::fromStdString(enrol(bundle).text("code")), code);
        verifyNothingInstalled();
        startAgent(clock); // nor is anything left for the next start
        verifyNothingInstalled();
        e2e::Code right;
        QVERIFY2(m_tenant.addCode(1, 1h, right), m_tenant.fault.c_str());
        QCOMPARE(enrol(right.bundle).type, std::string("enrolledDevice"));
        waitForSync();
    }

    void aClockOffByAnHourStopsTheEnrolmentOnly_data() {
        QTest::addColumn<int>("hours");
        QTest::newRow("fast") << 1;
        QTest::newRow("slow") << -1;
    }
    void aClockOffByAnHourStopsTheEnrolmentOnly() {
        QFETCH(int, hours);
        WrongClock& clock = m_clock;
        clock.offset = std::chrono::hours(hours);
        startAgent(clock);
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        QCOMPARE(enrol(code.bundle).text("code"), std::string("clock_skew"));
        verifyNothingInstalled();
        clock.offset = 0s;
        const auto joined = enrol(code.bundle); // the code was not spent
        QCOMPARE(joined.type + joined.text("code"), std::string("enrolledDevice"));
        waitForSync();

        // On a PC that belongs to the tenant the server's time is used from then on.
        clock.offset = std::chrono::hours(hours);
        waitForSync();
        verifyInTouch(hours);
        startAgent(clock); // which knows nothing of the server's time yet
        waitForSync();
        verifyInTouch(hours);
        const auto attempt =
            ask({"authenticate", 0, {{"scenario", "logon"}, {"user", "nobody"}}}, "authProgress");
        QCOMPARE(attempt.text("code"), std::string("account_not_linked"));
        QTRY_COMPARE_WITH_TIMEOUT(m_tenant.countEvents(attempt.text("attempt_id")), 1, 60000);
        QVERIFY(hasEvent(joined.text("device_id"), "CLOCK_SKEW"));
    }

    void otherUsersMayNotLogAnybodyOn() {
        if (::geteuid() != 0) {
            QSKIP("only root can become another user; the table of permissions has its own test");
        }
        e2e::AgentProcess agent;
        QVERIFY(agent.start());
        QVERIFY(asNobody(agent, {QStringLiteral("status")}).contains("state=not_enrolled"));
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 1h, code), m_tenant.fault.c_str());
        const std::string file =
            QFileInfo(QString::fromStdString(agent.socket())).path().toStdString() + "/bundle";
        std::ofstream(file) << code.bundle;
        const auto refused = asNobody(
            agent, {QStringLiteral("enrol"), QStringLiteral("--bundle"), QString::fromStdString(file)});
        QVERIFY2(refused.contains("peer_denied"), refused.constData());
        QCOMPARE(e2e::ask(agent.socket(), {"status", 0, {}}).text("state"), std::string("not_enrolled"));
        QTRY_VERIFY_WITH_TIMEOUT(agent.logText().contains(QLatin1String("agent.request_refused")), 60000);
        QCOMPARE(agent.stop(), 0);
    }

    void cleanup() {
        m_agent.reset();
        m_clock.offset = 0s;
    }

private:
    std::string faultyBundle(const QByteArray& fault) {
        if (fault == "text") {
            return "this is no bundle";
        }
        e2e::Code code;
        const bool isExpired = fault == "expired";
        if (!m_tenant.addCode(1, isExpired ? 5s : 1h, code)) {
            return {};
        }
        const std::string typed = codeOf(code.bundle);
        if (fault == "typo") {
            return replaced(code.bundle, typed, typed.substr(0, typed.size() - 1) + "!");
        }
        if (fault == "unknown") {
            return replaced(code.bundle, typed,
                            std::string(crypto::EnrolmentCode::generate().text().reveal()));
        }
        if (fault == "pin") {
            return replaced(code.bundle, m_tenant.pin(), toBase64Url(crypto::randomBytes(32)));
        }
        if (fault == "root") {
            return otherRoot(code.bundle);
        }
        if (fault == "server") {
            return replaced(code.bundle, m_server.url(), "https://127.0.0.1:1");
        }
        if (fault == "revoked" && !m_tenant.revokeCode(code.id)) {
            return {};
        }
        if (fault == "used" && !spend(code)) {
            return {};
        }
        const auto madeAt = std::chrono::steady_clock::now();
        if (isExpired &&
            !QTest::qWaitFor([&] { return std::chrono::steady_clock::now() - madeAt > 6s; }, 60000)) {
            return {};
        }
        return code.bundle;
    }

    static std::string member(const std::string& bundle, const std::string& name) {
        const auto key = bundle.find('"' + name + '"');
        const auto from = bundle.find('"', bundle.find(':', key)) + 1;
        return key == std::string::npos ? std::string() : bundle.substr(from, bundle.find('"', from) - from);
    }
    static std::string codeOf(const std::string& bundle) { return member(bundle, "code"); }
    static std::string otherRoot(const std::string& bundle) {
        std::string print = member(bundle, "root_fingerprint");
        const std::string was = print;
        print[0] = print[0] == '2' ? '3' : '2';
        return replaced(bundle, was, print);
    }

    // Another PC takes the only use.
    static bool spend(const e2e::Code& code) {
        e2e::AgentProcess other;
        return other.start() &&
               e2e::ask(other.socket(), {"enrolDevice", 0, {{"bundle", code.bundle}}}).type ==
                   "enrolledDevice";
    }

    // A new PC each time a test function begins, the same one after that.
    void startAgent(const Clock& clock) {
        m_agent.reset();
        const QString name = QString::fromLatin1(QTest::currentTestFunction()) +
                             QString::fromLatin1(QTest::currentDataTag()).remove(QLatin1Char(' '));
        agent::AgentOptions options;
        options.stateFolder = m_folder.filePath(name).toStdString();
        options.socketPath = socket();
        options.modelsFolder = m_folder.filePath(QStringLiteral("no-models")).toStdString();
        options.makeCamera = [] { return std::make_unique<testing::PictureSource>(); };
        options.syncInterval = 1s;
        auto agent = agent::AgentApplication::create(std::move(options), clock);
        QVERIFY2(agent, agent ? "" : agent.error().detail.c_str());
        m_agent = std::move(*agent);
    }

    void verifyNothingInstalled() const {
        const auto status = ask({"status", 0, {}});
        QCOMPARE(status.text("state"), std::string("not_enrolled"));
        QCOMPARE(status.text("device_id") + status.text("tenant") + status.text("server"), std::string());
        const auto answer =
            ask({"authenticate", 0, {{"scenario", "logon"}, {"user", "taro"}}}, "authProgress");
        QCOMPARE(answer.text("code"), std::string("device_not_enrolled"));
    }

    void verifyInTouch(int hours) const {
        const auto status = ask({"status", 0, {}});
        QCOMPARE(status.text("online"), std::string("1"));
        QCOMPARE(status.text("sync_error"), std::string());
        const auto offset = status.integer("clock_offset_s").value_or(0);
        QVERIFY2(std::abs(offset - hours * 3600) < 120, std::to_string(offset).c_str());
    }

    void waitForSync() {
        QSignalSpy synced(m_agent.get(), &agent::AgentApplication::synced);
        m_agent->syncNow();
        QTRY_VERIFY_WITH_TIMEOUT(synced.count() >= 2, 60000); // the second round began after this call
    }

    bool hasEvent(const std::string& device, const std::string& code) {
        return std::ranges::any_of(m_tenant.events(), [&](const wire::StoredEvent& stored) {
            return stored.device.text() == device && stored.event.code == code;
        });
    }

    QByteArray asNobody(const e2e::AgentProcess& agent, const QStringList& arguments) const {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("setpriv"),
                      QStringList{QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                                  QStringLiteral("--clear-groups"), qEnvironmentVariable("KAOMON_AGENT"),
                                  QStringLiteral("--socket"), QString::fromStdString(agent.socket())} +
                          arguments);
        process.waitForFinished();
        return process.readAll();
    }

    [[nodiscard]] std::string socket() const {
        return m_folder.filePath(QStringLiteral("agent.sock")).toStdString();
    }
    Message ask(Message request, const std::string& progress = {}) const {
        return e2e::ask(socket(), std::move(request), progress);
    }
    Message enrol(const std::string& bundle) const { return ask({"enrolDevice", 0, {{"bundle", bundle}}}); }

    QTemporaryDir m_folder;
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    WrongClock m_clock; // outlives the agent
    std::unique_ptr<agent::AgentApplication> m_agent;
};

QTEST_GUILESS_MAIN(TestAgentFaults)
#include "tst_agent_faults.moc"
