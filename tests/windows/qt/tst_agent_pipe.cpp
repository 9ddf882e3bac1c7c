// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <atomic>
#include <thread>

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include "agentlink/agent_link.h"
#include "localipc/named_pipe.h"

using namespace kaomon;
using namespace kaomon::agentlink;
using localipc::Message;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 60000;

localipc::Deadline in(std::chrono::milliseconds time) {
    return std::chrono::steady_clock::now() + time;
}

// The agent's end of the pipe on a thread of its own, which waits as the agent's may.
class PlayedAgent {
public:
    explicit PlayedAgent(std::string name)
        : m_name(std::move(name)) {}
    ~PlayedAgent() { stop(); }

    void start() {
        auto listener = localipc::PipeListener::listen(m_name, localipc::kAgentPipeSddl);
        QVERIFY2(listener.has_value(), listener ? "" : listener.error().detail.c_str());
        m_isStopped = false;
        m_thread = std::thread([this, pipe = std::move(*listener)]() mutable { run(pipe); });
    }
    void stop() {
        m_isStopped = true;
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    std::atomic<int> connections = 0;

private:
    void run(localipc::PipeListener& pipe) {
        while (!m_isStopped) {
            if (const auto client = pipe.accept(in(50ms))) {
                ++connections;
                serve(client->pipe.get());
            }
        }
    }
    void serve(void* pipe) {
        localipc::FrameDecoder decoder;
        std::array<std::uint8_t, 4096> buffer{};
        while (!m_isStopped) {
            const auto got = localipc::pipeReceive(pipe, buffer, in(50ms));
            if (!got && got.error().code == ErrorCode::Timeout) {
                continue;
            }
            if (!got || *got == 0) {
                return;
            }
            decoder.feed(std::span(buffer).first(*got));
            while (const auto message = decoder.next().value_or(std::nullopt)) {
                if (message->type == "die" || !answer(pipe, *message)) {
                    return;
                }
            }
        }
    }
    static bool answer(void* pipe, const Message& request) {
        const auto send = [&](const Message& message) {
            return localipc::pipeSendAll(pipe, localipc::encodeFrame(message).value(), in(30s)).has_value();
        };
        if (request.type == "silent") {
            return true;
        }
        if (request.type == "progress") {
            return send({"authProgress", request.id, {{"state", "looking"}}}) &&
                   send({"done", request.id, {}});
        }
        return send({"echo", request.id, request.fields});
    }

    const std::string m_name;
    std::thread m_thread;
    std::atomic<bool> m_isStopped = false;
};

} // namespace

// The event loop's end of the agent's pipe: AgentLink as the console and the client use it.
class AgentPipeTest final : public QObject {
    Q_OBJECT

    const std::string m_name =
        R"(\\.\pipe\kaomon-test-)" + std::to_string(QCoreApplication::applicationPid());
    PlayedAgent m_agent{m_name};
    AgentLink m_link{m_name};

    std::string ask(Message message, std::chrono::milliseconds patience = 30s) {
        auto future = m_link.request(std::move(message), {}, patience);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, kPatience)) {
            return "no end";
        }
        const auto answer = future.result();
        return answer ? answer->type + answer->text("text") : std::string(wireName(answer.error().code));
    }

private slots:
    void nobodyIsThere() { QCOMPARE(ask({"echo", 0, {}}), std::string("agent_unreachable")); }

    void whoComesLaterIsFound() {
        m_link.start();
        QVERIFY(!m_link.isConnected());
        m_agent.start();
        QTRY_VERIFY_WITH_TIMEOUT(m_link.isConnected(), kPatience);
        QCOMPARE(ask({"hello", 0, {{"text", "こんにちは"}}}), std::string("echoこんにちは"));
    }

    // More than the pipe and a piece of reading hold, both ways, several at once.
    void aLargeMessageGoesBothWays() {
        const std::string text(900'000, 'x');
        std::vector<QFuture<Answer>> answers;
        for (int i = 0; i < 3; ++i) {
            answers.push_back(m_link.request({"large", 0, {{"text", text + std::to_string(i)}}}));
        }
        for (std::size_t i = 0; i < answers.size(); ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(answers[i].isFinished(), kPatience);
            const auto answer = answers[i].result();
            QVERIFY2(answer.has_value(), answer ? "" : answer.error().detail.c_str());
            QVERIFY(answer->text("text") == text + std::to_string(i));
        }
    }

    void progressComesBeforeTheAnswer() {
        int told = 0;
        auto future = m_link.request({"progress", 0, {}}, [&](const Message&) { ++told; });
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), kPatience);
        QCOMPARE(future.result()->type, std::string("done"));
        QCOMPARE(told, 1);
    }

    void anAnswerThatDoesNotComeIsATimeout() {
        QCOMPARE(ask({"silent", 0, {}}, 200ms), std::string("timeout"));
        QCOMPARE(ask({"after", 0, {}}), std::string("echo"));
    }

    void anAgentThatDiesIsToldAndFoundAgain() {
        const QSignalSpy changes(&m_link, &AgentLink::connectionChanged);
        const int before = m_agent.connections;
        auto open = m_link.request({"silent", 0, {}});
        QCOMPARE(ask({"die", 0, {}}), std::string("agent_unreachable"));
        QTRY_VERIFY_WITH_TIMEOUT(open.isFinished(), kPatience);
        QVERIFY(open.result().error().code == ErrorCode::AgentUnreachable);
        QTRY_VERIFY_WITH_TIMEOUT(m_link.isConnected(), kPatience);
        QCOMPARE(m_agent.connections.load(), before + 1);
        QCOMPARE(changes.count(), 2);
        QCOMPARE(ask({"again", 0, {}}), std::string("echo"));
    }

    // The pipe of another program is not the agent's.
    void anotherProgramIsNotBelieved() {
        AgentLink link(m_name + R"(|C:\windows\kaomon-agent.exe)");
        auto future = link.request({"hello", 0, {}});
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().error().code == ErrorCode::AgentUnreachable);
    }

    void cleanupTestCase() { m_agent.stop(); }
};

QTEST_GUILESS_MAIN(AgentPipeTest)
#include "tst_agent_pipe.moc"
