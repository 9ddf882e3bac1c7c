// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QTest>

#include "contract/api/people_classes.h"
#include "contract/api/scim_provider.h"
#include "wire/group_proposals.h"
#include "wire/groups.h"

namespace kaomon::test {
namespace {

namespace json = boost::json;

std::string bodyOfGroup(const std::string& name, const std::vector<std::string>& members,
                        const std::string& rest);

// Groups of an identity provider: what it wants is kept and shown, what counts is signed.
class ScimGroupsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void life();
    void refusedBodies_data();
    void refusedBodies();
    void patches_data();
    void patches();
    void refusedPatches_data();
    void refusedPatches();
    void filters_data();
    void filters();
    void pagesAndSelection();
    void entityTags();
    void wishesAreNotMembership();
    void refusedWishes();
    void deletedWhilePeopleAreIn();
    void groupsOfTheConsole();
    void otherTenant();
    void manyMembers();

private:
    Reply send(const std::string& method, const std::string& path, const std::string& body = {},
               std::map<std::string, std::string> headers = {}) {
        return m_provider->send(method, path, body, std::move(headers));
    }
    Reply console(const std::string& method, const std::string& path, const std::string& body = {}) {
        return m_client.send({method, path, body}, &m_kit->console);
    }
    [[nodiscard]] std::string newGroup(const std::string& name, const std::vector<std::string>& members = {},
                                       const std::string& rest = {}) {
        return textIn(objectOf(send("POST", "Groups", bodyOfGroup(name, members, rest))), "id");
    }
    [[nodiscard]] std::set<std::string> membersOf(const std::string& group) {
        const json::object resource = objectOf(send("GET", "Groups/" + group));
        std::set<std::string> ids;
        if (const auto* members = resource.if_contains("members")) {
            for (const auto& member : members->as_array()) {
                ids.insert(textIn(member.as_object(), "value"));
            }
        }
        return ids;
    }
    [[nodiscard]] std::vector<wire::GroupProposal> proposals(const std::string& query = {}) {
        auto page = bodyOf<wire::GroupProposalPage>(console("GET", "/v1/group-proposals" + query));
        return page ? page->items : std::vector<wire::GroupProposal>();
    }
    [[nodiscard]] std::optional<wire::GroupProposal> proposalFor(const std::string& user) {
        for (auto& each : proposals()) {
            if (each.user.text() == user) {
                return std::move(each);
            }
        }
        return std::nullopt;
    }
    // An administrator agrees: signs what is wanted.
    Reply agree(const wire::GroupProposal& proposal) {
        return console("PUT", "/v1/policies",
                       wire::encode(m_kit->membership(proposal.user, proposal.wanted, proposal.version + 1)));
    }
    [[nodiscard]] std::vector<GroupId> groupsOf(const std::string& user) {
        const auto read = bodyOf<wire::User>(console("GET", "/v1/users/" + user));
        return read ? read->groups : std::vector<GroupId>();
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::unique_ptr<ScimProvider> m_provider;
    std::vector<std::string> m_users;
};

std::string bodyOfGroup(const std::string& name, const std::vector<std::string>& members,
                        const std::string& rest) {
    json::array list;
    for (const std::string& member : members) {
        list.push_back(json::object{{"value", member}});
    }
    return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":")" + name +
           R"(","members":)" + json::serialize(list) + rest + "}";
}

void ScimGroupsTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client,
                                        m_suite.server.createTenant(QStringLiteral("Scim groups"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_provider = std::make_unique<ScimProvider>(m_client, *m_kit);
    QVERIFY2(m_provider->letIn(), describe(m_kit->lastReply).c_str());
    for (const char* name : {"g.one", "g.two", "g.three"}) {
        m_users.push_back(m_provider->newUser(name));
        QVERIFY(!m_users.back().empty());
    }
}

void ScimGroupsTest::life() {
    const Reply made = send("POST", "Groups", bodyOfGroup("Life", {m_users[0]}, R"(,"externalId":"e1")"));
    EXPECT_STATUS(made, 201);
    const auto group = objectOf(made);
    const std::string id = textIn(group, "id");
    QCOMPARE(made.header("location"), "/scim/v2/Groups/" + id);
    QCOMPARE(textIn(group, "displayName"), std::string("Life"));
    QCOMPARE(textIn(group, "externalId"), std::string("e1"));
    const auto& first = group.at("members").at(0).as_object();
    QCOMPARE(textIn(first, "value"), m_users[0]);
    QCOMPARE(textIn(first, "type"), std::string("User"));
    QCOMPARE(textIn(first, "display"), std::string("g.one"));
    EXPECT_SCIM(send("POST", "Groups", bodyOfGroup("LIFE", {}, "")), 409, "uniqueness");
    const Reply put = send("PUT", "Groups/" + id, R"({"displayName":"Life two"})");
    EXPECT_STATUS(put, 200);
    QVERIFY(!objectOf(put).contains("externalId") && membersOf(id).empty());
    const auto listed = bodyOf<wire::UserGroupList>(console("GET", "/v1/user-groups"));
    QVERIFY(listed && std::ranges::any_of(listed->items, [&](const auto& each) {
                return each.id.text() == id && each.name == "Life two";
            }));
    EXPECT_STATUS(send("DELETE", "Groups/" + id), 204);
    EXPECT_SCIM(send("GET", "Groups/" + id), 404, "");
    EXPECT_STATUS(console("GET", "/v1/user-groups/" + id), 404);
}

void ScimGroupsTest::refusedBodies_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char* name, const QByteArray& body, const char* type) {
        QTest::newRow(name) << body << QByteArray(type);
    };
    row("no name", R"({"members":[]})", "invalidValue");
    row("empty name", R"({"displayName":""})", "invalidValue");
    row("long name", R"({"displayName":")" + QByteArray(201, 'x') + "\"}", "invalidValue");
    row("control character", R"({"displayName":"a\u0007b"})", "invalidValue");
    row("name no text", R"({"displayName":7})", "invalidValue");
    row("long external id", R"({"displayName":"R","externalId":")" + QByteArray(201, 'x') + "\"}",
        "invalidValue");
    row("member no id", R"({"displayName":"R","members":[{"value":"x"}]})", "invalidValue");
    row("member unknown",
        R"({"displayName":"R","members":[{"value":"0193a000-0000-7000-8000-00000000002a"}]})",
        "invalidValue");
    row("nested group",
        R"({"displayName":"R","members":[{"type":"Group","value":"0193a000-0000-7000-8000-00000000002a"}]})",
        "invalidValue");
    row("too many members",
        R"({"displayName":"R","members":[)" + QByteArray(R"({"value":"x"},)").repeated(10'000) +
            R"({"value":"x"}]})",
        "tooMany");
    row("no JSON", "{", "invalidSyntax");
    row("a list", "[]", "invalidSyntax");
}

void ScimGroupsTest::refusedBodies() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    EXPECT_SCIM(send("POST", "Groups", body.toStdString()), 400, type.toStdString());
    QVERIFY(objectOf(send("GET", "Groups?filter=displayName%20eq%20%22R%22")).at("totalResults").as_int64() ==
            0);
}

void ScimGroupsTest::patches_data() {
    QTest::addColumn<QByteArray>("operations"); // %1, %2, %3: the three people
    QTest::addColumn<QByteArray>("members");    // of whom, afterwards
    const auto row = [](const char* name, const char* operations, const char* members) {
        QTest::newRow(name) << QByteArray(operations) << QByteArray(members);
    };
    row("add", R"([{"op":"add","path":"members","value":[{"value":"%2"}]}])", "1 2");
    row("add a single one", R"([{"op":"Add","path":"members","value":{"value":"%3"}}])", "1 3");
    row("add twice", R"([{"op":"add","path":"members","value":[{"value":"%1"},{"value":"%1"}]}])", "1");
    row("add without a path", R"([{"op":"add","value":{"members":[{"value":"%2"}]}}])", "1 2");
    row("replace", R"([{"op":"replace","path":"members","value":[{"value":"%2"},{"value":"%3"}]}])", "2 3");
    row("remove by filter", R"([{"op":"remove","path":"members[value eq \"%1\"]"}])", "");
    row("remove by value", R"([{"op":"remove","path":"members","value":[{"value":"%1"}]}])", "");
    row("remove who is not there", R"([{"op":"remove","path":"members[value eq \"%3\"]"}])", "1");
    row("remove all", R"([{"op":"remove","path":"members"}])", "");
    row("in their order",
        R"([{"op":"remove","path":"members"},{"op":"add","path":"members","value":[{"value":"%3"}]}])", "3");
    row("what is not kept", R"([{"op":"replace","value":{"title":"x"}}])", "1");
}

void ScimGroupsTest::patches() {
    QFETCH(QByteArray, operations);
    QFETCH(QByteArray, members);
    const std::string id = newGroup("Patched", {m_users[0]});
    QVERIFY(!id.empty());
    std::set<std::string> expected;
    for (int i = 0; i < 3; ++i) {
        operations.replace("%" + QByteArray::number(i + 1),
                           QByteArray::fromStdString(m_users[static_cast<std::size_t>(i)]));
        if (members.contains(QByteArray::number(i + 1))) {
            expected.insert(m_users[static_cast<std::size_t>(i)]);
        }
    }
    EXPECT_STATUS(send("PATCH", "Groups/" + id, R"({"Operations":)" + operations.toStdString() + "}"), 200);
    QVERIFY(membersOf(id) == expected);
    EXPECT_STATUS(send("DELETE", "Groups/" + id), 204);
}

void ScimGroupsTest::refusedPatches_data() {
    QTest::addColumn<QByteArray>("operations");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char* name, const char* operations, const char* type) {
        QTest::newRow(name) << QByteArray(operations) << QByteArray(type);
    };
    row("none", "[]", "invalidSyntax");
    row("no name", R"([{"op":"remove","path":"displayName"}])", "mutability");
    row("read only", R"([{"op":"replace","path":"id","value":"x"}])", "mutability");
    row("part of a member", R"([{"op":"replace","path":"members[value eq \"x\"].display","value":"y"}])",
        "mutability");
    row("chosen otherwise", R"([{"op":"remove","path":"members[display eq \"x\"]"}])", "invalidPath");
    row("no such path", R"([{"op":"add","path":"unknown","value":1}])", "invalidPath");
    row("second one wrong",
        R"([{"op":"remove","path":"members"},{"op":"add","path":"members","value":[{"value":"x"}]}])",
        "invalidValue");
    row("unknown person",
        R"([{"op":"remove","path":"members"},
            {"op":"add","path":"members","value":[{"value":"0193a000-0000-7000-8000-00000000002a"}]}])",
        "invalidValue");
}

void ScimGroupsTest::refusedPatches() {
    QFETCH(QByteArray, operations);
    QFETCH(QByteArray, type);
    static const std::string id = newGroup("Refused", {m_users[0]});
    EXPECT_SCIM(send("PATCH", "Groups/" + id, R"({"Operations":)" + operations.toStdString() + "}"), 400,
                type.toStdString());
    QVERIFY(membersOf(id) == std::set<std::string>{m_users[0]}); // all or nothing
}

void ScimGroupsTest::filters_data() {
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char* filter, const char* found) {
        QTest::newRow(filter) << QByteArray(filter) << QByteArray(found);
    };
    row(R"(displayName eq "F ONE")", "F one");
    row(R"(displayName sw "f ")", "F one,F two");
    row(R"(externalId eq "X2")", "F two");
    row(R"(displayName sw "f " and members.value eq "%1")", "F one");
    row(R"(displayName sw "f " and not (members eq "%1"))", "F two");
    row(R"(displayName eq "x' OR '1'='1")", "");
    row(R"(userName eq "x")", "!");
    row(R"(members co "x")", "!");
}

void ScimGroupsTest::filters() {
    static const bool isReady = !newGroup("F one", {m_users[0]}).empty() &&
                                !newGroup("F two", {m_users[1]}, R"(,"externalId":"X2")").empty();
    QVERIFY(isReady);
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, found);
    filter.replace("%1", QByteArray::fromStdString(m_users[0]));
    const Reply reply = send("GET", "Groups?filter=" + filter.toPercentEncoding().toStdString());
    if (found == "!") {
        EXPECT_SCIM(reply, 400, "invalidFilter");
        return;
    }
    EXPECT_STATUS(reply, 200);
    QByteArrayList names;
    const json::object page = objectOf(reply);
    for (const auto& group : page.at("Resources").as_array()) {
        names << QByteArray::fromStdString(textIn(group.as_object(), "displayName"));
    }
    QCOMPARE(names.join(','), found);
}

void ScimGroupsTest::pagesAndSelection() {
    const auto total = objectOf(send("GET", "Groups")).at("totalResults").as_int64();
    QVERIFY(total >= 2);
    std::set<std::string> seen;
    for (std::int64_t start = 1; start <= total; ++start) {
        const auto page = objectOf(
            send("GET", "Groups?count=1&excludedAttributes=members&startIndex=" + std::to_string(start)));
        for (const auto& group : page.at("Resources").as_array()) {
            seen.insert(textIn(group.as_object(), "id"));
            QVERIFY(!group.as_object().contains("members") && group.as_object().contains("displayName"));
        }
    }
    QCOMPARE(static_cast<std::int64_t>(seen.size()), total);
}

void ScimGroupsTest::entityTags() {
    const std::string id = newGroup("Tagged");
    const std::string tag = send("GET", "Groups/" + id).etag();
    const std::string add =
        R"({"Operations":[{"op":"add","path":"members","value":[{"value":")" + m_users[0] + "\"}]}]}";
    EXPECT_STATUS(send("GET", "Groups/" + id, {}, {{"If-None-Match", tag}}), 304);
    const Reply changed = send("PATCH", "Groups/" + id, add, {{"If-Match", tag}});
    EXPECT_STATUS(changed, 200);
    QVERIFY(changed.etag() != tag); // members are part of what the tag is of
    EXPECT_STATUS(send("PATCH", "Groups/" + id, add, {{"If-Match", tag}}), 412);
    EXPECT_STATUS(send("DELETE", "Groups/" + id, {}, {{"If-Match", tag}}), 412);
    EXPECT_STATUS(send("DELETE", "Groups/" + id), 204);
}

// The token of a provider may be stolen: whom it names gets nothing until an administrator signs.
void ScimGroupsTest::wishesAreNotMembership() {
    const std::string user = m_provider->newUser("g.wish");
    const std::string id = newGroup("Wished", {user});
    QVERIFY(membersOf(id) == std::set<std::string>{user}); // the provider reads what it wrote
    QVERIFY(groupsOf(user).empty());
    const auto group = bodyOf<wire::UserGroup>(console("GET", "/v1/user-groups/" + id));
    QCOMPARE(group->members, 0LL);
    const auto proposal = proposalFor(user);
    QVERIFY(proposal && proposal->groups.empty() && proposal->version == 0);
    QCOMPARE(proposal->login, std::string("g.wish"));
    QVERIFY(proposal->wanted == std::vector<GroupId>{GroupId::parse(id).value()});
    EXPECT_STATUS(agree(*proposal), 200);
    QVERIFY(groupsOf(user) == proposal->wanted);
    QVERIFY(!proposalFor(user));
    EXPECT_STATUS(send("PATCH", "Groups/" + id, R"({"Operations":[{"op":"remove","path":"members"}]})"), 200);
    QVERIFY(groupsOf(user) == proposal->wanted); // until it is signed again
    const auto leaving = proposalFor(user);
    QVERIFY(leaving && leaving->wanted.empty() && leaving->version == 1);
    EXPECT_STATUS(agree(*leaving), 200);
    QVERIFY(groupsOf(user).empty() && !proposalFor(user));
}

void ScimGroupsTest::refusedWishes() {
    const std::string one = m_provider->newUser("g.refuse1");
    const std::string two = m_provider->newUser("g.refuse2");
    const std::string id = newGroup("Unwanted", {one, two});
    const auto page = bodyOf<wire::GroupProposalPage>(console("GET", "/v1/group-proposals?limit=1"));
    QVERIFY(page && page->items.size() == 1 && page->next && page->total >= 2);
    QVERIFY(!proposals("?limit=1&cursor=" + *page->next).empty());
    EXPECT_PROBLEM(console("GET", "/v1/group-proposals?cursor=" + *page->next + "x"), 422,
                   "validation_failed");
    const auto refuse = [&](std::vector<UserId> users) {
        return console("POST", "/v1/group-proposals:refuse",
                       wire::encode(wire::GroupProposalRefusal{std::move(users)}));
    };
    EXPECT_STATUS(refuse({UserId::parse(one).value()}), 204);
    QVERIFY(!proposalFor(one) && proposalFor(two));
    QVERIFY(membersOf(id) == std::set<std::string>{two}); // the provider reads that it was refused
    EXPECT_STATUS(refuse({UserId::parse(one).value()}), 204);
    EXPECT_PROBLEM(refuse({}), 422, "validation_failed");
    EXPECT_PROBLEM(refuse(std::vector<UserId>(501, UserId::generate())), 422, "validation_failed");
}

void ScimGroupsTest::deletedWhilePeopleAreIn() {
    const std::string user = m_provider->newUser("g.stays");
    const std::string id = newGroup("Leaving", {user});
    EXPECT_STATUS(agree(*proposalFor(user)), 200);
    EXPECT_STATUS(send("DELETE", "Groups/" + id), 204);
    EXPECT_SCIM(send("GET", "Groups/" + id), 404, "");
    EXPECT_STATUS(console("GET", "/v1/user-groups/" + id), 200); // a signed document names it
    QVERIFY(groupsOf(user).size() == 1);
    const auto leaving = proposalFor(user);
    QVERIFY(leaving && leaving->wanted.empty());
    QCOMPARE(newGroup("leaving", {user}), id); // the provider makes it again: the same group
    QVERIFY(!proposalFor(user));
    EXPECT_STATUS(send("DELETE", "Groups/" + id), 204);
    EXPECT_STATUS(agree(*proposalFor(user)), 200);
    const auto group = bodyOf<wire::UserGroup>(console("GET", "/v1/user-groups/" + id));
    QCOMPARE(group->members, 0LL);
    EXPECT_STATUS(m_client.send({"DELETE",
                                 "/v1/user-groups/" + id,
                                 "",
                                 {{"If-Match", "\"r" + std::to_string(group->rev) + "\""}}},
                                &m_kit->console),
                  204);
}

void ScimGroupsTest::groupsOfTheConsole() {
    const wire::NewGroup own{GroupId::generate(), "Own", ""};
    EXPECT_STATUS(console("POST", "/v1/user-groups", wire::encode(own)), 201);
    const std::string user = m_provider->newUser("g.own");
    EXPECT_STATUS(console("PUT", "/v1/policies",
                          wire::encode(m_kit->membership(UserId::parse(user).value(), {own.id}, 1))),
                  200);
    QVERIFY(membersOf(own.id.text()) == std::set<std::string>{user}); // shown
    const std::string path = "Groups/" + own.id.text();
    EXPECT_STATUS(send("PATCH", path, R"({"Operations":[{"op":"remove","path":"members"}]})"), 403);
    EXPECT_STATUS(send("PUT", path, R"({"displayName":"Mine"})"), 403);
    EXPECT_STATUS(send("DELETE", path), 403);
    EXPECT_SCIM(send("POST", "Groups", R"({"displayName":"own"})"), 409, "uniqueness");
    // a provider's wish leaves the console's group, and its place in the order, alone
    const std::string id = newGroup("A provider's", {user});
    const auto proposal = proposalFor(user);
    QVERIFY(proposal && proposal->wanted == (std::vector<GroupId>{own.id, GroupId::parse(id).value()}));
}

void ScimGroupsTest::otherTenant() {
    const std::string id = newGroup("Mine alone");
    ScimProvider stranger(m_client, *m_suite.other);
    QVERIFY(stranger.letIn());
    EXPECT_STATUS(stranger.send("GET", "Groups/" + id), 404);
    EXPECT_STATUS(stranger.send("DELETE", "Groups/" + id), 404);
    EXPECT_SCIM(stranger.send("POST", "Groups", bodyOfGroup("Theirs", {m_users[0]}, "")), 400,
                "invalidValue");
    QCOMPARE(objectOf(stranger.send("GET", "Groups?filter=displayName%20eq%20%22Mine%20alone%22"))
                 .at("totalResults")
                 .as_int64(),
             0);
}

void ScimGroupsTest::manyMembers() {
    std::vector<std::string> users;
    for (int i = 0; i < 450; ++i) { // more than one statement takes
        users.push_back(m_provider->newUser("many" + std::to_string(i)));
        QVERIFY(!users.back().empty());
    }
    const std::string id = newGroup("Many", users);
    QCOMPARE(membersOf(id).size(), users.size());
    EXPECT_STATUS(send("PUT", "Groups/" + id, bodyOfGroup("Many", {users.begin(), users.begin() + 10}, "")),
                  200);
    QCOMPARE(membersOf(id).size(), std::size_t{10});
}

} // namespace

std::unique_ptr<QObject> makeScimGroupsTest() {
    return std::make_unique<ScimGroupsTest>();
}

} // namespace kaomon::test

#include "scim_groups_test.moc"
