// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/groups.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;

// Users as administrators work with them: names, states, lists, coming and going.
class PeopleTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void renameKeepsTheOldLogin();
    void sameLoginInAnotherWidth_data();
    void sameLoginInAnotherWidth();
    void badFields_data();
    void badFields();
    void validityClosesAndOpens();
    void deleteAndRestore();
    void restoreOfNobody();
    void reEnrolmentIsAsked();
    void listFilters_data();
    void listFilters();
    void listOrder_data();
    void listOrder();
    void cursorOfAnotherOrder();

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
    [[nodiscard]] Reply patch(const wire::User& user, const wire::UserPatch& change) {
        return send("PATCH", pathOf(user), wire::encode(change), etagOf(get(user)));
    }
    [[nodiscard]] wire::UserGroup addGroup(const std::string& name) {
        const wire::NewGroup group{GroupId::generate(), name, "a note"};
        return bodyOf<wire::UserGroup>(send("POST", "/v1/user-groups", wire::encode(group)))
            .value_or(wire::UserGroup());
    }
    [[nodiscard]] std::vector<std::string> logins(const std::string& query);

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    wire::UserGroup m_group;
};

void PeopleTest::initTestCase() {
    m_group = addGroup("Sales");
    QVERIFY(!m_group.id.isEmpty());
}

std::vector<std::string> PeopleTest::logins(const std::string& query) {
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

void PeopleTest::renameKeepsTheOldLogin() {
    const auto user = add("rename.before");
    wire::UserPatch change;
    change.login = "Rename.After";
    const Reply renamed = patch(user, change);
    EXPECT_STATUS(renamed, 200);
    const auto now = bodyOf<wire::User>(renamed);
    QCOMPARE(now->login, std::string("Rename.After"));
    QVERIFY(now->earlierLogins == std::vector<std::string>{"rename.before"});
    const auto thief = m_kit.newUser("RENAME.before", "member");
    EXPECT_PROBLEM(send("POST", "/v1/users", wire::encode(thief)), 409, "duplicate_login");
    change.login = "rename.before"; // back to the old one: his own alias is free for him
    EXPECT_STATUS(patch(user, change), 200);
    QVERIFY(get(user).earlierLogins == std::vector<std::string>{"Rename.After"});
    change.login = "RENAME.BEFORE"; // the same login, written otherwise
    EXPECT_STATUS(patch(user, change), 200);
    QCOMPARE(get(user).earlierLogins->size(), 1U);
    const auto other = add("rename.other");
    change.login = "rename.after";
    EXPECT_PROBLEM(patch(other, change), 409, "duplicate_login");
    change.login = "no spaces please";
    EXPECT_PROBLEM(patch(other, change), 422, "validation_failed");
}

void PeopleTest::sameLoginInAnotherWidth_data() {
    QTest::addColumn<QString>("login");
    QTest::newRow("case") << QStringLiteral("WIDTH.Hanako");
    QTest::newRow("full width") << QStringLiteral("ｗｉｄｔｈ．ｈａｎａｋｏ");
    QTest::newRow("both") << QStringLiteral("ＷＩＤＴＨ.Hanako");
}

void PeopleTest::sameLoginInAnotherWidth() {
    QFETCH(QString, login);
    (void)add("width.hanako");
    const auto twin = m_kit.newUser(login.toStdString(), "member");
    EXPECT_PROBLEM(send("POST", "/v1/users", wire::encode(twin)), 409, "duplicate_login");
}

void PeopleTest::badFields_data() {
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("pointer");
    QTest::newRow("no name") << QByteArray(R"({"display_name":""})") << QByteArray("/display_name");
    QTest::newRow("long name") << QByteArray(R"({"display_name":")" + QByteArray(201, 'x') + R"("})")
                               << QByteArray("/display_name");
    QTest::newRow("nul") << QByteArray(R"({"kana":"a\u0000b"})") << QByteArray("/kana");
    QTest::newRow("line feed") << QByteArray(R"({"mail":"a@b\n.example"})") << QByteArray("/mail");
    QTest::newRow("no mail") << QByteArray(R"({"mail":"nobody"})") << QByteArray("/mail");
    QTest::newRow("long note") << QByteArray(R"({"note":")" + QByteArray(2001, 'x') + R"("})")
                               << QByteArray("/note");
    QTest::newRow("state") << QByteArray(R"({"account_state":"deleting"})") << QByteArray("/account_state");
    QTest::newRow("turned round")
        << QByteArray(R"({"valid_from":"2027-01-02T00:00:00Z","valid_to":"2027-01-01T00:00:00Z"})")
        << QByteArray("/valid_to");
    QTest::newRow("clear") << QByteArray(R"({"clear":["role"]})") << QByteArray("/clear");
    QTest::newRow("role") << QByteArray(R"({"role":"owner"})") << QByteArray("/");
}

void PeopleTest::badFields() {
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, pointer);
    const auto user = add("bad.fields." + std::to_string(qHash(patch)));
    const Reply reply = send("PATCH", pathOf(user), patch.toStdString(), etagOf(user));
    EXPECT_PROBLEM(reply, 422, "validation_failed");
    QVERIFY2(reply.body.find("\"" + pointer.toStdString() + "\"") != std::string::npos, reply.body.c_str());
    QCOMPARE(get(user).rev, user.rev);
}

void PeopleTest::validityClosesAndOpens() {
    Caller caller = Caller::console();
    auto person = m_kit.addPerson("valid.auditor", "auditor", nullptr, caller);
    QVERIFY2(person, describe(m_kit.lastReply).c_str());
    QVERIFY(m_kit.signIn(caller, *person));
    wire::User user;
    user.id = person->id;
    QCOMPARE(get(user).accountState, std::string("active"));
    wire::UserPatch change;
    change.validTo = wallNow() - hours(1);
    EXPECT_STATUS(patch(user, change), 200);
    QCOMPARE(get(user).accountState, std::string("expired"));
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &caller), 401);
    QVERIFY(!m_kit.signIn(caller, *person));
    EXPECT_PROBLEM(m_kit.lastReply, 401, "login_failed");
    change.validTo.reset();
    change.clear = {"valid_to"};
    change.validFrom = wallNow() + hours(1);
    EXPECT_STATUS(patch(user, change), 200);
    QCOMPARE(get(user).accountState, std::string("provisional"));
    QVERIFY(!m_kit.signIn(caller, *person));
    change.validFrom.reset();
    change.clear = {"valid_from"};
    EXPECT_STATUS(patch(user, change), 200);
    QCOMPARE(get(user).accountState, std::string("active"));
    QVERIFY2(m_kit.signIn(caller, *person), describe(m_kit.lastReply).c_str());
}

void PeopleTest::deleteAndRestore() {
    const auto user = add("back.again");
    EXPECT_STATUS(send("DELETE", pathOf(user), "", etagOf(user)), 204);
    EXPECT_PROBLEM(send("GET", pathOf(user)), 404, "not_found");
    QVERIFY(logins("q=back.again").empty());
    const auto page = bodyOf<wire::UserPage>(send("GET", "/v1/users?state=deleting&q=back.again"));
    QCOMPARE(page->items.size(), 1U);
    QCOMPARE(page->items.front().accountState, std::string("deleting"));
    QVERIFY(page->items.front().deletedAt.has_value());
    const auto restored = bodyOf<wire::User>(send("POST", pathOf(user, ":restore")));
    QVERIFY(restored && !restored->deletedAt);
    QCOMPARE(restored->login, user.login);
    QCOMPARE(restored->accountState, std::string("provisional"));
    QVERIFY(restored->rev > user.rev);
    EXPECT_PROBLEM(send("POST", pathOf(user, ":restore")), 404, "not_found");
}

void PeopleTest::restoreOfNobody() {
    EXPECT_PROBLEM(send("POST", "/v1/users/" + makeUuid() + ":restore"), 404, "not_found");
    EXPECT_PROBLEM(send("POST", "/v1/users/x:restore"), 404, "not_found");
}

void PeopleTest::reEnrolmentIsAsked() {
    const auto user = add("new.pictures");
    const std::string target = pathOf(user, ":request-re-enrolment");
    const Reply asked = send("POST", target, R"({"reason":"new glasses"})");
    EXPECT_STATUS(asked, 200);
    QVERIFY(bodyOf<wire::User>(asked)->reEnrolRequestedAt.has_value());
    QCOMPARE(bodyOf<wire::User>(asked)->faceState, std::string("none")); // nothing to replace yet
    EXPECT_PROBLEM(send("POST", target, R"({"reason":")" + std::string(501, 'x') + "\"}"), 422,
                   "validation_failed");
}

void PeopleTest::listFilters_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected"); // logins of this test's people, by login
    QTest::newRow("all") << QStringLiteral("q=filter.") << QStringLiteral("filter.a filter.b filter.c");
    QTest::newRow("disabled") << QStringLiteral("q=filter.&state=disabled") << QStringLiteral("filter.b");
    QTest::newRow("provisional") << QStringLiteral("q=filter.&state=provisional")
                                 << QStringLiteral("filter.a filter.c");
    QTest::newRow("no face") << QStringLiteral("q=filter.&face=none")
                             << QStringLiteral("filter.a filter.b filter.c");
    QTest::newRow("a face") << QStringLiteral("q=filter.&face=enrolled") << QString();
    QTest::newRow("group") << QStringLiteral("q=filter.&group=G") << QStringLiteral("filter.c");
    QTest::newRow("enabled without a face")
        << QStringLiteral("q=filter.&no_face_days=0") << QStringLiteral("filter.a filter.c");
    QTest::newRow("for a week") << QStringLiteral("q=filter.&no_face_days=7") << QString();
    QTest::newRow("role") << QStringLiteral("q=filter.&role=owner") << QString();
    QTest::newRow("kana") << QStringLiteral("q=%E3%83%95%E3%82%A3") << QStringLiteral("filter.a");
    QTest::newRow("wildcards are letters") << QStringLiteral("q=filter_a") << QString();
    QTest::newRow("bad state") << QStringLiteral("state=happy") << QStringLiteral("no page");
    QTest::newRow("bad face") << QStringLiteral("face=happy") << QStringLiteral("no page");
    QTest::newRow("bad group") << QStringLiteral("group=G1") << QStringLiteral("no page");
    QTest::newRow("a face of another model")
        << QStringLiteral("q=filter.&face_model=registry/nobodys-1") << QString();
    QTest::newRow("too long a model")
        << QStringLiteral("face_model=") + QString(201, QLatin1Char('m')) << QStringLiteral("no page");
    QTest::newRow("bad days") << QStringLiteral("no_face_days=-1") << QStringLiteral("no page");
    QTest::newRow("bad order") << QStringLiteral("sort=-") << QStringLiteral("no page");
    if (!logins("q=filter.").empty()) {
        return;
    }
    const auto a = add("filter.a");
    const auto b = add("filter.b");
    const auto c = add("filter.c");
    wire::UserPatch change;
    change.kana = "フィ";
    QCOMPARE(patch(a, change).status, 200);
    QCOMPARE(
        patch(b, {.displayName = {}, .kana = {}, .mail = {}, .note = {}, .accountState = "disabled"}).status,
        200);
    QCOMPARE(send("PUT", "/v1/policies", wire::encode(m_kit.membership(c.id, {m_group.id}, 1))).status, 200);
}

void PeopleTest::listFilters() {
    QFETCH(QString, query);
    QFETCH(QString, expected);
    query.replace(QStringLiteral("group=G"),
                  QStringLiteral("group=") + QString::fromStdString(m_group.id.text()));
    QString found;
    for (const std::string& login : logins(query.toStdString())) {
        found += (found.isEmpty() ? QString() : QStringLiteral(" ")) + QString::fromStdString(login);
    }
    QCOMPARE(found, expected);
}

void PeopleTest::listOrder_data() {
    QTest::addColumn<QString>("sort");
    QTest::addColumn<QString>("expected");
    QTest::newRow("login") << QStringLiteral("login") << QStringLiteral("order.a order.b order.c");
    QTest::newRow("login back") << QStringLiteral("-login") << QStringLiteral("order.c order.b order.a");
    QTest::newRow("name") << QStringLiteral("name") << QStringLiteral("order.c order.a order.b");
    QTest::newRow("name back") << QStringLiteral("-name") << QStringLiteral("order.b order.a order.c");
    QTest::newRow("changed") << QStringLiteral("changed") << QStringLiteral("order.b order.c order.a");
    QTest::newRow("changed back") << QStringLiteral("-changed") << QStringLiteral("order.a order.c order.b");
    if (!logins("q=order.").empty()) {
        return;
    }
    std::map<std::string, wire::User> users;
    for (const char* login : {"order.a", "order.b", "order.c"}) {
        users[login] = add(login);
    }
    for (const auto& [login, name] : std::vector<std::pair<std::string, std::string>>{
             {"order.b", "Same"}, {"order.c", "First"}, {"order.a", "Same"}}) {
        wire::UserPatch change;
        change.displayName = name;
        QCOMPARE(patch(users[login], change).status, 200);
    }
}

void PeopleTest::listOrder() {
    QFETCH(QString, sort);
    QFETCH(QString, expected);
    QString found;
    for (const std::string& login : logins("q=order.&sort=" + sort.toStdString())) {
        found += (found.isEmpty() ? QString() : QStringLiteral(" ")) + QString::fromStdString(login);
    }
    QCOMPARE(found, expected);
}

void PeopleTest::cursorOfAnotherOrder() {
    const auto page = bodyOf<wire::UserPage>(send("GET", "/v1/users?limit=1"));
    QVERIFY(page && page->next);
    EXPECT_PROBLEM(send("GET", "/v1/users?limit=1&sort=name&cursor=" + *page->next), 422,
                   "validation_failed");
}

} // namespace

std::unique_ptr<QObject> makePeopleTest() {
    return std::make_unique<PeopleTest>();
}

} // namespace kaomon::test

#include "people_test.moc"
