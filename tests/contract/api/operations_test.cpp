// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "base/base64.h"
#include "contract/api/logged_tenant.h"
#include "contract/api/test_classes.h"
#include "wire/accounts.h"
#include "wire/groups.h"
#include "wire/keys.h"
#include "wire/scim_tokens.h"

namespace kaomon::test {
namespace {

// What an act leaves in the operation log, from outside, and who may read it.
class OperationsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void writesWhatChanged();
    void neverWritesSecrets();
    void writesGroupsOfPcsAndSeals();
    void writesEachRowOfABulkAct();
    void writesSettingsByName();
    void writesRefusals();
    void writesSignInsOfAdministrators();
    void writesWhatProvidersDo();
    void writesARepeatedRequestOnce();
    void filtersTogether_data();
    void filtersTogether();
    void pagesHoldEachEntryOnce();

private:
    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<LoggedTenant> m_tenant;
};

const wire::OperationChange* changeOf(const wire::Operation& entry, const std::string& field) {
    const auto found = std::ranges::find(entry.changes, field, &wire::OperationChange::field);
    return found == entry.changes.end() ? nullptr : &*found;
}

void OperationsTest::initTestCase() {
    m_tenant = std::make_unique<LoggedTenant>(QStringLiteral("Logged"));
    QVERIFY2(m_tenant->kit.found(), describe(m_tenant->kit.lastReply).c_str());
}

void OperationsTest::init() {
    QVERIFY(m_tenant->signIn());
}

void OperationsTest::writesWhatChanged() {
    const UserId user = m_tenant->addUser("changed");
    EXPECT_STATUS(m_tenant->patch(user, R"({"display_name":"新しい名前"})"), 200);
    const auto log = m_tenant->entries("object=" + user.text());
    QCOMPARE(log.size(), std::size_t{2});
    const wire::Operation& change = log[0];
    QCOMPARE(change.action, std::string("changeUser"));
    QCOMPARE(change.actor, m_tenant->kit.owner.id.text());
    QCOMPARE(change.actorName, m_tenant->kit.owner.login);
    QCOMPARE(change.role, std::string("owner"));
    QCOMPARE(change.address, std::string("127.0.0.1"));
    QCOMPARE(change.objectKind, std::string("user"));
    QCOMPARE(change.objectName, std::string("changed"));
    QCOMPARE(change.attempt.size(), std::size_t{32});
    QVERIFY(!change.session.empty());
    QCOMPARE(change.changes.size(), std::size_t{1});
    const auto* name = changeOf(change, "display_name");
    QVERIFY(name != nullptr && name->before && name->after == "新しい名前");
    const wire::Operation& creation = log[1];
    QCOMPARE(creation.action, std::string("createUser"));
    QVERIFY(changeOf(creation, "login") != nullptr && !changeOf(creation, "login")->before);
    QCOMPARE(creation.seq + 1, change.seq);
}

void OperationsTest::neverWritesSecrets() {
    Caller caller = Caller::console();
    const auto person =
        m_tenant->kit.addPerson("secret", "auditor", nullptr, caller); // sets a password of his own
    QVERIFY2(person, describe(m_tenant->kit.lastReply).c_str());
    const auto log = m_tenant->entries("object=" + person->id.text());
    const auto change = std::ranges::find(log, "changePassword", &wire::Operation::action);
    QVERIFY(change != log.end());
    const auto* password = changeOf(*change, "password");
    QVERIFY(password != nullptr && !password->before && !password->after);
    const std::string all = m_tenant->get("/v1/exports/operation-records").body;
    QVERIFY(all.find("changePassword") != std::string::npos);
    QVERIFY(all.find(toBase64Url(person->password.auth)) == std::string::npos);
    QVERIFY(all.find("$argon2") == std::string::npos);
    QVERIFY(all.find(caller.token) == std::string::npos);
}

void OperationsTest::writesGroupsOfPcsAndSeals() {
    const wire::NewDeviceGroup group{
        .id = GroupId::generate(), .name = "Reading room", .note = "", .userGroups = {}};
    EXPECT_STATUS(m_client.send({"POST", "/v1/device-groups", wire::encode(group)}, &m_tenant->kit.console),
                  201);
    const std::string path = "/v1/device-groups/" + group.id.text();
    const std::string etag = m_tenant->get(path).etag();
    EXPECT_STATUS(m_client.send({"DELETE", path, "", {{"If-Match", etag}}}, &m_tenant->kit.console), 204);
    const auto log = m_tenant->entries("object=" + group.id.text());
    QCOMPARE(log.size(), std::size_t{2}); // newest first
    QVERIFY(changeOf(log[1], "name") != nullptr && changeOf(log[1], "name")->after == group.name);
    QVERIFY(log[0].action.find("elete") != std::string::npos ||
            log[0].action.find("emove") != std::string::npos);

    const Bytes sealed(200, 0x5A);
    wire::KeySealList seals;
    seals.items.push_back(
        {"fk", m_tenant->kit.keys.faceKeys.front().id, m_tenant->kit.owner.id.text(), sealed});
    EXPECT_STATUS(m_client.send({"POST", "/v1/key-seals", wire::encode(seals)}, &m_tenant->kit.console), 204);
    const auto newest = m_tenant->entries("limit=1");
    QCOMPARE(newest.size(), std::size_t{1});
    QVERIFY(newest.front().action.find("eal") != std::string::npos);
    QVERIFY(wire::canonicalRecord(newest.front()).find(toBase64Url(sealed)) == std::string::npos);
}

void OperationsTest::writesEachRowOfABulkAct() {
    const UserId first = m_tenant->addUser("bulk1");
    const UserId second = m_tenant->addUser("bulk2");
    wire::BulkUnlock unlock{{first, second}, "holiday is over", false};
    EXPECT_STATUS(m_client.send({"POST", "/v1/users:unlock", wire::encode(unlock)}, &m_tenant->kit.console),
                  200);
    for (const UserId& user : {first, second}) {
        const auto log = m_tenant->entries("kind=unlocked&object=" + user.text());
        QCOMPARE(log.size(), std::size_t{1});
        QCOMPARE(log[0].reason, std::string("holiday is over"));
        QCOMPARE(log[0].action, std::string("unlockUsers"));
    }
    const auto revOf = [&](const UserId& user) {
        return bodyOf<wire::User>(m_client.send({"GET", "/v1/users/" + user.text()}, &m_tenant->kit.console))
            ->rev;
    };
    const wire::BulkRequest disable{.action = "disable",
                                    .rows = {{first, revOf(first), {}}, {second, revOf(second), {}}},
                                    .reason = "left",
                                    .allOrNothing = true};
    EXPECT_STATUS(m_client.send({"POST", "/v1/users:bulk", wire::encode(disable)}, &m_tenant->kit.console),
                  200);
    const auto log = m_tenant->entries("kind=disable&object=" + second.text());
    QCOMPARE(log.size(), std::size_t{1});
    const auto* state = changeOf(log[0], "account_state");
    QVERIFY(state != nullptr && state->after == "disabled");
}

void OperationsTest::writesSettingsByName() {
    const auto stored = bodyOf<wire::PolicyDocumentList>(
        m_client.send({"GET", "/v1/policies?kind=policy"}, &m_tenant->kit.console));
    QVERIFY(stored);
    const long long version = stored->items.empty() ? 1 : stored->items.front().version + 1;
    const auto document =
        m_tenant->kit.policy(version, "match_timeout_s", "9", m_tenant->kit.owner.identity.signing);
    const Reply reply =
        m_client.send({"PUT", "/v1/policies", wire::encode(document)}, &m_tenant->kit.console);
    EXPECT_STATUS(reply, 200);
    const auto log = m_tenant->entries("action=putPolicy&object=tenant");
    QVERIFY(!log.empty());
    const auto* setting = changeOf(log[0], "match_timeout_s");
    QVERIFY(setting != nullptr && setting->after == "9");
}

void OperationsTest::writesRefusals() {
    Caller auditor = Caller::console();
    const auto person = m_tenant->kit.addPerson("curious", "auditor", nullptr, auditor);
    QVERIFY2(person, describe(m_tenant->kit.lastReply).c_str());
    const auto user = m_tenant->kit.newUser("never", "member");
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(user)}, &auditor), 403);
    const auto log = m_tenant->entries("outcome=refused&actor=" + person->id.text());
    QCOMPARE(log.size(), std::size_t{1});
    QCOMPARE(log[0].action, std::string("createUser"));
    QCOMPARE(log[0].code, std::string("forbidden"));
    EXPECT_STATUS(m_client.send({"GET", "/v1/operations"}, &auditor), 200); // auditors may read it
    Caller help = Caller::console();
    QVERIFY(m_tenant->kit.addPerson("help", "help_desk", nullptr, help));
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/operations"}, &help), 403, "forbidden");
}

void OperationsTest::writesSignInsOfAdministrators() {
    Caller caller = Caller::console();
    QVERIFY(!m_tenant->kit.signIn(caller, m_tenant->kit.owner.withPassword(makePassword())));
    Caller right = Caller::console();
    QVERIFY(m_tenant->kit.signIn(right, m_tenant->kit.owner));
    const auto log = m_tenant->entries("action=signIn&object=" + m_tenant->kit.owner.id.text());
    QVERIFY(log.size() >= 2);
    QCOMPARE(log[0].outcome, std::string("ok"));
    QCOMPARE(log[0].actor, m_tenant->kit.owner.id.text());
    QCOMPARE(log[1].outcome, std::string("refused"));
    QCOMPARE(log[1].code, std::string("login_failed"));
    QCOMPARE(log[1].actorKind, std::string("nobody"));
}

void OperationsTest::writesWhatProvidersDo() {
    TenantKit& kit = m_tenant->kit;
    const std::string token = kit.tenant.text() + "." + toBase64Url(crypto::randomBytes(32));
    const wire::NewScimToken body{ScimTokenId::generate(), toBase64Url(crypto::hash(token)), "provider",
                                  wallNow() + std::chrono::hours(24)};
    EXPECT_STATUS(m_client.send({"POST", "/v1/scim-tokens", wire::encode(body)}, &kit.console), 201);
    const Call call{"POST",
                    "/scim/v2/Users",
                    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"provided"})",
                    {{"Authorization", "Bearer " + token}, {"Content-Type", "application/scim+json"}}};
    EXPECT_STATUS(m_client.send(call), 201);
    const auto log = m_tenant->entries("action=scimCreateUser");
    QCOMPARE(log.size(), std::size_t{1});
    QCOMPARE(log[0].actorKind, std::string("provider"));
    QCOMPARE(log[0].actor, body.id.text());
    QCOMPARE(log[0].objectName, std::string("provided"));
}

void OperationsTest::writesARepeatedRequestOnce() {
    const auto user = m_tenant->kit.newUser("twice", "member");
    const std::map<std::string, std::string> key{{"Idempotency-Key", makeUuid()}};
    for (int i = 0; i < 3; ++i) {
        EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(user), key}, &m_tenant->kit.console),
                      201);
    }
    QCOMPARE(m_tenant->entries("object=" + user.id.text()).size(), std::size_t{1});
}

void OperationsTest::filtersTogether_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("isFound");
    QTest::addRow("text in a value") << "action=createUser&q=needle" << true;
    QTest::addRow("text without case") << "q=NEEDLE" << true;
    QTest::addRow("another action") << "action=deleteUser&q=needle" << false;
    QTest::addRow("another outcome") << "q=needle&outcome=refused" << false;
    QTest::addRow("wildcards are letters") << "q=needl%25" << false;
    QTest::addRow("from then on") << "q=needle&from=2020-01-01T00:00:00Z" << true;
    QTest::addRow("before") << "q=needle&to=2020-01-01T00:00:00Z" << false;
    QTest::addRow("of a kind of object") << "q=needle&object_kind=user" << true;
    QTest::addRow("of another kind") << "q=needle&object_kind=device" << false;
}

void OperationsTest::filtersTogether() {
    QFETCH(QString, query);
    QFETCH(bool, isFound);
    static const UserId user = m_tenant->addUser("needle");
    QCOMPARE(!m_tenant->entries(query.toStdString()).empty(), isFound);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/operations?outcome=maybe"}, &m_tenant->kit.console), 422,
                   "validation_failed");
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/operations?cursor=forged"}, &m_tenant->kit.console), 422,
                   "validation_failed");
}

void OperationsTest::pagesHoldEachEntryOnce() {
    std::vector<long long> seen;
    std::string cursor;
    do {
        const Reply reply =
            m_client.send({"GET", "/v1/operations?limit=7&cursor=" + cursor}, &m_tenant->kit.console);
        EXPECT_STATUS(reply, 200);
        const auto page = bodyOf<wire::OperationPage>(reply);
        QVERIFY(page);
        for (const auto& entry : page->items) {
            seen.push_back(entry.seq);
        }
        cursor = page->next.value_or("");
    } while (!cursor.empty());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        QCOMPARE(seen[i], static_cast<long long>(seen.size() - i)); // dense, newest first
    }
}

} // namespace

std::unique_ptr<QObject> makeOperationsTest() {
    return std::make_unique<OperationsTest>();
}

} // namespace kaomon::test

#include "operations_test.moc"
