// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "client/api_client.h"
#include "client/session_identity.h"
#include "support/client/fake_transport.h"
#include "support/manual_clock.h"
#include "wire/meta.h"
#include "wire/users.h"

using namespace kaomon;
using namespace std::chrono_literals;
using client::ApiClient;
using testing::FakeTransport;
using testing::ManualClock;

namespace {

constexpr const char* kPath = "/v1/session";

std::string healthy() {
    return wire::encode(wire::Health{"ok"});
}

// A client with a known caller, over scripted answers.
struct Fixture {
    ManualClock clock;
    std::shared_ptr<FakeTransport> server = std::make_shared<FakeTransport>();
    std::unique_ptr<ApiClient> api;
    crypto::SigningKey key = crypto::SigningKey::generate();

    explicit Fixture(client::ApiClientOptions options = {.firstDelay = 1ms})
        : api(std::make_unique<ApiClient>(server, clock, options)) {
        api->setSigner(std::make_shared<client::RequestSigner>("kid", key.clone(), clock));
        api->setAccessToken(SecretString("token"));
    }
    [[nodiscard]] QFuture<Result<wire::Health>> get() { return api->get<wire::Health>(kPath); }
    [[nodiscard]] crypto::RequestProof proof(std::size_t request) const {
        return crypto::RequestProof::parse(server->header(request, "Kaomon-Proof")).value();
    }
};

template<class T>
ErrorCode codeOf(const QFuture<Result<T>>& future) {
    return future.result().has_value() ? ErrorCode::Internal : future.result().error().code;
}

} // namespace

class TestApiClient final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void replyIsDecodedAndRequestIsProven() {
        Fixture f;
        f.server->answer(200, healthy());
        const auto future = f.get();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().has_value());
        QCOMPARE(future.result()->status, std::string("ok"));
        QCOMPARE(f.server->header(0, "Authorization"), std::string("Bearer token"));
        QCOMPARE(f.server->header(0, "Idempotency-Key"), std::string());
        const auto& sent = f.server->requests.front();
        QVERIFY(
            f.proof(0).verify({sent.method, sent.target, sent.body, "token"}, f.key.publicKey()).has_value());
    }

    void anonymousCallsCarryNoIdentity() {
        Fixture f;
        f.server->answer(200, healthy());
        client::CallOptions options;
        options.isAnonymous = true;
        const auto future = f.api->get<wire::Health>(kPath, options);
        QTRY_VERIFY(future.isFinished());
        QVERIFY(f.server->header(0, "Kaomon-Proof").empty());
        QVERIFY(f.server->header(0, "Authorization").empty());
    }

    void problemsBecomeErrors_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("expected");
        const auto row = [](const char* name, int status, const char* code, ErrorCode expected) {
            QTest::newRow(name) << status << QString::fromLatin1(code) << static_cast<int>(expected);
        };
        row("login", 401, "login_failed", ErrorCode::LoginFailed);
        row("conflict", 409, "duplicate_login", ErrorCode::DuplicateLogin);
        row("stale", 412, "stale_revision", ErrorCode::StaleRevision);
        row("missing", 404, "not_found", ErrorCode::NotFound);
        row("resync", 410, "resync_required", ErrorCode::ResyncRequired);
        row("newer code", 409, "from_the_future", ErrorCode::Conflict);
        row("newer refusal", 418, "from_the_future", ErrorCode::ProtocolError);
    }
    void problemsBecomeErrors() {
        QFETCH(int, status);
        QFETCH(QString, code);
        QFETCH(int, expected);
        Fixture f;
        wire::Problem problem;
        problem.errors = std::vector<wire::ProblemError>{{"/login", "taken"}};
        f.server->answerProblem(status, code.toStdString(), problem);
        const auto future = f.api->post<wire::Health>(kPath, wire::Health{"x"});
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(static_cast<int>(codeOf(future)), expected);
        QCOMPARE(future.result().error().field, std::string("/login"));
        QCOMPARE(f.server->requests.size(), std::size_t{1});
    }

    void unexpectedBodiesAreProtocolErrors() {
        Fixture f;
        f.server->answer(200, "{\"status\":7}");
        f.server->answer(502, "<html>");
        const auto wrong = f.get();
        QTRY_VERIFY(wrong.isFinished());
        QCOMPARE(codeOf(wrong), ErrorCode::ProtocolError);
        QCOMPARE(wrong.result().error().field, std::string("/status"));
        const auto html = f.get();
        QTRY_VERIFY(html.isFinished());
        QCOMPARE(codeOf(html), ErrorCode::Internal);
    }

    void readsAreRepeatedAndThenGivenUp() {
        Fixture f;
        f.server->fail(ErrorCode::ServerUnreachable);
        f.server->answerProblem(503, "unavailable");
        f.server->answer(200, healthy());
        const auto future = f.get();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().has_value());
        QCOMPARE(f.server->requests.size(), std::size_t{3});

        for (int i = 0; i < 3; ++i) {
            f.server->fail(ErrorCode::ServerUnreachable);
        }
        const auto lost = f.get();
        QTRY_VERIFY(lost.isFinished());
        QCOMPARE(codeOf(lost), ErrorCode::ServerUnreachable);
        QCOMPARE(f.server->requests.size(), std::size_t{6});
    }

    void postKeepsItsIdempotencyKeyOverTries() {
        Fixture f;
        f.server->fail(ErrorCode::ServerUnreachable);
        f.server->answer(201, healthy());
        f.server->answer(201, healthy());
        const auto future = f.api->post<wire::Health>(kPath, wire::Health{"x"});
        QTRY_VERIFY(future.isFinished());
        const auto other = f.api->post<wire::Health>(kPath, wire::Health{"x"});
        QTRY_VERIFY(other.isFinished());
        QVERIFY(isUuid(f.server->header(0, "Idempotency-Key")));
        QCOMPARE(f.server->header(1, "Idempotency-Key"), f.server->header(0, "Idempotency-Key"));
        QVERIFY(f.server->header(2, "Idempotency-Key") != f.server->header(0, "Idempotency-Key"));
        QVERIFY(f.proof(1).counter > f.proof(0).counter);
        QVERIFY(f.proof(1).nonce != f.proof(0).nonce);
    }

    void patchIsNotRepeatedAfterALostConnection() {
        Fixture f;
        f.server->fail(ErrorCode::ServerUnreachable);
        client::CallOptions options;
        options.ifMatchRevision = 7;
        const auto future = f.api->patch<wire::Health>(kPath, wire::Health{"x"}, options);
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(codeOf(future), ErrorCode::ServerUnreachable);
        QCOMPARE(f.server->requests.size(), std::size_t{1});
        QCOMPARE(f.server->header(0, "If-Match"), std::string("\"r7\""));
    }

    void wrongPinIsNotRepeated() {
        Fixture f;
        f.server->fail(ErrorCode::CertificatePinMismatch);
        const auto future = f.get();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(codeOf(future), ErrorCode::CertificatePinMismatch);
        QCOMPARE(f.server->requests.size(), std::size_t{1});
    }

    void clockIsCorrectedOnce_data() {
        QTest::addColumn<bool>("isInProblem");
        QTest::newRow("server_time") << true;
        QTest::newRow("Date header") << false;
    }
    void clockIsCorrectedOnce() {
        QFETCH(bool, isInProblem);
        Fixture f;
        wire::Problem problem;
        const TimePoint serverTime = f.clock.now() + 1h;
        if (isInProblem) {
            problem.serverTime = serverTime;
            f.server->answerProblem(401, "clock_skew", problem);
        } else {
            f.server->answer(
                401,
                "{\"type\":\"\",\"title\":\"\",\"status\":401,\"code\":\"clock_skew\",\"trace_id\":\"\"}",
                {{"date", "Thu, 01 Jan 2026 01:00:00 GMT"}});
        }
        f.server->answer(200, healthy());
        const auto future = f.api->post<wire::Health>(kPath, wire::Health{"x"});
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().has_value());
        QCOMPARE(f.proof(1).timestamp - f.proof(0).timestamp, std::int64_t{3600});
        QCOMPARE(f.server->requests.size(), std::size_t{2});
    }

    void secondClockSkewIsTheAnswer() {
        Fixture f;
        wire::Problem problem;
        problem.serverTime = f.clock.now() + 1h;
        f.server->answerProblem(401, "clock_skew", problem);
        f.server->answerProblem(401, "clock_skew", problem);
        const auto future = f.get();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(codeOf(future), ErrorCode::ClockSkew);
    }

    void deadlineEndsTheCall() {
        Fixture f({.deadline = 20ms});
        const auto future = f.get();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(codeOf(future), ErrorCode::Timeout);
        QCOMPARE(f.server->aborted, 1);
    }

    void cancelEndsTheCallAndFreesTheNextWrite() {
        Fixture f;
        client::CallOptions options;
        options.cancel = client::CancelToken::create();
        const auto hanging = f.api->post<wire::Health>(kPath, wire::Health{"x"}, options);
        const auto next = f.api->post<wire::Health>(kPath, wire::Health{"y"});
        QCOMPARE(f.server->requests.size(), std::size_t{1});
        f.server->answer(200, healthy());
        options.cancel->cancel();
        QVERIFY(hanging.isFinished());
        QCOMPARE(codeOf(hanging), ErrorCode::Cancelled);
        QTRY_VERIFY(next.isFinished());
        QVERIFY(next.result().has_value());

        const auto late = f.api->get<wire::Health>(kPath, options);
        QVERIFY(late.isFinished());
        QCOMPARE(codeOf(late), ErrorCode::Cancelled);
    }

    // One token for both: the first leaves the way free for the second, which is given up as well.
    void whatIsGivenUpWhileItWaitsIsNotSent() {
        Fixture f;
        client::CallOptions options;
        options.cancel = client::CancelToken::create();
        const auto hanging = f.api->post<wire::Health>(kPath, wire::Health{"x"}, options);
        const auto waiting = f.api->post<wire::Health>(kPath, wire::Health{"y"}, options);
        const auto third = f.api->post<wire::Health>(kPath, wire::Health{"z"});
        f.server->answer(200, healthy());
        options.cancel->cancel();
        for (const auto& future : {hanging, waiting}) {
            QVERIFY(future.isFinished());
            QCOMPARE(codeOf(future), ErrorCode::Cancelled);
        }
        QTRY_VERIFY(third.isFinished());
        QVERIFY(third.result().has_value());
        for (const auto& request : f.server->requests) {
            QVERIFY(request.body.find("\"y\"") == std::string::npos);
        }
    }

    void destroyedClientEndsItsCalls() {
        Fixture f;
        const auto read = f.get();
        const auto write = f.api->post<wire::Health>(kPath, wire::Health{"x"});
        const auto queued = f.api->post<wire::Health>(kPath, wire::Health{"y"});
        f.api.reset();
        for (const auto& future : {read, write, queued}) {
            QVERIFY(future.isFinished());
            QCOMPARE(codeOf(future), ErrorCode::Cancelled);
        }
    }

    void continuationOfADestroyedReceiverDoesNotRun() {
        Fixture f;
        f.server->answer(200, healthy());
        bool ran = false;
        auto receiver = std::make_unique<QObject>();
        const auto done = f.get().then(receiver.get(), [&ran](const Result<wire::Health>&) { ran = true; });
        receiver.reset();
        QTRY_VERIFY(done.isFinished());
        QVERIFY(!ran);
    }

    void clientMayGoInsideItsOwnAnswer() {
        Fixture f;
        f.server->answer(200, healthy());
        bool ran = false;
        const auto done = f.get().then([&f, &ran](const Result<wire::Health>&) {
            ran = true;
            f.api.reset();
        });
        QTRY_VERIFY(done.isFinished());
        QVERIFY(ran);
    }

    void writesGoOneAfterTheOther() {
        Fixture f;
        QList<QFuture<Result<wire::Health>>> futures;
        for (int i = 0; i < 5; ++i) {
            f.server->answer(200, healthy());
            futures.push_back(f.api->post<wire::Health>(kPath, wire::Health{std::to_string(i)}));
        }
        QCOMPARE(f.server->requests.size(), std::size_t{1});
        for (const auto& future : futures) {
            QTRY_VERIFY(future.isFinished());
        }
        for (std::size_t i = 1; i < 5; ++i) {
            QVERIFY(f.proof(i).counter > f.proof(i - 1).counter);
        }
    }

    void lostSessionAndReachabilityAreTold() {
        Fixture f;
        int lost = 0;
        QList<bool> reachable;
        connect(f.api.get(), &ApiClient::sessionLost, this, [&lost] { ++lost; });
        connect(f.api.get(), &ApiClient::reachableChanged, this, [&reachable](bool is) { reachable << is; });
        for (int i = 0; i < 3; ++i) {
            f.server->fail(ErrorCode::ServerUnreachable);
        }
        const auto offline = f.get();
        QTRY_VERIFY(offline.isFinished());
        f.server->answerProblem(401, "unauthenticated");
        const auto refused = f.get();
        QTRY_VERIFY(refused.isFinished());
        QTRY_COMPARE(lost, 1);
        QCOMPARE(reachable, QList<bool>({false, true}));
    }

    void callsAreHeldUntilSomebodySignsInAgain() {
        Fixture f;
        f.api->holdCallsOverLoss();
        int lost = 0;
        connect(f.api.get(), &ApiClient::sessionLost, this, [&lost] { ++lost; });
        f.server->answerProblem(401, "unauthenticated");
        f.server->answerProblem(401, "unauthenticated");
        const auto first = f.get();
        const auto second = f.api->post<wire::Health>(kPath, wire::Health{"x"});
        QTRY_COMPARE(f.server->requests.size(), std::size_t{2});
        QTRY_COMPARE(lost, 1); // once for all who wait
        QVERIFY(!first.isFinished() && !second.isFinished());
        f.server->answer(200, healthy());
        f.server->answer(200, healthy());
        f.api->setAccessToken(SecretString("another"));
        f.api->resumeCalls(true);
        QTRY_VERIFY(first.isFinished() && second.isFinished());
        QVERIFY(first.result().has_value() && second.result().has_value());
        QCOMPARE(f.server->header(2, "Authorization"), std::string("Bearer another"));
        QCOMPARE(f.server->header(3, "Idempotency-Key"), f.server->header(1, "Idempotency-Key"));
        QCOMPARE(lost, 1);
    }

    void heldCallsEndAsRefusedWhenNobodyDoes() {
        Fixture f;
        f.api->holdCallsOverLoss();
        const QSignalSpy lost(f.api.get(), &ApiClient::sessionLost);
        f.server->answerProblem(401, "unauthenticated");
        const auto refused = f.get();
        QTRY_COMPARE(lost.count(), 1);
        QVERIFY(!refused.isFinished());
        f.api->resumeCalls(false);
        QTRY_VERIFY(refused.isFinished());
        QCOMPARE(codeOf(refused), ErrorCode::Unauthenticated);
        QCOMPARE(f.server->requests.size(), std::size_t{1});
    }

    void aCallIsHeldOnce() {
        Fixture f;
        f.api->holdCallsOverLoss();
        const QSignalSpy lost(f.api.get(), &ApiClient::sessionLost);
        f.server->answerProblem(401, "unauthenticated");
        f.server->answerProblem(401, "unauthenticated");
        const auto refused = f.get();
        QTRY_COMPARE(lost.count(), 1);
        f.api->resumeCalls(true);
        QTRY_VERIFY(refused.isFinished());
        QCOMPARE(codeOf(refused), ErrorCode::Unauthenticated);
        QCOMPARE(f.server->requests.size(), std::size_t{2});
    }

    void sessionKeyIsKept() {
        ManualClock clock;
        client::MemorySecretStore store;
        const auto first = client::openSessionIdentity(store, clock);
        const auto second = client::openSessionIdentity(store, clock);
        QTRY_VERIFY(first.isFinished() && second.isFinished());
        QVERIFY(first.result().has_value());
        QCOMPARE((*second.result())->keyId(), (*first.result())->keyId());
        QCOMPARE((*first.result())->keyId(), crypto::sessionKeyId((*first.result())->publicKey()));
    }

    void queriesAreEncoded() {
        QCOMPARE(client::withQuery("/v1/users", {{"q", "山 a&b"}, {"cursor", ""}, {"limit", "5"}}),
                 std::string("/v1/users?q=%E5%B1%B1%20a%26b&limit=5"));
        QCOMPARE(client::pathSegment("a/b"), std::string("a%2Fb"));
    }
};

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_api_client.moc"
