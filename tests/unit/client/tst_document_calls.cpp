// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "client/account_rule_calls.h"
#include "client/document_calls.h"
#include "client/services.h"
#include "crypto/secret_key.h"
#include "support/client/fake_transport.h"
#include "support/manual_clock.h"
#include "wire/document_pages.h"

using namespace kaomon;
using namespace kaomon::client;
using testing::FakeTransport;

// Lists that take several questions, and rules that two owners may change at the same time.
class TestDocumentCalls final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }
    void init() {
        m_server = std::make_shared<FakeTransport>();
        m_api = std::make_unique<ApiClient>(m_server, m_clock);
        m_api->setSigner(std::make_shared<RequestSigner>("kid", crypto::SigningKey::generate(), m_clock));
    }

    void readsEveryPage() {
        answerPage({"user:a", "user:b"}, "page two");
        answerPage({"user:c"}, {});
        const auto list = wait(fetchDocuments(*m_api, "group_members"));
        QVERIFY(list);
        QCOMPARE(list->items.size(), std::size_t{3});
        QCOMPARE(list->items.back().scope, std::string("user:c"));
        QCOMPARE(target(0), std::string("/v1/policies?kind=group_members&limit=500"));
        QCOMPARE(target(1), std::string("/v1/policies?kind=group_members&limit=500&cursor=page%20two"));
    }

    // A request's head has its limit: many scopes are asked for in parts.
    void asksForManyScopesInParts() {
        const std::vector<std::string> scopes(150, "user:0193a000-0000-7000-8000-000000000001");
        answerPage({"user:a"}, {});
        answerPage({"user:b"}, {});
        const auto list = wait(fetchDocuments(*m_api, "group_members", scopes));
        QVERIFY(list);
        QCOMPARE(list->items.size(), std::size_t{2});
        QCOMPARE(m_server->requests.size(), std::size_t{2});
        QVERIFY(target(0).size() < 6000);
        QCOMPARE(QString::fromStdString(target(0)).count(QStringLiteral("user")), 100);
        QCOMPARE(QString::fromStdString(target(1)).count(QStringLiteral("user")), 50);
    }

    void aLaterPageIsRefused() {
        answerPage({"user:a"}, "more");
        m_server->answerProblem(403, "forbidden");
        const auto list = wait(fetchDocuments(*m_api, "policy"));
        QVERIFY(!list);
        QCOMPARE(list.error().code, ErrorCode::Forbidden);
    }

    void promisesWithoutAnEnd() {
        answerPage({}, "more");
        const auto list = wait(fetchDocuments(*m_api, "policy"));
        QVERIFY(!list);
        QCOMPARE(list.error().code, ErrorCode::MalformedRequest);
    }

    void enrolmentCodesOfEveryPage() {
        wire::EnrolmentCodePage page;
        page.items.resize(2);
        page.items.front().group = GroupId::generate();
        page.items.back().group = GroupId::generate();
        page.next = "two";
        m_server->answer(200, wire::encode(page));
        page.next.reset();
        m_server->answer(200, wire::encode(page));
        const auto list = wait(EnrolmentCodeService(*m_api).list());
        QVERIFY(list);
        QCOMPARE(list->items.size(), std::size_t{4});
        QCOMPARE(target(1), std::string("/v1/enrolment-codes?limit=500&cursor=two"));
    }

    void rulesAreChangedAsTheyWereSeen() {
        const std::string rules = wire::encode(wire::AccountRules{true});
        m_server->answer(200, rules, {{"etag", "\"r7\""}});
        const auto seen = wait(fetchAccountRules(*m_api));
        QVERIFY(seen && seen->rules.administratorsNeedSecondFactor);
        QCOMPARE(seen->revision, 7LL);
        m_server->answer(200, rules, {{"etag", "\"r8\""}});
        const auto stored = wait(putAccountRules(*m_api, {{true}, seen->revision}));
        QCOMPARE(m_server->header(1, "If-Match"), std::string("\"r7\""));
        QVERIFY(stored && stored->revision == 8);
        m_server->answerProblem(412, "stale_revision");
        const auto refused = wait(putAccountRules(*m_api, {{false}, 7}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::StaleRevision);
    }

private:
    template<class T>
    static Result<T> wait(QFuture<Result<T>> future) {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
            return fail(ErrorCode::Timeout, "no answer");
        }
        return future.result();
    }
    [[nodiscard]] const std::string& target(std::size_t request) const {
        return m_server->requests.at(request).target;
    }
    void answerPage(const std::vector<std::string>& scopes, std::optional<std::string> next) {
        wire::PolicyDocumentPage page{{}, std::move(next)};
        for (const std::string& scope : scopes) {
            page.items.push_back({"group_members", scope, 1, {1}, 1});
        }
        m_server->answer(200, wire::encode(page));
    }

    testing::ManualClock m_clock;
    std::shared_ptr<FakeTransport> m_server;
    std::unique_ptr<ApiClient> m_api;
};

QTEST_GUILESS_MAIN(TestDocumentCalls)
#include "tst_document_calls.moc"
