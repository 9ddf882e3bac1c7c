// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "session_fixture.h"
#include "shell/proven_call.h"
#include "shell/reauth_flow.h"

using namespace kaomon;
using testing::FakeServer;

// A refused act asks for the password and goes on.
class ProvenCallTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;
    int m_calls = 0;

    QFuture<Result<wire::AccountRules>> act() {
        return shell::proven(m_fixture.session, [this] {
            ++m_calls;
            return client::SecondFactorService(m_fixture.session.api()).rules();
        });
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() { m_calls = 0; }

    void nobodyIsAskedWithoutNeed() {
        const QSignalSpy asked(&m_fixture.session, &shell::ConsoleSession::proofWanted);
        const auto future = act();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().has_value());
        QCOMPARE(asked.count(), 0);
    }

    void theActIsRepeatedAfterTheProof() {
        const QSignalSpy asked(&m_fixture.session, &shell::ConsoleSession::proofWanted);
        m_server.refuse("GET /v1/account-rules", 403, "reauth_required");
        const auto future = act();
        QTRY_COMPARE(asked.count(), 1);
        QVERIFY(!future.isFinished());
        m_fixture.session.answerProof({});
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().has_value());
        QCOMPARE(m_calls, 2);
    }

    void decliningEndsTheAct() {
        const QSignalSpy asked(&m_fixture.session, &shell::ConsoleSession::proofWanted);
        m_server.refuse("GET /v1/account-rules", 403, "reauth_required");
        const auto future = act();
        QTRY_COMPARE(asked.count(), 1);
        m_fixture.session.answerProof(fail(ErrorCode::Cancelled));
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().error().code == ErrorCode::Cancelled);
        QCOMPARE(m_calls, 1);
    }

    void twoWhoWaitAreServedByOneProof() {
        const QSignalSpy asked(&m_fixture.session, &shell::ConsoleSession::proofWanted);
        const auto first = m_fixture.session.askForProof();
        const auto second = m_fixture.session.askForProof();
        QTRY_COMPARE(asked.count(), 1);
        m_fixture.session.answerProof({});
        QVERIFY(first.isFinished() && second.isFinished());
        QVERIFY(first.result().has_value() && second.result().has_value());
        QTest::qWait(0);
        QCOMPARE(asked.count(), 1);
    }

    void thePasswordIsSplitHereAndACodeAskedFor() {
        shell::ReauthFlow flow(m_fixture.session);
        const QSignalSpy proved(&flow, &shell::ReauthFlow::proved);
        const QSignalSpy failed(&flow, &shell::ReauthFlow::failed);
        m_server.handlers["POST /v1/session/reauth"] = [this](const FakeServer::Request& request) {
            const auto asked = wire::decode<wire::ReauthRequest>(request.body);
            if (!asked || asked->auth != m_server.founded->password.auth) {
                return FakeServer::problem(401, "login_failed");
            }
            return asked->secondFactor == "123456"
                       ? FakeServer::json(200, wire::encode(wire::ReauthReply{m_fixture.clock.now()}))
                       : FakeServer::problem(401, "second_factor_required");
        };
        flow.prove(SecretString("Wrong-Horse-77"), {});
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30000);
        QCOMPARE(failed.at(0).first().value<ErrorCode>(), ErrorCode::LoginFailed);
        flow.prove(SecretString(std::string(testing::kOwnerPassword)), {});
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, 30000);
        QCOMPARE(failed.at(1).first().value<ErrorCode>(), ErrorCode::SecondFactorRequired);
        flow.prove(SecretString(std::string(testing::kOwnerPassword)), "123456");
        QTRY_COMPARE_WITH_TIMEOUT(proved.count(), 1, 30000);
    }

    void theEndOfTheSessionEndsTheWaiting() {
        const auto waiting = m_fixture.session.askForProof();
        m_fixture.session.signOut();
        QVERIFY(waiting.isFinished());
        QVERIFY(waiting.result().error().code == ErrorCode::Cancelled);
    }
};

QTEST_MAIN(ProvenCallTest)
#include "tst_proven_call.moc"
