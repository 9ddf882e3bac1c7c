// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_process.h"
#include "founded_tenant.h"

#include <atomic>
#include <map>
#include <random>
#include <thread>

#include <QFileInfo>
#include <QTest>

#include "localipc/blocking_client.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr int kRounds = 8;
constexpr int kFrontEnds = 3;

// A logon prompt that asks again and again until the agent is gone, and notes what it was told.
void keepAsking(const std::string& socket, const std::atomic<bool>& isOver, std::atomic<int>& answers,
                std::vector<std::string>& told) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    auto client = localipc::BlockingClient::connect(socket, deadline);
    while (client && !isOver) {
        Message request{
            "authenticate", 0, {{"scenario", "logon"}, {"user", "nobody-linked"}, {"service", "kill"}}};
        const auto id = client->send(request, deadline);
        if (!id) {
            return;
        }
        Result<Message> reply = client->receiveFor(*id, deadline);
        while (reply && reply->type == "authProgress") {
            reply = client->receiveFor(*id, deadline);
        }
        if (!reply) {
            return;
        }
        if (reply->type == "authResult") {
            told.push_back(reply->text("attempt_id"));
            ++answers;
        }
    }
}

} // namespace

// The shipped agent ended by SIGKILL at moments of chance while it records events, sends them and applies
// what the server changed. Whatever it had told a caller must be there afterwards, and at the server once.
class TestAgentKill : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 1h, code), m_tenant.fault.c_str());
        QVERIFY(m_agent.start());
        const auto joined = ask({"enrolDevice", 0, {{"bundle", code.bundle}, {"name", "desk"}}});
        QCOMPARE(joined.type + joined.text("code"), std::string("enrolledDevice"));
        m_device = joined.text("device_id");
    }

    void cleanupTestCase() {
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_agent.logText().right(8000)));
        }
    }

    void killedWhileWriting() {
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::minstd_rand random(seed);
        for (int round = 0; round < kRounds; ++round) {
            e2e::Joiner joiner;
            const std::string login = "user" + std::to_string(round);
            QVERIFY2(m_tenant.addUser(login, joiner), m_tenant.fault.c_str());
            writeAndKill(joiner, login,
                         std::chrono::milliseconds(std::uniform_int_distribution(50, 900)(random)));
            QVERIFY(m_agent.start());
        }
        qInfo("%zu attempts were told", m_told.size());
        QVERIFY(m_told.size() > kRounds); // it was at work each time
    }

    void nothingToldIsLostAndNothingComesTwice() {
        QVERIFY(QTest::qWaitFor([&] { return ask({"status", 0, {}}).text("outbox") == "0"; }, 150000));
        std::map<std::string, int> arrived;
        std::map<long long, int> numbers;
        for (const auto& stored : m_tenant.events()) {
            if (stored.event.attempt) {
                ++arrived[stored.event.attempt->text()];
            }
            ++numbers[stored.event.seq];
        }
        for (const auto& attempt : m_told) {
            QVERIFY2(arrived[attempt] == 1,
                     (attempt + " arrived " + std::to_string(arrived[attempt])).c_str());
        }
        // The numbers of this PC have no gap, so that nobody could take one out unseen.
        QCOMPARE(static_cast<long long>(numbers.size()), numbers.rbegin()->first);
        for (const auto& [number, count] : numbers) {
            QCOMPARE(count, 1);
        }
    }

    void whatTheServerChangedIsThere() {
        for (int round = 0; round < kRounds; ++round) {
            // Linked and known, but without a face: more than an agent could say that lacks the change.
            const auto told = [&] {
                return ask({"authenticate",
                            0,
                            {{"scenario", "logon"}, {"user", "user" + std::to_string(round)}}},
                           "authProgress")
                    .text("code");
            };
            // what it has to tell goes out before what has changed comes in
            QTRY_COMPARE_WITH_TIMEOUT(told(), std::string("password_change_required"), 60000);
        }
    }

    void theStateIsPrivate() {
        for (const QString& folder :
             {m_agent.stateFolder(), m_agent.stateFolder() + QLatin1String("/cache")}) {
            const auto others =
                QFileInfo(folder).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                                   QFile::ReadOther | QFile::WriteOther | QFile::ExeOther);
            QVERIFY2(others == 0, qUtf8Printable(folder));
        }
        QCOMPARE(m_agent.stop(), 0);
    }

private:
    void writeAndKill(const e2e::Joiner& joiner, const std::string& account, std::chrono::milliseconds when) {
        std::atomic<bool> isOver = false;
        std::atomic<int> answers = 0;
        std::vector<std::vector<std::string>> told(kFrontEnds);
        std::vector<std::thread> frontEnds;
        frontEnds.reserve(kFrontEnds);
        for (auto& mine : told) {
            frontEnds.emplace_back([&] { keepAsking(m_agent.socket(), isOver, answers, mine); });
        }
        const bool isLinked = m_tenant.link(joiner.id, m_device, account);
        const bool isAtWork = QTest::qWaitFor([&] { return answers > 1; }, 30000);
        QTest::qWait(static_cast<int>(when.count()));
        m_agent.kill();
        isOver = true;
        for (auto& frontEnd : frontEnds) {
            frontEnd.join();
        }
        for (auto& mine : told) {
            m_told.insert(m_told.end(), mine.begin(), mine.end());
        }
        QVERIFY2(isLinked, m_tenant.fault.c_str());
        QVERIFY(isAtWork);
    }

    Message ask(Message request, const std::string& progress = {}) const {
        return e2e::ask(m_agent.socket(), std::move(request), progress);
    }

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::AgentProcess m_agent;
    std::string m_device;
    std::vector<std::string> m_told;
};

QTEST_GUILESS_MAIN(TestAgentKill)
#include "tst_agent_kill.moc"
