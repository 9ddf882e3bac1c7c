// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"

namespace kaomon::test {
namespace {

// The rules that hold for every resource: who may, of which tenant, against which revision, how often.
class RulesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void needsProof();
    void missingIfMatch();
    void staleIfMatch();
    void missingIdempotencyKey();
    void repeatedRequest();
    void reusedKey();
    void otherTenantsIds_data();
    void otherTenantsIds();
    void wrongRole_data();
    void wrongRole();
    void deviceIsNoAdministrator();
    void replayedProof();
    void clockOff();
    void changedBody();
    void wrongPassword();
    void lastOwnerStays();
    void whatIsKnownIsNotSentAgain();
    void duplicateLogin();
    void listPages();
    void resetEndsSessions();
    void deletedUser();

private:
    [[nodiscard]] Reply patch(const std::string& etag);

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    TenantKit& m_other = *m_suite.other;
    std::optional<Pc> m_pc;
    std::optional<Pc> m_otherPc;
    std::optional<Person> m_auditor;
    Caller m_auditorCaller = Caller::console();
    wire::NewUser m_user;
    wire::NewUser m_otherUser;
};

void RulesTest::initTestCase() {
    m_pc = m_kit.addPc();
    m_otherPc = m_other.addPc();
    QVERIFY(m_pc && m_otherPc);
    m_auditor = m_kit.addPerson("auditor", "auditor", nullptr, m_auditorCaller);
    QVERIFY2(m_auditor, describe(m_kit.lastReply).c_str());
    QVERIFY(m_kit.signIn(m_auditorCaller, *m_auditor));
    m_user = m_kit.newUser("rules", "member");
    m_otherUser = m_other.newUser("rules", "member");
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(m_user)}, &m_kit.console), 201);
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(m_otherUser)}, &m_other.console), 201);
}

Reply RulesTest::patch(const std::string& etag) {
    Call call{"PATCH", "/v1/users/" + m_user.id.text(), R"({"kana":"x"})"};
    if (!etag.empty()) {
        call.headers["If-Match"] = etag;
    }
    return m_client.send(call, &m_kit.console);
}

void RulesTest::needsProof() {
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}), 401);
    Caller stranger = Caller::console();
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &stranger), 401);
    stranger.token = m_kit.console.token; // a stolen token without its key
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &stranger), 401);
}

void RulesTest::missingIfMatch() {
    EXPECT_PROBLEM(patch(""), 428, "precondition_required");
}

void RulesTest::staleIfMatch() {
    const Reply now = m_client.send({"GET", "/v1/users/" + m_user.id.text()}, &m_kit.console);
    EXPECT_STATUS(patch(now.etag()), 200);
    const Reply stale = patch(now.etag());
    EXPECT_PROBLEM(stale, 412, "stale_revision");
    QVERIFY(stale.body.find("current_etag") != std::string::npos);
    EXPECT_PROBLEM(patch("*"), 412, "stale_revision");
}

void RulesTest::missingIdempotencyKey() {
    const Call call{"POST", "/v1/users", "{}", {{"Idempotency-Key", ""}}};
    EXPECT_PROBLEM(m_client.send(call, &m_kit.console), 400, "idempotency_key_required");
}

void RulesTest::repeatedRequest() {
    const auto user = m_kit.newUser("repeated", "member");
    const Call call{"POST", "/v1/users", wire::encode(user), {{"Idempotency-Key", makeUuid()}}};
    const Reply first = m_client.send(call, &m_kit.console);
    EXPECT_STATUS(first, 201);
    const Reply second = m_client.send(call, &m_kit.console);
    EXPECT_STATUS(second, 201);
    QCOMPARE(second.body, first.body);
    QCOMPARE(second.etag(), first.etag());
    const auto page = bodyOf<wire::UserPage>(m_client.send({"GET", "/v1/users?q=repeated"}, &m_kit.console));
    QCOMPARE(page->total, 1);
}

void RulesTest::reusedKey() {
    const std::string key = makeUuid();
    const Call first{
        "POST", "/v1/users", wire::encode(m_kit.newUser("key1", "member")), {{"Idempotency-Key", key}}};
    const Call second{
        "POST", "/v1/users", wire::encode(m_kit.newUser("key2", "member")), {{"Idempotency-Key", key}}};
    EXPECT_STATUS(m_client.send(first, &m_kit.console), 201);
    EXPECT_PROBLEM(m_client.send(second, &m_kit.console), 422, "idempotency_key_reused");
}

void RulesTest::otherTenantsIds_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path"); // U and D stand for a user and a device of the other tenant
    QTest::addColumn<QString>("body");
    QTest::newRow("get user") << QStringLiteral("GET") << QStringLiteral("/v1/users/U") << QStringLiteral("");
    QTest::newRow("patch user") << QStringLiteral("PATCH") << QStringLiteral("/v1/users/U")
                                << QStringLiteral(R"({"note":"x"})");
    QTest::newRow("delete user") << QStringLiteral("DELETE") << QStringLiteral("/v1/users/U")
                                 << QStringLiteral("");
    QTest::newRow("user keys") << QStringLiteral("GET") << QStringLiteral("/v1/users/U/keys")
                               << QStringLiteral("");
    QTest::newRow("vault keys") << QStringLiteral("PUT") << QStringLiteral("/v1/users/U/vault-keys")
                                << QStringLiteral(R"({"user":"U","vault_keys":[]})");
    QTest::newRow("templates") << QStringLiteral("GET") << QStringLiteral("/v1/users/U/templates")
                               << QStringLiteral("");
    QTest::newRow("delete template") << QStringLiteral("DELETE") << QStringLiteral("/v1/users/U/templates/D")
                                     << QStringLiteral("");
    QTest::newRow("get device") << QStringLiteral("GET") << QStringLiteral("/v1/devices/D")
                                << QStringLiteral("");
    QTest::newRow("patch device") << QStringLiteral("PATCH") << QStringLiteral("/v1/devices/D")
                                  << QStringLiteral(R"({"name":"x"})");
    QTest::newRow("delete code") << QStringLiteral("DELETE") << QStringLiteral("/v1/enrolment-codes/D")
                                 << QStringLiteral("");
    QTest::newRow("no id at all") << QStringLiteral("GET") << QStringLiteral("/v1/users/x")
                                  << QStringLiteral("");
}

void RulesTest::otherTenantsIds() {
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QString, body);
    const auto filled = [&](QString text) {
        return text.replace(QLatin1Char('U'), QString::fromStdString(m_otherUser.id.text()))
            .replace(QLatin1Char('D'), QString::fromStdString(m_otherPc->id.text()))
            .toStdString();
    };
    const Call call{method.toStdString(), filled(path), filled(body), {{"If-Match", "\"r1\""}}};
    EXPECT_PROBLEM(m_client.send(call, &m_kit.console), 404, "not_found");
}

void RulesTest::wrongRole_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("body");
    QTest::newRow("create user") << QStringLiteral("POST") << QStringLiteral("/v1/users")
                                 << QStringLiteral("{}");
    QTest::newRow("patch user") << QStringLiteral("PATCH") << QStringLiteral("/v1/users/U")
                                << QStringLiteral("{}");
    QTest::newRow("delete user") << QStringLiteral("DELETE") << QStringLiteral("/v1/users/U")
                                 << QStringLiteral("");
    QTest::newRow("reset password") << QStringLiteral("POST") << QStringLiteral("/v1/users/U:reset-password")
                                    << QStringLiteral("{}");
    QTest::newRow("codes") << QStringLiteral("GET") << QStringLiteral("/v1/enrolment-codes")
                           << QStringLiteral("");
    QTest::newRow("new code") << QStringLiteral("POST") << QStringLiteral("/v1/enrolment-codes")
                              << QStringLiteral("{}");
    QTest::newRow("manifest") << QStringLiteral("PUT") << QStringLiteral("/v1/manifest")
                              << QStringLiteral("{}");
    QTest::newRow("seals") << QStringLiteral("POST") << QStringLiteral("/v1/key-seals")
                           << QStringLiteral("{}");
    QTest::newRow("policy") << QStringLiteral("PUT") << QStringLiteral("/v1/policies")
                            << QStringLiteral("{}");
    QTest::newRow("changes") << QStringLiteral("GET") << QStringLiteral("/v1/changes") << QStringLiteral("");
    QTest::newRow("post events") << QStringLiteral("POST") << QStringLiteral("/v1/events")
                                 << QStringLiteral("{}");
    QTest::newRow("another's keys") << QStringLiteral("GET") << QStringLiteral("/v1/users/U/keys")
                                    << QStringLiteral("");
    QTest::newRow("another's face") << QStringLiteral("GET") << QStringLiteral("/v1/users/U/templates")
                                    << QStringLiteral("");
}

void RulesTest::wrongRole() {
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QString, body);
    const std::string target =
        path.replace(QLatin1Char('U'), QString::fromStdString(m_user.id.text())).toStdString();
    const Call call{method.toStdString(), target, body.toStdString(), {{"If-Match", "\"r1\""}}};
    EXPECT_PROBLEM(m_client.send(call, &m_auditorCaller), 403, "forbidden");
}

void RulesTest::deviceIsNoAdministrator() {
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &pc), 403, "forbidden");
}

void RulesTest::replayedProof() {
    const Call read{"GET", "/v1/users"};
    const std::string proof = TestClient::proofHeader(read, m_kit.console);
    EXPECT_STATUS(m_client.sendWithProof(read, proof, m_kit.console.token), 200);
    EXPECT_PROBLEM(m_client.sendWithProof(read, proof, m_kit.console.token), 401, "proof_invalid");
}

void RulesTest::clockOff() {
    Call call{"GET", "/v1/users"};
    call.signedAt = wallNow() + std::chrono::hours(1);
    const Reply reply = m_client.send(call, &m_kit.console);
    EXPECT_PROBLEM(reply, 401, "clock_skew");
    QVERIFY(reply.body.find("server_time") != std::string::npos);
}

void RulesTest::changedBody() {
    Call call{"PATCH", "/v1/users/" + m_user.id.text(), R"({"note":"a"})", {{"If-Match", "\"r1\""}}};
    const std::string proof = TestClient::proofHeader(call, m_kit.console);
    call.body = R"({"note":"b"})";
    EXPECT_PROBLEM(m_client.sendWithProof(call, proof, m_kit.console.token), 401, "proof_invalid");
}

void RulesTest::wrongPassword() {
    Person impostor{m_kit.owner.id, "auditor", makePassword(), {}};
    Caller caller = Caller::console();
    QVERIFY(!m_kit.signIn(caller, impostor));
    EXPECT_PROBLEM(m_kit.lastReply, 401, "login_failed");
    impostor.login = "nobody-of-that-name";
    QVERIFY(!m_kit.signIn(caller, impostor));
    EXPECT_PROBLEM(m_kit.lastReply, 401, "login_failed");
}

void RulesTest::lastOwnerStays() {
    const std::string path = "/v1/users/" + m_kit.owner.id.text();
    const std::string etag = m_client.send({"GET", path}, &m_kit.console).etag();
    EXPECT_PROBLEM(m_client.send({"DELETE", path, "", {{"If-Match", etag}}}, &m_kit.console), 409,
                   "last_owner");
    const Call disable{"PATCH", path, R"({"account_state":"disabled"})", {{"If-Match", etag}}};
    EXPECT_PROBLEM(m_client.send(disable, &m_kit.console), 409, "last_owner");
    wire::UserPatch bounded; // he could sign in a minute longer
    bounded.validTo = wallNow() + std::chrono::minutes(1);
    const Call bound{"PATCH", path, wire::encode(bounded), {{"If-Match", etag}}};
    EXPECT_PROBLEM(m_client.send(bound, &m_kit.console), 409, "last_owner");
}

void RulesTest::whatIsKnownIsNotSentAgain() {
    const std::string path = "/v1/users/" + m_user.id.text();
    const Reply whole = m_client.send({"GET", path}, &m_kit.console);
    EXPECT_STATUS(whole, 200);
    const auto asked = [&](const std::string& tags) {
        return m_client.send({"GET", path, "", {{"If-None-Match", tags}}}, &m_kit.console);
    };
    for (const std::string& tags : {whole.etag(), "\"r0\", " + whole.etag()}) {
        const Reply same = asked(tags);
        EXPECT_STATUS(same, 304);
        QVERIFY(same.body.empty());
        QCOMPARE(same.etag(), whole.etag());
    }
    QCOMPARE(asked("\"r0\"").body, whole.body);
    EXPECT_STATUS(m_client.send({"GET", path, "", {{"If-None-Match", whole.etag()}}}), 401); // rights first
}

void RulesTest::duplicateLogin() {
    const auto user = m_kit.newUser("RULES", "member");
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/users", wire::encode(user)}, &m_kit.console), 409,
                   "duplicate_login");
}

void RulesTest::listPages() {
    std::set<std::string> seen;
    std::string target = "/v1/users?limit=2";
    long long total = 0;
    for (int i = 0; i < 50 && !target.empty(); ++i) {
        const auto page = bodyOf<wire::UserPage>(m_client.send({"GET", target}, &m_kit.console));
        QVERIFY(page && page->items.size() <= 2);
        total = page->total;
        for (const auto& user : page->items) {
            QVERIFY(seen.insert(user.id.text()).second);
        }
        target = page->next ? "/v1/users?limit=2&cursor=" + *page->next : "";
    }
    QCOMPARE(static_cast<long long>(seen.size()), total);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users?cursor=YQ.YQ"}, &m_kit.console), 422,
                   "validation_failed");
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users?limit=0"}, &m_kit.console), 422, "validation_failed");
}

void RulesTest::resetEndsSessions() {
    const wire::PasswordReset reset{makePassword(), wallNow() + std::chrono::hours(1), "forgotten"};
    const std::string path = "/v1/users/" + m_auditor->id.text() + ":reset-password";
    EXPECT_STATUS(m_client.send({"POST", path, wire::encode(reset)}, &m_kit.console), 204);
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &m_auditorCaller), 401);
    m_auditor->password = reset.oneTimePassword;
    QVERIFY2(m_kit.signIn(m_auditorCaller, *m_auditor), describe(m_kit.lastReply).c_str());
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &m_auditorCaller), 403, "password_change_required");
}

void RulesTest::deletedUser() {
    const auto user = m_kit.newUser("gone", "member");
    const Reply made = m_client.send({"POST", "/v1/users", wire::encode(user)}, &m_kit.console);
    const std::string path = "/v1/users/" + user.id.text();
    EXPECT_STATUS(m_client.send({"DELETE", path, "", {{"If-Match", made.etag()}}}, &m_kit.console), 204);
    EXPECT_PROBLEM(m_client.send({"GET", path}, &m_kit.console), 404, "not_found");
    const auto again = m_kit.newUser("gone", "member"); // the login waits for a restoration
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/users", wire::encode(again)}, &m_kit.console), 409,
                   "duplicate_login");
}

} // namespace

std::unique_ptr<QObject> makeRulesTest() {
    return std::make_unique<RulesTest>();
}

} // namespace kaomon::test

#include "rules_test.moc"
