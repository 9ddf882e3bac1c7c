// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <thread>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/people_classes.h"
#include "wire/groups.h"

namespace kaomon::test {
namespace {

// Groups of people, acts on many at once, and many who act at once.
class PeopleActsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void groupsLive();
    void groupRefusals_data();
    void groupRefusals();
    void membershipIsSigned();
    void bulkRowByRow();
    void bulkAllOrNothing();
    void bulkRefusals_data();
    void bulkRefusals();
    void bulkMove();
    void bulkKeepsTheLastOwner();
    void savedFilters();
    void sixteenEditors();
    void twoCreatorsOfOneLogin();

private:
    [[nodiscard]] Reply send(const std::string& method, const std::string& target,
                             const std::string& body = {}, const std::string& etag = {}) {
        Call call{method, target, body};
        if (!etag.empty()) {
            call.headers["If-Match"] = etag;
        }
        return m_client.send(call, &m_kit.console);
    }
    [[nodiscard]] wire::User add(const std::string& login) {
        const auto user = m_kit.newUser(login, "member");
        return bodyOf<wire::User>(send("POST", "/v1/users", wire::encode(user))).value_or(wire::User());
    }
    [[nodiscard]] static std::string pathOf(const wire::User& user, const std::string& rest = {}) {
        return "/v1/users/" + user.id.text() + rest;
    }
    [[nodiscard]] static std::string etagOf(const wire::User& user) {
        return "\"r" + std::to_string(user.rev) + "\"";
    }
    [[nodiscard]] wire::User get(const wire::User& user) {
        return bodyOf<wire::User>(send("GET", pathOf(user))).value_or(wire::User());
    }
    [[nodiscard]] wire::UserGroup addGroup(const std::string& name) {
        const wire::NewGroup group{GroupId::generate(), name, "a note"};
        return bodyOf<wire::UserGroup>(send("POST", "/v1/user-groups", wire::encode(group)))
            .value_or(wire::UserGroup());
    }
    [[nodiscard]] Reply bulk(const std::string& action, const std::vector<wire::BulkRow>& rows,
                             bool allOrNothing = false) {
        return send("POST", "/v1/users:bulk",
                    wire::encode(wire::BulkRequest{action, rows, "spring cleaning", allOrNothing}));
    }
    [[nodiscard]] std::vector<std::string> logins(const std::string& query);

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    wire::UserGroup m_group;
};

void PeopleActsTest::initTestCase() {
    m_group = addGroup("Marketing");
    QVERIFY(!m_group.id.isEmpty());
}

std::vector<std::string> PeopleActsTest::logins(const std::string& query) {
    std::vector<std::string> found;
    std::string target = "/v1/users?limit=2&" + query;
    for (int i = 0; i < 100 && !target.empty(); ++i) {
        const auto page = bodyOf<wire::UserPage>(send("GET", target));
        if (!page) {
            return {"no page"};
        }
        for (const auto& user : page->items) {
            found.push_back(user.login);
        }
        target = page->next ? "/v1/users?limit=2&" + query + "&cursor=" + *page->next : "";
    }
    return found;
}

void PeopleActsTest::groupsLive() {
    const auto group = addGroup("Ｒｅｓｅａｒｃｈ");
    QCOMPARE(group.members, 0);
    const std::string path = "/v1/user-groups/" + group.id.text();
    const std::string etag = send("GET", path).etag();
    EXPECT_PROBLEM(send("PATCH", path, R"({"name":"x"})", "\"r1\""), 412, "stale_revision");
    EXPECT_STATUS(send("PATCH", path, R"({"name":"Development"})", etag), 200);
    const auto list = bodyOf<wire::UserGroupList>(send("GET", "/v1/user-groups"));
    QVERIFY(std::ranges::any_of(list->items, [](const auto& one) { return one.name == "Development"; }));
    EXPECT_STATUS(send("DELETE", path, "", send("GET", path).etag()), 204);
    EXPECT_PROBLEM(send("GET", path), 404, "not_found");
}

void PeopleActsTest::groupRefusals_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("status");
    QTest::newRow("empty") << QByteArray() << 422;
    QTest::newRow("blank") << QByteArray("  ") << 422;
    QTest::newRow("long") << QByteArray(201, 'x') << 422;
    QTest::newRow("control") << QByteArray("a\tb") << 422;
    QTest::newRow("taken") << QByteArray("marketing") << 409;
    QTest::newRow("taken in another width") << QByteArray("Ｍａｒｋｅｔｉｎｇ") << 409;
}

void PeopleActsTest::groupRefusals() {
    QFETCH(QByteArray, name);
    QFETCH(int, status);
    const wire::NewGroup group{GroupId::generate(), name.toStdString(), ""};
    EXPECT_STATUS(send("POST", "/v1/user-groups", wire::encode(group)), status);
}

void PeopleActsTest::membershipIsSigned() {
    const auto user = add("signed.member");
    const auto put = [&](const wire::PolicyDocument& document) {
        return send("PUT", "/v1/policies", wire::encode(document));
    };
    auto forged = m_kit.membership(user.id, {m_group.id}, 1);
    forged.record.back() ^= 1U;
    EXPECT_PROBLEM(put(forged), 422, "policy_unsigned");
    EXPECT_PROBLEM(put(m_kit.membership(user.id, {GroupId::generate()}, 1)), 422, "validation_failed");
    EXPECT_PROBLEM(put(m_kit.membership(user.id, {m_group.id, m_group.id}, 1)), 422, "validation_failed");
    EXPECT_PROBLEM(put(m_kit.membership(UserId::generate(), {}, 1)), 404, "not_found");
    QVERIFY(get(user).groups.empty());
    EXPECT_STATUS(put(m_kit.membership(user.id, {m_group.id}, 1)), 200);
    QVERIFY(get(user).groups == std::vector<GroupId>{m_group.id});
    QVERIFY(get(user).rev > user.rev);
    EXPECT_PROBLEM(put(m_kit.membership(user.id, {}, 1)), 412, "stale_revision");
    const std::string path = "/v1/user-groups/" + m_group.id.text();
    EXPECT_PROBLEM(send("DELETE", path, "", send("GET", path).etag()), 409, "conflict"); // has members
    EXPECT_STATUS(put(m_kit.membership(user.id, {}, 2)), 200);
    QVERIFY(get(user).groups.empty());
}

void PeopleActsTest::bulkRowByRow() {
    const auto a = add("bulk.a");
    const auto b = add("bulk.b");
    const Reply reply = bulk("disable", {{a.id}, {UserId::generate()}, {b.id, b.rev + 1}, {m_kit.owner.id}});
    EXPECT_STATUS(reply, 200);
    const auto result = bodyOf<wire::BulkReply>(reply);
    QVERIFY(result->applied);
    QCOMPARE(result->done, 1);
    QCOMPARE(result->refused, 3);
    QVERIFY(result->items[0].done && result->items[0].user == a.id);
    QCOMPARE(result->items[1].code.value_or(""), std::string("not_found"));
    QCOMPARE(result->items[2].code.value_or(""), std::string("stale_revision"));
    QCOMPARE(result->items[3].code.value_or(""), std::string("last_owner"));
    QCOMPARE(get(a).accountState, std::string("disabled"));
    QCOMPARE(get(b).accountState, std::string("provisional"));
    QCOMPARE(bodyOf<wire::BulkReply>(bulk("enable", {{a.id}}))->done, 1);
    QCOMPARE(get(a).accountState, std::string("provisional"));
    QCOMPARE(bodyOf<wire::BulkReply>(bulk("request_re_enrolment", {{a.id}, {b.id}}))->done, 2);
    QVERIFY(get(b).reEnrolRequestedAt.has_value());
    QCOMPARE(bodyOf<wire::BulkReply>(bulk("delete", {{a.id}, {b.id}}))->done, 2);
    QVERIFY(logins("q=bulk.").empty());
    QCOMPARE(bodyOf<wire::BulkReply>(bulk("restore", {{a.id}, {b.id}, {m_kit.owner.id}}))->done, 2);
    QCOMPARE(logins("q=bulk.").size(), 2U);
}

void PeopleActsTest::bulkAllOrNothing() {
    const auto a = add("whole.a");
    const auto refused = bodyOf<wire::BulkReply>(bulk("disable", {{a.id}, {UserId::generate()}}, true));
    QVERIFY(refused && !refused->applied && !refused->items[0].done);
    QCOMPARE(refused->done, 0);
    QCOMPARE(refused->items[1].code.value_or(""), std::string("not_found"));
    QCOMPARE(get(a).rev, a.rev);
    const auto done = bodyOf<wire::BulkReply>(bulk("disable", {{a.id}}, true));
    QVERIFY(done && done->applied && done->items[0].done);
    QCOMPARE(done->items[0].rev.value_or(0), get(a).rev);
}

void PeopleActsTest::bulkRefusals_data() {
    QTest::addColumn<QString>("action");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("twice");
    QTest::newRow("unknown") << QStringLiteral("promote") << 1 << false;
    QTest::newRow("none") << QStringLiteral("disable") << 0 << false;
    QTest::newRow("501") << QStringLiteral("disable") << 501 << false;
    QTest::newRow("twice") << QStringLiteral("disable") << 2 << true;
}

void PeopleActsTest::bulkRefusals() {
    QFETCH(QString, action);
    QFETCH(int, rows);
    QFETCH(bool, twice);
    const UserId one = UserId::generate();
    std::vector<wire::BulkRow> list;
    for (int i = 0; i < rows; ++i) {
        list.push_back({twice ? one : UserId::generate()});
    }
    EXPECT_PROBLEM(bulk(action.toStdString(), list), 422, "validation_failed");
}

void PeopleActsTest::bulkMove() {
    const auto a = add("move.a");
    const auto b = add("move.b");
    const auto reply = bodyOf<wire::BulkReply>(
        bulk("move", {{a.id, {}, m_kit.membership(a.id, {m_group.id}, 1)},
                      {b.id, {}, m_kit.membership(a.id, {m_group.id}, 2)}, // another's document
                      {m_kit.owner.id}}));
    QCOMPARE(reply->done, 1);
    QCOMPARE(reply->items[1].code.value_or(""), std::string("validation_failed"));
    QCOMPARE(reply->items[2].code.value_or(""), std::string("validation_failed"));
    QVERIFY(get(a).groups == std::vector<GroupId>{m_group.id});
    QVERIFY(get(b).groups.empty());
}

void PeopleActsTest::bulkKeepsTheLastOwner() {
    for (const char* action : {"disable", "delete"}) {
        const auto reply = bodyOf<wire::BulkReply>(bulk(action, {{m_kit.owner.id}}));
        QVERIFY(reply && !reply->applied);
        QCOMPARE(reply->items[0].code.value_or(""), std::string("last_owner"));
    }
}

void PeopleActsTest::savedFilters() {
    const wire::SavedFilter filter{makeUuid(), "users", "No face after a week", "no_face_days=7", true, {}};
    const std::string path = "/v1/saved-filters/" + filter.id;
    EXPECT_STATUS(send("PUT", path, wire::encode(filter)), 200);
    const auto mine = bodyOf<wire::SavedFilterList>(send("GET", "/v1/saved-filters"));
    QVERIFY(mine && mine->items.size() == 1 && mine->items.front().query == filter.query);
    QVERIFY(mine->items.front().owner == m_kit.owner.id);
    const wire::SavedFilter view{makeUuid(), "events", "Refused today", "kind=auth&result=ng&days=1",
                                 false,      {}};
    EXPECT_STATUS(send("PUT", "/v1/saved-filters/" + view.id, wire::encode(view)), 200);
    EXPECT_STATUS(send("DELETE", "/v1/saved-filters/" + view.id, {}), 204);
    Caller other = Caller::console();
    const auto auditor = m_kit.addPerson("filter-auditor", "auditor", nullptr, other);
    QVERIFY(auditor && m_kit.signIn(other, *auditor));
    const auto shared = bodyOf<wire::SavedFilterList>(m_client.send({"GET", "/v1/saved-filters"}, &other));
    QCOMPARE(shared->items.size(), 1U);
    EXPECT_PROBLEM(m_client.send({"PUT", path, wire::encode(filter)}, &other), 404, "not_found");
    EXPECT_PROBLEM(m_client.send({"DELETE", path}, &other), 404, "not_found");
    auto bad = filter;
    bad.resource = "pictures";
    EXPECT_PROBLEM(send("PUT", path, wire::encode(bad)), 422, "validation_failed");
    EXPECT_STATUS(send("DELETE", path), 204);
    EXPECT_PROBLEM(send("DELETE", path), 404, "not_found");
}

// All of them read the same entity tag; the database decides.
void PeopleActsTest::sixteenEditors() {
    constexpr std::size_t kEditors = 16;
    const auto user = add("many.editors");
    std::vector<Reply> replies(kEditors);
    std::vector<std::pair<Call, std::string>> calls;
    for (std::size_t i = 0; i < kEditors; ++i) {
        Call call{"PATCH",
                  pathOf(user),
                  R"({"note":"editor )" + std::to_string(i) + "\"}",
                  {{"If-Match", etagOf(user)}}};
        std::string proof = TestClient::nextProofHeader(call, m_kit.console);
        calls.emplace_back(std::move(call), std::move(proof));
    }
    {
        std::vector<std::jthread> editors;
        for (std::size_t i = 0; i < kEditors; ++i) {
            editors.emplace_back([&, i] {
                TestClient client(m_suite.server.port(), {});
                replies[i] = client.sendWithProof(calls[i].first, calls[i].second, m_kit.console.token);
            });
        }
    }
    std::size_t winners = 0;
    for (const Reply& reply : replies) {
        winners += reply.status == 200 ? 1U : 0U;
        QVERIFY2(reply.status == 200 || reply.code() == "stale_revision", describe(reply).c_str());
    }
    QCOMPARE(winners, 1U);
    QVERIFY(get(user).note.starts_with("editor "));
}

void PeopleActsTest::twoCreatorsOfOneLogin() {
    const std::vector<std::string> spellings{"race.login", "ＲＡＣＥ．ｌｏｇｉｎ", "Race.Login",
                                             "ｒace.login"};
    std::vector<Reply> replies(spellings.size());
    std::vector<std::pair<Call, std::string>> calls;
    for (const std::string& login : spellings) {
        Call call{"POST",
                  "/v1/users",
                  wire::encode(m_kit.newUser(login, "member")),
                  {{"Idempotency-Key", makeUuid()}}};
        std::string proof = TestClient::nextProofHeader(call, m_kit.console);
        calls.emplace_back(std::move(call), std::move(proof));
    }
    {
        std::vector<std::jthread> creators;
        for (std::size_t i = 0; i < calls.size(); ++i) {
            creators.emplace_back([&, i] {
                TestClient client(m_suite.server.port(), {});
                replies[i] = client.sendWithProof(calls[i].first, calls[i].second, m_kit.console.token);
            });
        }
    }
    const auto winners = std::ranges::count(replies, 201, &Reply::status);
    QCOMPARE(winners, 1);
    QCOMPARE(std::ranges::count_if(replies, [](const Reply& r) { return r.code() == "duplicate_login"; }), 3);
}

} // namespace

std::unique_ptr<QObject> makePeopleActsTest() {
    return std::make_unique<PeopleActsTest>();
}

} // namespace kaomon::test

#include "people_acts_test.moc"
