// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "agentlink/agent_link.h"
#include "agentlink/agent_status.h"
#include "agentlink/background.h"
#include "agentlink/client_session.h"
#include "agentlink/preview_frame.h"
#include "fake_agent.h"

using namespace kaomon;
using namespace kaomon::agentlink;
using localipc::Message;
using test::FakeAgent;

namespace {

Message request(const char* type) {
    return {.type = type, .id = 0, .fields = {}};
}

// Runs the event loop until the answer is there.
std::optional<Answer> wait(QFuture<Answer> future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
        return std::nullopt;
    }
    return future.result();
}

} // namespace

class TestAgentLink : public QObject {
    Q_OBJECT

private slots:
    void eachAnswerFindsItsRequest();
    void progressComesBeforeTheAnswer();
    void errorsKeepTheirCode_data();
    void errorsKeepTheirCode();
    void silenceEndsInTimeout();
    void noAgentIsSaidAtOnce();
    void agentThatGoesAwayEndsRequestsAndIsFoundAgain();
    void nonsenseEndsTheConnection();
    void tooLargeRequestIsRefused();
    void sessionFollowsTheStatus();
    void sessionForgetsWhenTheAgentGoes();
    void statusIsReadWithCaution();
    void previewBoxMustLieInThePicture_data();
    void previewBoxMustLieInThePicture();
    void aSecretAnswerIsGivenOnce();
    void aSecretAnswerForNobodyIsDropped();
    void backgroundWorkComesBack();
    void backgroundWorkForNobodyIsDropped();
};

// In the order answered, refused, agent gone, no agent at all.
void TestAgentLink::aSecretAnswerIsGivenOnce() {
    FakeAgent agent;
    AgentLink link(agent.path());
    std::vector<std::string> given;
    const auto take = [&](Answer& answer) {
        given.push_back(answer ? answer->text("secret") : std::string(wireName(answer.error().code)));
    };
    agent.answer("fillSecret", {"fillValues", {{"secret", "pw"}}});
    link.requestSecret(this, request("fillSecret"), take);
    QTRY_COMPARE(given.size(), std::size_t{1});
    agent.fail("fillSecret", "face_no_match");
    link.requestSecret(this, request("fillSecret"), take);
    QTRY_COMPARE(given.size(), std::size_t{2});
    agent.on("fillSecret", [](const Message&) { return std::vector<FakeAgent::Reply>(); });
    link.requestSecret(this, request("fillSecret"), take);
    QTRY_COMPARE(agent.count("fillSecret"), 3);
    agent.close();
    QTRY_COMPARE(given.size(), std::size_t{3});
    link.requestSecret(this, request("fillSecret"), take);
    QCOMPARE(given.size(), std::size_t{3}); // never from inside the call
    QTRY_COMPARE(given.size(), std::size_t{4});
    QCOMPARE(given,
             (std::vector<std::string>{"pw", "face_no_match", "agent_unreachable", "agent_unreachable"}));
}

void TestAgentLink::aSecretAnswerForNobodyIsDropped() {
    FakeAgent agent;
    AgentLink link(agent.path());
    bool isGiven = false;
    auto asking = std::make_unique<QObject>();
    link.requestSecret(asking.get(), request("fillSecret"), [&](Answer&) { isGiven = true; });
    QTRY_COMPARE(agent.count("fillSecret"), 1);
    asking.reset();
    agent.send("fillSecret", {"fillValues", {{"secret", "pw"}}});
    agent.answer("after", {"reply", {}});
    QVERIFY(wait(link.request(request("after")))); // comes behind it
    QVERIFY(!isGiven);
}

void TestAgentLink::eachAnswerFindsItsRequest() {
    FakeAgent agent;
    AgentLink link(agent.path());
    auto first = link.request(request("one"));
    auto second = link.request(request("two"));
    QTRY_COMPARE(agent.count("two"), 1);
    agent.send("two", {"reply", {{"of", "two"}}});
    agent.send("one", {"reply", {{"of", "one"}}});
    const auto answerTwo = wait(second);
    const auto answerOne = wait(first);
    QVERIFY(answerOne && *answerOne && answerTwo && *answerTwo);
    QCOMPARE((*answerOne)->text("of"), std::string("one"));
    QCOMPARE((*answerTwo)->text("of"), std::string("two"));
}

void TestAgentLink::progressComesBeforeTheAnswer() {
    FakeAgent agent;
    AgentLink link(agent.path());
    agent.on("testFace", [](const Message&) {
        return std::vector<FakeAgent::Reply>{{"authProgress", {{"state", "starting_camera"}}},
                                             {"authProgress", {{"state", "no_face"}}},
                                             {"authResult", {{"outcome", "accepted"}}}};
    });
    std::vector<std::string> states;
    const auto answer =
        wait(link.request(request("testFace"), [&](const Message& m) { states.push_back(m.text("state")); }));
    QVERIFY(answer && *answer);
    QCOMPARE((*answer)->type, std::string("authResult"));
    QCOMPARE(states, (std::vector<std::string>{"starting_camera", "no_face"}));
}

void TestAgentLink::errorsKeepTheirCode_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("known") << QStringLiteral("login_failed") << ErrorCode::LoginFailed;
    QTest::newRow("of a newer agent") << QStringLiteral("moon_too_full") << ErrorCode::Internal;
}

void TestAgentLink::errorsKeepTheirCode() {
    QFETCH(QString, name);
    QFETCH(ErrorCode, code);
    FakeAgent agent;
    agent.fail("signIn", name.toStdString());
    AgentLink link(agent.path());
    const auto answer = wait(link.request(request("signIn")));
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().code, code);
}

void TestAgentLink::silenceEndsInTimeout() {
    FakeAgent agent;
    AgentLink link(agent.path());
    const auto answer = wait(link.request(request("prelogin"), {}, std::chrono::milliseconds(20)));
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().code, ErrorCode::Timeout);
    QTRY_COMPARE(agent.count("prelogin"), 1); // so short a patience can end before it is there
    agent.send("prelogin", {"prelogin", {}}); // too late: dropped, and the connection lives
    agent.answer("next", {"reply", {}});
    const auto next = wait(link.request(request("next")));
    QVERIFY(next && *next);
}

void TestAgentLink::noAgentIsSaidAtOnce() {
    QTemporaryDir folder;
    AgentLink link(folder.filePath(QStringLiteral("nobody.sock")).toStdString());
    const auto future = link.request(request("status"));
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::AgentUnreachable);
    QVERIFY(!link.post(request("cancel")));
}

void TestAgentLink::agentThatGoesAwayEndsRequestsAndIsFoundAgain() {
    FakeAgent agent;
    AgentLink link(agent.path());
    QSignalSpy changes(&link, &AgentLink::connectionChanged);
    link.start();
    QVERIFY(link.isConnected());
    auto open = link.request(request("testFace"));
    QTRY_COMPARE(agent.count("testFace"), 1);
    agent.close();
    const auto answer = wait(open);
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().code, ErrorCode::AgentUnreachable);
    QVERIFY(!link.isConnected());
    QVERIFY(agent.listen());
    QTRY_VERIFY(link.isConnected());
    QCOMPARE(changes.count(), 3);
}

void TestAgentLink::nonsenseEndsTheConnection() {
    FakeAgent agent;
    AgentLink link(agent.path());
    auto open = link.request(request("status"));
    agent.on("status", [](const Message&) { return std::vector<FakeAgent::Reply>{}; });
    QTRY_COMPARE(agent.count("status"), 1);
    agent.sendBytes(Bytes(64, 0xff));
    const auto answer = wait(open);
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().code, ErrorCode::ProtocolError);
}

void TestAgentLink::tooLargeRequestIsRefused() {
    FakeAgent agent;
    AgentLink link(agent.path());
    Message message = request("enrolStart");
    message.set("label", std::string(localipc::kMaxFrameBytes + 1, 'x'));
    const auto answer = wait(link.request(std::move(message)));
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().code, ErrorCode::ValidationFailed);
}

void TestAgentLink::sessionFollowsTheStatus() {
    FakeAgent agent;
    AgentLink link(agent.path());
    ClientSession session(link);
    QSignalSpy signedOut(&session, &ClientSession::signedOut);
    QVERIFY(!session.isKnown());
    link.start();
    QTRY_VERIFY(session.isKnown());
    QVERIFY(!session.isSignedIn());
    agent.status["signed_in"] = "1";
    agent.status["login"] = "taro";
    session.refresh();
    QTRY_VERIFY(session.isSignedIn());
    QCOMPARE(session.status().login, QStringLiteral("taro"));
    agent.answer("signOut", {"signedOut", {}});
    agent.status["signed_in"] = "0";
    session.signOut();
    QTRY_COMPARE(signedOut.count(), 1);
    QVERIFY(!session.isSignedIn());
}

void TestAgentLink::sessionForgetsWhenTheAgentGoes() {
    FakeAgent agent;
    agent.status["signed_in"] = "1";
    AgentLink link(agent.path());
    ClientSession session(link);
    link.start();
    QTRY_VERIFY(session.isSignedIn());
    session.keepOneTimeKeys({});
    agent.close();
    QTRY_VERIFY(!session.isKnown());
    QVERIFY(!session.isSignedIn());
    QVERIFY(!session.hasOneTimeKeys());
}

void TestAgentLink::statusIsReadWithCaution() {
    const AgentStatus empty = readStatus({.type = "status", .id = 1, .fields = {}});
    QCOMPARE(empty.device, DeviceState::Unknown);
    QVERIFY(!empty.isOnline && !empty.isSignedIn && empty.isLivenessOn);
    const AgentStatus demo = readStatus({.type = "status",
                                         .id = 1,
                                         .fields = {{"state", "suspended"},
                                                    {"is_demo", "1"},
                                                    {"liveness_logon", "0"},
                                                    {"templates", "many"},
                                                    {"outbox", "12"}}});
    QCOMPARE(demo.device, DeviceState::Suspended);
    QVERIFY(demo.isDemo && !demo.isLivenessOn);
    QCOMPARE(demo.templates, 0);
    QCOMPARE(demo.outbox, 12);
}

void TestAgentLink::previewBoxMustLieInThePicture_data() {
    QTest::addColumn<QString>("x");
    QTest::addColumn<QString>("w");
    QTest::addColumn<bool>("hasFace");
    QTest::newRow("inside") << QStringLiteral("10") << QStringLiteral("20") << true;
    QTest::newRow("reaching out") << QStringLiteral("-5") << QStringLiteral("20") << true;
    QTest::newRow("outside") << QStringLiteral("100") << QStringLiteral("20") << false;
    QTest::newRow("empty") << QStringLiteral("10") << QStringLiteral("0") << false;
    QTest::newRow("absent") << QString() << QString() << false;
    QTest::newRow("huge") << QStringLiteral("10") << QStringLiteral("99999999999") << false;
}

void TestAgentLink::previewBoxMustLieInThePicture() {
    QFETCH(QString, x);
    QFETCH(QString, w);
    QFETCH(bool, hasFace);
    auto reply = test::previewFrame();
    reply.fields["x"] = x.toStdString();
    reply.fields["w"] = w.toStdString();
    const PreviewFrame frame = readPreviewFrame({reply.type, 1, reply.fields});
    QVERIFY(!frame.jpeg.isEmpty());
    QVERIFY(frame.isGood);
    QCOMPARE(frame.face.has_value(), hasFace);
}

void TestAgentLink::backgroundWorkComesBack() {
    const QThread* worker = nullptr;
    std::unique_ptr<int> result;
    int calls = 0;
    runInBackground(
        this,
        [&worker] {
            worker = QThread::currentThread();
            return std::make_unique<int>(42);
        },
        [&](std::unique_ptr<int> value) {
            result = std::move(value);
            ++calls;
        });
    QTRY_COMPARE(calls, 1);
    QCOMPARE(*result, 42);
    QVERIFY(worker != QThread::currentThread());
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
}

void TestAgentLink::backgroundWorkForNobodyIsDropped() {
    bool isCalled = false;
    auto context = std::make_unique<QObject>();
    runInBackground(
        context.get(), [] { return 1; }, [&](int) { isCalled = true; });
    context.reset();
    QVERIFY(QThreadPool::globalInstance()->waitForDone(10000));
    QCoreApplication::processEvents();
    QVERIFY(!isCalled);
}

QTEST_GUILESS_MAIN(TestAgentLink)
#include "tst_client_agent_link.moc"
