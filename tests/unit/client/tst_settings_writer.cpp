// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "client/settings_service.h"
#include "owner_keyring.h"
#include "support/client/fake_transport.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::client;
using testing::FakeTransport;
using Written = SettingsWriter::Written;

namespace {

const std::string kGroup = "group:0193a000-0000-7000-8000-000000000001";

} // namespace

// Settings documents as the console signs and sends them.
class TestSettingsWriter final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        m_keyring = testing::ownerKeyring(m_clock);
        QVERIFY(m_keyring);
    }
    void init() {
        m_server = std::make_shared<FakeTransport>();
        m_api = std::make_unique<ApiClient>(m_server, m_clock);
        m_api->setSigner(std::make_shared<RequestSigner>("kid", crypto::SigningKey::generate(), m_clock));
        m_writer = std::make_unique<SettingsWriter>(*m_api, m_keyring, m_clock);
    }

    void writesTheNextVersion_data() {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<int>("version");
        QTest::newRow("of what is there") << QStringLiteral("tenant") << 8;
        QTest::newRow("the first") << QString::fromStdString(kGroup) << 1;
    }
    void writesTheNextVersion() {
        QFETCH(QString, scope);
        QFETCH(int, version);
        answerList();
        m_server->answer(200, wire::encode(wire::PolicyDocument{}));
        const auto written =
            wait(m_writer->write(scope.toStdString(), {{{"match_attempts", "4", true}}, "why"}));
        QVERIFY(written.has_value());
        const auto policy = sent(1);
        QCOMPARE(policy.scope, scope.toStdString());
        QCOMPARE(static_cast<int>(policy.version), version);
        QCOMPARE(policy.body, std::string(R"({"settings":[{"name":"match_attempts","value":"4",)"
                                          R"("locked":true}],"reason":"why"})"));
        QVERIFY(policy.issuedAt == m_clock.now());
    }

    void refusesBeforeItAsksAnybody_data() {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("unknown") << "tenant"
                                 << "no_such"
                                 << "1";
        QTest::newRow("range") << "tenant"
                               << "match_attempts"
                               << "11";
        QTest::newRow("place") << QString::fromStdString(kGroup) << "pw_min"
                               << "12";
        QTest::newRow("no place") << "device:1"
                                  << "match_attempts"
                                  << "4";
        QTest::newRow("together") << "tenant"
                                  << "pw_max"
                                  << "9";
    }
    void refusesBeforeItAsksAnybody() {
        QFETCH(QString, scope);
        QFETCH(QString, name);
        QFETCH(QString, value);
        answerList();
        const auto written =
            wait(m_writer->write(scope.toStdString(), {{{name.toStdString(), value.toStdString()}}}));
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().code, ErrorCode::ValidationFailed);
        QCOMPARE(m_server->requests.size(), std::size_t{1}); // only the list was read
    }

    void revertsToAnOldVersion() {
        wire::SettingsVersion old;
        old.scope = "tenant";
        old.version = 3;
        old.settings = {{"match_attempts", "2"}};
        m_server->answer(200, wire::encode(old));
        answerList();
        m_server->answer(200, wire::encode(wire::PolicyDocument{}));
        const auto written = wait(m_writer->revert("tenant", 3, "it was better"));
        QVERIFY(written.has_value());
        QCOMPARE(m_server->requests.front().target, std::string("/v1/settings/versions/3?scope=tenant"));
        const auto policy = sent(2);
        QCOMPARE(static_cast<int>(policy.version), 8);
        QCOMPARE(policy.body, std::string(R"({"settings":[{"name":"match_attempts","value":"2"}],)"
                                          R"("reason":"it was better"})"));
    }

    void revertToNothing() {
        m_server->answerProblem(404, "not_found");
        const auto written = wait(m_writer->revert("tenant", 3, ""));
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().code, ErrorCode::NotFound);
        QCOMPARE(m_server->requests.size(), std::size_t{1});
    }

    // What a group has tried becomes the tenant's.
    void rollsOut() {
        wire::SettingsVersion tried;
        tried.scope = kGroup;
        tried.settings = {{"match_attempts", "5"}};
        m_server->answer(200, wire::encode(wire::SettingsVersionPage{{tried}}));
        answerList();
        m_server->answer(200, wire::encode(wire::PolicyDocument{}));
        QVERIFY(wait(m_writer->copy(kGroup, "tenant", "")).has_value());
        const auto policy = sent(2);
        QCOMPARE(policy.scope, std::string("tenant"));
        QVERIFY(policy.body.find(R"("value":"5")") != std::string::npos);
    }

    void somebodyElseWasFaster() {
        answerList();
        m_server->answerProblem(412, "stale_revision");
        const auto written = wait(m_writer->write("tenant", {}));
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().code, ErrorCode::StaleRevision);
    }

private:
    static Written wait(QFuture<Written> future) {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
            return fail(ErrorCode::Timeout, "no answer");
        }
        return future.result();
    }
    void answerList() {
        m_server->answer(200, wire::encode(wire::PolicyDocumentList{{{"policy", "tenant", 7, {1}, 9}}}));
    }
    // The document of a request, if its signature is good.
    crypto::SignedPolicy sent(std::size_t request) {
        const auto& body = m_server->requests.at(request).body;
        const auto document = wire::decode<wire::PolicyDocument>(body);
        const auto policy = document ? m_keyring->openDocument(*document)
                                     : Result<crypto::SignedPolicy>(propagate(document.error()));
        return policy.value_or(crypto::SignedPolicy{});
    }

    testing::ManualClock m_clock;
    std::shared_ptr<const AdminKeyring> m_keyring;
    std::shared_ptr<FakeTransport> m_server;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<SettingsWriter> m_writer;
};

QTEST_GUILESS_MAIN(TestSettingsWriter)
#include "tst_settings_writer.moc"
