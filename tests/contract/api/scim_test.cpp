// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <boost/json.hpp>

#include "contract/api/scim_provider.h"
#include "contract/api/test_classes.h"

namespace kaomon::test {
namespace {

namespace json = boost::json;

constexpr const char* kMedia = "application/scim+json";

// An identity provider at work in a tenant of its own.
class ScimTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void discovery();
    void life();
    void patches_data();
    void patches();
    void refusesPatches_data();
    void refusesPatches();
    void filters_data();
    void filters();
    void pages();
    void pagesByCursor();
    void duplicates();
    void entityTags();
    void administratorsStay();
    void tokensEnd();
    void otherTenant();
    void onlyScim();
    void endingsAreCapped();

private:
    Reply send(const std::string& method, const std::string& path, const std::string& body = {},
               std::map<std::string, std::string> headers = {});
    [[nodiscard]] std::string newUser(const std::string& name, const std::string& rest = {});
    [[nodiscard]] json::object read(const std::string& id);

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::unique_ptr<ScimProvider> m_provider;
};

void ScimTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Scim"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_provider = std::make_unique<ScimProvider>(m_client, *m_kit);
    QVERIFY2(m_provider->letIn(), describe(m_kit->lastReply).c_str());
}

Reply ScimTest::send(const std::string& method, const std::string& path, const std::string& body,
                     std::map<std::string, std::string> headers) {
    return m_provider->send(method, path, body, std::move(headers));
}

std::string ScimTest::newUser(const std::string& name, const std::string& rest) {
    return m_provider->newUser(name, rest);
}

json::object ScimTest::read(const std::string& id) {
    return objectOf(send("GET", "Users/" + id));
}

void ScimTest::discovery() {
    const auto config = send("GET", "ServiceProviderConfig");
    EXPECT_STATUS(config, 200);
    QCOMPARE(config.header("content-type"), std::string(kMedia));
    QCOMPARE(objectOf(config).at("patch").at("supported").as_bool(), true);
    const auto schemas = objectOf(send("GET", "Schemas"));
    QVERIFY(schemas.at("totalResults").as_int64() >= 1);
    EXPECT_STATUS(send("GET", "Schemas/urn:ietf:params:scim:schemas:core:2.0:User"), 200);
    EXPECT_SCIM(send("GET", "Schemas/urn:x"), 404, "");
    EXPECT_STATUS(send("GET", "ResourceTypes"), 200);
    EXPECT_STATUS(send("GET", "ResourceTypes/User"), 200);
    EXPECT_STATUS(send("GET", "ResourceTypes/Group"), 200);
    QCOMPARE(objectOf(config).at("bulk").at("supported").as_bool(), false);
}

void ScimTest::life() {
    const Reply made =
        send("POST", "Users",
             R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Scim.Taro",
                               "name":{"familyName":"山田","givenName":"太郎"},"externalId":"ext-1",
                               "emails":[{"value":"second@e.org"},{"value":"t@e.org","primary":true}],
                               "active":true,"title":"ignored","password":"ignored"})");
    EXPECT_STATUS(made, 201);
    const auto user = objectOf(made);
    const std::string id = textIn(user, "id");
    QCOMPARE(textIn(user, "userName"), std::string("Scim.Taro"));
    QCOMPARE(textIn(user, "displayName"), std::string("山田 太郎"));
    QCOMPARE(textIn(user, "externalId"), std::string("ext-1"));
    QCOMPARE(std::string(user.at("emails").at(0).at("value").as_string()), std::string("t@e.org"));
    QVERIFY(!user.contains("title") && !user.contains("password"));
    QCOMPARE(made.header("location"), "/scim/v2/Users/" + id);
    const auto seen = bodyOf<wire::User>(m_client.send({"GET", "/v1/users/" + id}, &m_kit->console));
    QVERIFY(seen && seen->role == "member" && seen->accountState == "provisional");
    const Reply put = send("PUT", "Users/" + id, R"({"userName":"scim.taro","displayName":"Taro"})",
                           {{"Content-Type", "application/json"}});
    EXPECT_STATUS(put, 200);
    QVERIFY(!objectOf(put).contains("emails") && !objectOf(put).contains("externalId"));
    EXPECT_SCIM(send("PUT", "Users/" + id, R"({"userName":"owner"})"), 409, "uniqueness");
    EXPECT_STATUS(send("PUT", "Users/" + id, R"({"userName":"scim.renamed","displayName":"Taro"})"), 200);
    QCOMPARE(textIn(read(id), "userName"), std::string("scim.renamed"));
    EXPECT_STATUS(send("DELETE", "Users/" + id), 204);
    EXPECT_SCIM(send("GET", "Users/" + id), 404, "");
    EXPECT_SCIM(send("DELETE", "Users/" + id), 404, "");
}

void ScimTest::patches_data() {
    QTest::addColumn<QByteArray>("operations");
    QTest::addColumn<QByteArray>("attribute");
    QTest::addColumn<QByteArray>("value"); // JSON; empty: gone
    const auto row = [](const char* name, const char* operations, const char* attribute, const char* value) {
        QTest::newRow(name) << QByteArray(operations) << QByteArray(attribute) << QByteArray(value);
    };
    row("replace by path", R"([{"op":"replace","path":"displayName","value":"New"}])", "displayName",
        R"("New")");
    row("without a path", R"([{"op":"Replace","value":{"displayName":"New2","unknown":1}}])", "displayName",
        R"("New2")");
    row("dotted key", R"([{"op":"add","value":{"name.formatted":"New3"}}])", "displayName", R"("New3")");
    row("off", R"([{"op":"replace","path":"active","value":false}])", "active", "false");
    row("off as a word", R"([{"op":"Replace","path":"active","value":"False"}])", "active", "false");
    row("on", R"([{"op":"replace","path":"active","value":true}])", "active", "true");
    row("mail by filter", R"([{"op":"add","path":"emails[type eq \"work\"].value","value":"n@e.org"}])",
        "emails", R"([{"value":"n@e.org","type":"work","primary":true}])");
    row("mail whole", R"([{"op":"replace","path":"emails","value":[{"value":"m@e.org"}]}])", "emails",
        R"([{"value":"m@e.org","type":"work","primary":true}])");
    row("mail away", R"([{"op":"remove","path":"emails"}])", "emails", "");
    row("external id", R"([{"op":"add","path":"externalId","value":"x9"}])", "externalId", R"("x9")");
    row("external id away", R"([{"op":"remove","path":"externalId"}])", "externalId", "");
    row("not kept", R"([{"op":"add","path":"title","value":"Boss"}])", "title", "");
    row("extension",
        R"([{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
           "value":"Sales"}])",
        "department", "");
    row("rename", R"([{"op":"replace","path":"userName","value":"scim.patched"}])", "userName",
        R"("scim.patched")");
    row("two",
        R"([{"op":"add","path":"displayName","value":"A"},{"op":"add","path":"displayName","value":"B"}])",
        "displayName", R"("B")");
}

void ScimTest::patches() {
    QFETCH(QByteArray, operations);
    QFETCH(QByteArray, attribute);
    QFETCH(QByteArray, value);
    static const std::string id = newUser("scim.patch", R"(,"displayName":"Patch")");
    const Reply reply = send("PATCH", "Users/" + id,
                             R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":)" +
                                 operations.toStdString() + "}");
    EXPECT_STATUS(reply, 200);
    const auto user = read(id);
    const auto* found = user.if_contains(attribute.toStdString());
    QCOMPARE(found == nullptr, value.isEmpty());
    if (found != nullptr) {
        QCOMPARE(QByteArray::fromStdString(json::serialize(*found)), value);
    }
}

void ScimTest::refusesPatches_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char* name, const char* operations, const char* type) {
        QTest::newRow(name) << QByteArray(R"({"Operations":)") + operations + "}" << QByteArray(type);
    };
    row("none", "[]", "invalidSyntax");
    row("no list", "{}", "invalidSyntax");
    row("no operation", R"([{"op":"move","path":"active"}])", "invalidSyntax");
    row("no value", R"([{"op":"replace","path":"active"}])", "invalidValue");
    row("wrong type", R"([{"op":"replace","path":"active","value":"maybe"}])", "invalidValue");
    row("no such path", R"([{"op":"replace","path":"unknown","value":1}])", "invalidPath");
    row("broken path", R"([{"op":"replace","path":"emails[","value":1}])", "invalidPath");
    row("read only", R"([{"op":"replace","path":"id","value":"x"}])", "mutability");
    row("no login", R"([{"op":"replace","path":"userName","value":"a b"}])", "invalidValue");
    row("needed", R"([{"op":"remove","path":"displayName"}])", "mutability");
    row("remove nothing", R"([{"op":"remove"}])", "noTarget");
    row("empty name", R"([{"op":"replace","path":"displayName","value":""}])", "invalidValue");
    row("control character", R"([{"op":"replace","path":"displayName","value":"a\u0000b"}])", "invalidValue");
    row("no address", R"([{"op":"replace","path":"emails","value":[{"value":"x"}]}])", "invalidValue");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("invalidSyntax");
    QTest::newRow("deep JSON") << QByteArray(50, '[') + QByteArray(50, ']') << QByteArray("invalidSyntax");
}

void ScimTest::refusesPatches() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    static const std::string id = newUser("scim.refuse");
    const std::string before = json::serialize(read(id));
    EXPECT_SCIM(send("PATCH", "Users/" + id, body.toStdString()), 400, type.toStdString());
    QCOMPARE(json::serialize(read(id)), before);
}

void ScimTest::filters_data() {
    QTest::addColumn<QByteArray>("filter"); // % and space are encoded below
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char* filter, const char* found) {
        QTest::newRow(filter) << QByteArray(filter) << QByteArray(found);
    };
    row(R"(userName eq "F.ONE")", "f.one");
    row(R"(userName eq "ｆ．ｏｎｅ")", "f.one");
    row(R"(userName sw "f.")", "f.one f.two f.three_");
    row(R"(userName sw "f.t" and not (userName ew "o"))", "f.three_");
    row(R"(displayName co "NE T" or displayName eq "Two")", "f.one f.two");
    row(R"(userName co "_")", "f.three_"); // a wildcard of SQL means itself
    row(R"(userName co "%")", "");
    row(R"(userName sw "f." and emails pr)", "f.two");
    row(R"(emails.value eq "TWO@e.org")", "f.two");
    row(R"(externalId eq "E3")", "f.three_");
    row(R"(userName sw "f." and externalId eq null)", "f.one f.two");
    row(R"(active eq false and userName sw "f.")", "f.two");
    row(R"(userName eq "x' OR '1'='1")", "");
    row(R"(title eq "x")", "!");
    row(R"(active co "t")", "!");
    row(R"(userName eq)", "!");
}

void ScimTest::filters() {
    static const bool isReady =
        !newUser("f.one", R"(,"displayName":"One Tree")").empty() &&
        !newUser("f.two", R"(,"displayName":"Two","active":false,"emails":[{"value":"two@e.org"}])")
             .empty() &&
        !newUser("f.three_", R"(,"displayName":"Three","externalId":"E3")").empty();
    QVERIFY(isReady);
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, found);
    const Reply reply = send("GET", "Users?filter=" + filter.toPercentEncoding().toStdString());
    if (found == "!") {
        EXPECT_SCIM(reply, 400, "invalidFilter");
        return;
    }
    EXPECT_STATUS(reply, 200);
    QList<QByteArray> names;
    const json::object page = objectOf(reply);
    for (const auto& user : page.at("Resources").as_array()) {
        names << QByteArray::fromStdString(textIn(user.as_object(), "userName"));
    }
    auto expected = found.split(' ');
    expected.removeAll({});
    std::sort(names.begin(), names.end());
    std::sort(expected.begin(), expected.end());
    QCOMPARE(names, expected);
}

void ScimTest::pages() {
    const auto all = objectOf(send("GET", "Users"));
    const auto total = all.at("totalResults").as_int64();
    QVERIFY(total >= 4);
    QStringList seen;
    for (std::int64_t start = 1; start <= total; start += 2) {
        const auto page =
            objectOf(send("GET", "Users?attributes=userName&count=2&startIndex=" + std::to_string(start)));
        QCOMPARE(page.at("startIndex").as_int64(), start);
        QCOMPARE(page.at("totalResults").as_int64(), total);
        for (const auto& user : page.at("Resources").as_array()) {
            seen << QString::fromStdString(textIn(user.as_object(), "userName"));
            QVERIFY(!user.as_object().contains("displayName") && user.as_object().contains("id"));
        }
    }
    QCOMPARE(seen.size(), total);
    QCOMPARE(seen.removeDuplicates(), 0);
    QCOMPARE(objectOf(send("GET", "Users?count=0")).at("Resources").as_array().size(), std::size_t{0});
    QCOMPARE(objectOf(send("GET", "Users?startIndex=-5&count=-1")).at("startIndex").as_int64(), 1);
    QVERIFY(objectOf(send("GET", "Users?count=100000")).at("itemsPerPage").as_int64() <= 200);
}

// RFC 9865: nobody is lost or told twice, though people come and go between the pages.
void ScimTest::pagesByCursor() {
    for (const char* name : {"cursor.p1", "cursor.p2", "cursor.p3", "cursor.p4"}) {
        QVERIFY(!newUser(name).empty());
    }
    const std::string filter = "filter=userName%20sw%20%22cursor.p%22&attributes=userName&count=2&cursor=";
    auto page = objectOf(send("GET", "Users?" + filter));
    QVERIFY(!page.contains("startIndex"));
    QStringList seen;
    const auto note = [&] {
        for (const auto& user : page.at("Resources").as_array()) {
            seen << QString::fromStdString(textIn(user.as_object(), "userName"));
        }
    };
    note();
    QVERIFY(!newUser("cursor.p0").empty()); // before what was told: by place, cursor.p2 would come again
    QVERIFY(!newUser("cursor.p5").empty());
    const std::string second = textIn(page, "nextCursor");
    QVERIFY(!second.empty());
    for (std::string cursor = second; !cursor.empty();) {
        page = objectOf(send("GET", "Users?" + filter + cursor));
        note();
        cursor = page.contains("nextCursor") ? textIn(page, "nextCursor") : std::string();
    }
    QCOMPARE(seen, (QStringList{QStringLiteral("cursor.p1"), QStringLiteral("cursor.p2"),
                                QStringLiteral("cursor.p3"), QStringLiteral("cursor.p4"),
                                QStringLiteral("cursor.p5")}));
    EXPECT_SCIM(send("GET", "Users?cursor=" + second), 400, "invalidCursor"); // of another filter
    EXPECT_SCIM(send("GET", "Groups?cursor=" + second), 400, "invalidCursor");
    EXPECT_SCIM(send("GET", "Users?cursor=made-up"), 400, "invalidCursor");
    const auto groups = objectOf(send("GET", "Groups?count=200&cursor="));
    QVERIFY(!groups.contains("nextCursor"));
    QCOMPARE(static_cast<std::int64_t>(groups.at("Resources").as_array().size()),
             groups.at("totalResults").as_int64());
    const auto config = objectOf(send("GET", "ServiceProviderConfig"));
    QCOMPARE(config.at("pagination").at("cursor").as_bool(), true);
}

void ScimTest::duplicates() {
    QVERIFY(!newUser("scim.twice").empty());
    EXPECT_SCIM(send("POST", "Users", R"({"userName":"SCIM.TWICE"})"), 409, "uniqueness");
    EXPECT_SCIM(send("POST", "Users", R"({"userName":"a b"})"), 400, "invalidValue");
    EXPECT_SCIM(send("POST", "Users", R"({"displayName":"x"})"), 400, "invalidValue");
    EXPECT_SCIM(send("POST", "Users", R"(["x"])"), 400, "invalidSyntax");
    EXPECT_STATUS(send("POST", "Users", "{}", {{"Content-Type", "text/plain"}}), 415);
    EXPECT_STATUS(send("POST", "Users", R"({"userName":")" + std::string(70000, 'x') + "\"}"), 413);
}

void ScimTest::entityTags() {
    const std::string id = newUser("scim.etag");
    const std::string tag = send("GET", "Users/" + id).etag();
    const std::string body = R"({"Operations":[{"op":"replace","path":"displayName","value":"E"}]})";
    EXPECT_STATUS(send("GET", "Users/" + id, {}, {{"If-None-Match", tag}}), 304);
    const Reply changed = send("PATCH", "Users/" + id, body, {{"If-Match", tag}});
    EXPECT_STATUS(changed, 200);
    QVERIFY(changed.etag() != tag);
    QCOMPARE(textIn(objectOf(changed).at("meta").as_object(), "version"), changed.etag());
    EXPECT_STATUS(send("PATCH", "Users/" + id, body, {{"If-Match", tag}}), 412);
    QCOMPARE(send("PATCH", "Users/" + id, body).etag(), changed.etag()); // nothing to change
}

void ScimTest::administratorsStay() {
    const std::string path = "Users/" + m_kit->owner.id.text();
    EXPECT_STATUS(send("GET", path), 200);
    EXPECT_STATUS(send("PATCH", path, R"({"Operations":[{"op":"replace","path":"active","value":false}]})"),
                  403);
    EXPECT_STATUS(send("DELETE", path), 403);
}

void ScimTest::tokensEnd() {
    ScimProvider ended(m_client, *m_kit);
    QVERIFY2(ended.letIn(), describe(m_kit->lastReply).c_str());
    wire::NewScimToken made = ended.token();
    const std::map<std::string, std::string> header{{"Authorization", ended.authorization()}};
    EXPECT_STATUS(send("GET", "Users", {}, header), 200);
    EXPECT_STATUS(m_client.send({"DELETE", "/v1/scim-tokens/" + made.id.text()}, &m_kit->console), 204);
    EXPECT_STATUS(send("GET", "Users", {}, header), 401);
    EXPECT_STATUS(send("GET", "Users", {}, {{"Authorization", ""}}), 401);
    EXPECT_STATUS(send("GET", "Users", {}, {{"Authorization", m_provider->authorization() + "x"}}), 401);
    EXPECT_STATUS(send("GET", "Users", {}, {{"Authorization", "Bearer " + m_kit->console.token}}), 401);
    const auto list = bodyOf<wire::ScimTokenList>(m_client.send({"GET", "/v1/scim-tokens"}, &m_kit->console));
    QVERIFY(list && list->items.size() == 2);
    QCOMPARE(list->items.back().state, std::string("revoked"));
    QVERIFY(list->items.front().lastUsedAt.has_value());
    made.id = ScimTokenId::generate();
    made.expiresAt = wallNow() + std::chrono::hours(24 * 500);
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/scim-tokens", wire::encode(made)}, &m_kit->console), 422,
                   "validation_failed");
}

void ScimTest::otherTenant() {
    const std::string id = newUser("scim.mine");
    ScimProvider stranger(m_client, *m_suite.other);
    QVERIFY(stranger.letIn());
    const std::map<std::string, std::string> header{{"Authorization", stranger.authorization()}};
    EXPECT_STATUS(send("GET", "Users/" + id, {}, header), 404);
    EXPECT_STATUS(send("DELETE", "Users/" + id, {}, header), 404);
    QCOMPARE(objectOf(send("GET", "Users?filter=userName%20eq%20%22scim.mine%22", {}, header))
                 .at("totalResults")
                 .as_int64(),
             0);
}

void ScimTest::onlyScim() {
    for (const char* path : {"/v1/users", "/v1/imports", "/v1/scim-tokens", "/v1/key-seals"}) {
        EXPECT_STATUS(m_client.send({"GET", path, "", {{"Authorization", m_provider->authorization()}}}),
                      401);
    }
    // and a person's session reaches nothing of SCIM
    EXPECT_STATUS(m_client.send({"GET", "/scim/v2/Users"}, &m_kit->console), 401);
}

void ScimTest::endingsAreCapped() {
    int ended = 0;
    Reply reply;
    for (int i = 0; i < 12; ++i) {
        reply = send("DELETE", "Users/" + newUser("scim.cap" + std::to_string(i)));
        ended += reply.status == 204 ? 1 : 0;
    }
    EXPECT_STATUS(reply, 403);
    QVERIFY(ended <= 10);
}

} // namespace

std::unique_ptr<QObject> makeScimTest() {
    return std::make_unique<ScimTest>();
}

} // namespace kaomon::test

#include "scim_test.moc"
