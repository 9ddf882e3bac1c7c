// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QTest>

#include "contract/api/settings_bench.h"
#include "contract/api/test_classes.h"
#include "wire/groups.h"

namespace kaomon::test {
namespace {

using wire::SettingsBody;
using wire::SettingValue;

// What settings documents mean: for whom, by whom, and for the server itself.
class SettingsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void registry();
    void lockedValues();
    void explains();
    void previews();
    void groups();
    void sessionLimits();
    void lifeOfOneTimePasswords();
    void wrongRoles_data();
    void wrongRoles();

private:
    SettingsBench m_bench;
};

void SettingsTest::initTestCase() {
    QVERIFY2(m_bench.setUp("settings"), describe(m_bench.kit.lastReply).c_str());
}

void SettingsTest::cleanupTestCase() {
    QVERIFY2(m_bench.tearDown(), describe(m_bench.kit.lastReply).c_str());
}

void SettingsTest::registry() {
    const auto reply = m_bench.get("/v1/settings/registry");
    EXPECT_STATUS(reply, 200);
    const auto table = bodyOf<wire::SettingsTable>(reply);
    QVERIFY(table && table->items.size() >= 90);
    std::set<std::string> sections(table->sections.begin(), table->sections.end());
    for (const auto& row : table->items) {
        QVERIFY2(sections.contains(row.section), row.name.c_str());
    }
    const auto row = std::ranges::find(table->items, "pw_min", &wire::SettingDescription::name);
    QVERIFY(row != table->items.end());
    QCOMPARE(row->type, std::string("int"));
    QCOMPARE(row->defaultValue, std::string("12"));
    QCOMPARE(row->minimum, 8.0);
    QCOMPARE(row->maximum, 128.0);
    QCOMPARE(row->scopes, std::vector<std::string>{"tenant"});
    QVERIFY(!row->lockable && row->obeyed);
    const auto level = std::ranges::find(table->items, "match_level", &wire::SettingDescription::name);
    QCOMPARE(level->choices.size(), std::size_t(3));
    QVERIFY(level->lockable);
}

void SettingsTest::lockedValues() {
    EXPECT_STATUS(m_bench.say(m_bench.userScope(), {.settings = {{"match_attempts", "4"}}}), 200);
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_attempts", "2", true}}}), 200);
    const std::string query = "?user=" + m_bench.member->id.text();
    auto attempts = m_bench.explained(query, "match_attempts");
    QCOMPARE(attempts.value, std::string("2")); // what was said before the lock does not count
    QCOMPARE(attempts.source, std::string("tenant"));
    QVERIFY(attempts.locked);
    QCOMPARE(attempts.overruled.size(), std::size_t(1));
    QCOMPARE(attempts.overruled.front().scope, m_bench.userScope());
    QCOMPARE(attempts.overruled.front().value, std::string("4"));
    EXPECT_PROBLEM(m_bench.say(m_bench.userScope(), {.settings = {{"match_attempts", "5"}}}), 409,
                   "conflict");
    EXPECT_PROBLEM(m_bench.say(m_bench.pcScope(), {.settings = {{"match_attempts", "5"}}}), 409, "conflict");
    EXPECT_STATUS(m_bench.say(m_bench.userScope(), {.settings = {{"match_attempts", "2"}}}), 200);
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_attempts", "2"}}}), 200);
    EXPECT_STATUS(m_bench.say(m_bench.userScope(), {.settings = {{"match_attempts", "5"}}}), 200);
    attempts = m_bench.explained(query, "match_attempts");
    QCOMPARE(attempts.value, std::string("5"));
    QVERIFY(!attempts.locked);
}

void SettingsTest::explains() {
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_timeout_s", "7"}, {"min_luma", "30"}}}), 200);
    EXPECT_STATUS(m_bench.say(m_bench.userScope(), {.settings = {{"match_timeout_s", "8"}}}), 200);
    EXPECT_STATUS(m_bench.say(m_bench.pcScope(), {.settings = {{"match_timeout_s", "9"}}}), 200);
    const std::string user = "user=" + m_bench.member->id.text();
    const std::string device = "device=" + m_bench.pc->id.text();
    QCOMPARE(m_bench.explained("", "match_timeout_s").value, std::string("7"));
    QCOMPARE(m_bench.explained("?" + user, "match_timeout_s").value, std::string("8"));
    QCOMPARE(m_bench.explained("?" + device, "match_timeout_s").value, std::string("9"));
    const auto both = m_bench.explained("?" + user + "&" + device, "match_timeout_s");
    QCOMPARE(both.value, std::string("9"));
    QCOMPARE(both.source, m_bench.pcScope());
    QCOMPARE(both.setBy, std::optional(m_bench.kit.owner.id.text()));
    QCOMPARE(both.setByLogin, std::optional(m_bench.kit.owner.login));
    QCOMPARE(both.version, std::optional(m_bench.versionOf(m_bench.pcScope())));
    QVERIFY(both.setAt && wallNow() - *both.setAt < std::chrono::minutes(5));
    QCOMPARE(both.overruled.size(), std::size_t(2));
    QCOMPARE(m_bench.explained("?" + user, "min_luma").source, std::string("tenant"));
    const auto plain = m_bench.explained("?" + user, "pw_min");
    QCOMPARE(plain.source, std::string("default"));
    QVERIFY(!plain.setBy && !plain.setAt);
    EXPECT_PROBLEM(m_bench.get("/v1/settings/explain?user=" + makeUuid()), 404, "not_found");
    EXPECT_PROBLEM(m_bench.get("/v1/settings/explain?user=" + m_bench.suite.other->owner.id.text()), 404,
                   "not_found");
    EXPECT_PROBLEM(m_bench.get("/v1/settings/explain?device=x"), 404, "not_found");
}

void SettingsTest::previews() {
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_timeout_s", "7"}}}), 200);
    EXPECT_STATUS(m_bench.say(m_bench.userScope(), {.settings = {{"match_timeout_s", "8"}}}), 200);
    EXPECT_STATUS(m_bench.say(m_bench.pcScope(), {.settings = {}}), 200);
    const auto preview = [&](const std::string& scope, std::vector<wire::SettingValue> settings) {
        const wire::SettingsProposal proposal{scope, std::move(settings)};
        const Reply reply = m_bench.client.send({"POST", "/v1/settings:preview", wire::encode(proposal)},
                                                &m_bench.kit.console);
        return bodyOf<wire::SettingsPreview>(reply).value_or(wire::SettingsPreview());
    };
    auto seen = preview("tenant", {{"match_timeout_s", "9"}});
    QCOMPARE(seen.version, m_bench.versionOf("tenant"));
    QCOMPARE(seen.changes.size(), std::size_t(1));
    QVERIFY(seen.allUsers > 3 && seen.allDevices > 0);
    QCOMPARE(seen.users, seen.allUsers - 1); // one has a value of his own
    QCOMPARE(seen.devices, seen.allDevices);
    seen = preview("tenant", {{"match_timeout_s", "7", true}}); // a lock takes it away
    QCOMPARE(seen.users, 1LL);
    QCOMPARE(seen.devices, 0LL);
    seen = preview("tenant", {{"match_timeout_s", "7"}});
    QVERIFY(seen.changes.empty());
    QCOMPARE(seen.users + seen.devices, 0LL);
    seen = preview(m_bench.userScope(), {{"match_timeout_s", "9"}});
    QCOMPARE(seen.users, 1LL);
    QCOMPARE(seen.devices, 0LL);
    seen = preview(m_bench.pcScope(), {{"min_luma", "40"}});
    QCOMPARE(seen.users, 0LL);
    QCOMPARE(seen.devices, seen.allDevices);
    QCOMPARE(m_bench.versionOf("tenant"), preview("tenant", {}).version); // nothing was stored
    const wire::SettingsProposal wrong{"tenant", {{"match_timeout_s", "99"}}};
    EXPECT_PROBLEM(
        m_bench.client.send({"POST", "/v1/settings:preview", wire::encode(wrong)}, &m_bench.kit.console), 422,
        "validation_failed");
}

// The server reads its own numbers from the same documents.
void SettingsTest::sessionLimits() {
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"session_idle_min", "2"}, {"session_max_h", "1"}}}),
                  200);
    const auto open = [&] {
        Caller caller = Caller::console();
        const bool isIn = m_bench.kit.signIn(caller, *m_bench.userAdmin);
        const auto session = bodyOf<wire::SessionReply>(m_bench.kit.lastReply);
        return isIn && session ? *session : wire::SessionReply();
    };
    using std::chrono::hours;
    using std::chrono::minutes;
    auto session = open();
    QVERIFY(session.sessionEndsAt - session.serverTime == hours(1));
    QVERIFY(session.expiresAt - session.serverTime == minutes(2));
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {}}), 200);
    session = open(); // counts from the next sign-in on
    QVERIFY(session.sessionEndsAt - session.serverTime == hours(8));
    QVERIFY(session.expiresAt - session.serverTime == minutes(10));
}

void SettingsTest::groups() {
    const auto addGroup = [&](const std::string& name) {
        const wire::NewGroup group{GroupId::generate(), name, ""};
        m_bench.kit.lastReply =
            m_bench.client.send({"POST", "/v1/user-groups", wire::encode(group)}, &m_bench.kit.console);
        return group.id;
    };
    const GroupId primary = addGroup("settings one");
    EXPECT_STATUS(m_bench.kit.lastReply, 201);
    const GroupId other = addGroup("settings two");
    EXPECT_STATUS(m_bench.kit.lastReply, 201);
    EXPECT_PROBLEM(m_bench.say("group:" + makeUuid(), {.settings = {}}), 404, "not_found");
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {}}), 200);
    EXPECT_STATUS(m_bench.say(m_bench.userScope(), {.settings = {}}), 200);
    EXPECT_STATUS(m_bench.say(m_bench.pcScope(), {.settings = {}}), 200);
    EXPECT_STATUS(m_bench.say("group:" + primary.text(), {.settings = {{"match_attempts", "4"}}}), 200);
    EXPECT_STATUS(m_bench.say("group:" + other.text(),
                              {.settings = {{"match_attempts", "5"}, {"min_luma", "33", true}}}),
                  200);
    const std::string user = "?user=" + m_bench.member->id.text();
    QCOMPARE(m_bench.explained(user, "match_attempts").source, std::string("default"));
    EXPECT_STATUS(m_bench.put(m_bench.kit.membership(m_bench.member->id, {primary, other}, 1)), 200);
    const auto attempts = m_bench.explained(user, "match_attempts");
    QCOMPARE(attempts.value, std::string("4")); // of the primary group
    QCOMPARE(attempts.source, "group:" + primary.text());
    QCOMPARE(attempts.overruled.size(), std::size_t(1));
    QCOMPARE(m_bench.explained(user, "min_luma").value, std::string("33"));
    EXPECT_PROBLEM(m_bench.say(m_bench.userScope(), {.settings = {{"min_luma", "44"}}}), 409, "conflict");
    const wire::SettingsProposal proposal{"group:" + primary.text(), {{"match_attempts", "6"}}};
    const auto seen = bodyOf<wire::SettingsPreview>(
        m_bench.client.send({"POST", "/v1/settings:preview", wire::encode(proposal)}, &m_bench.kit.console));
    QVERIFY(seen.has_value());
    QCOMPARE(seen->users, 1LL);
    QCOMPARE(seen->devices, 0LL);
}

void SettingsTest::lifeOfOneTimePasswords() {
    using std::chrono::hours;
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"reissue_valid_hours", "24"}}}), 200);
    auto& console = m_bench.kit.console;
    auto user = m_bench.kit.newUser("settings-life", "member");
    user.oneTimePasswordExpiresAt = wallNow() + hours(25);
    EXPECT_PROBLEM(m_bench.client.send({"POST", "/v1/users", wire::encode(user)}, &console), 422,
                   "validation_failed");
    user.oneTimePasswordExpiresAt = wallNow() + hours(24);
    EXPECT_STATUS(m_bench.client.send({"POST", "/v1/users", wire::encode(user)}, &console), 201);
    wire::PasswordReset reset{*user.oneTimePassword, wallNow() + hours(25), "lost"};
    const std::string path = "/v1/users/" + user.id.text() + ":reset-password";
    EXPECT_PROBLEM(m_bench.client.send({"POST", path, wire::encode(reset)}, &console), 422,
                   "validation_failed");
    reset.expiresAt = wallNow() + hours(23);
    EXPECT_STATUS(m_bench.client.send({"POST", path, wire::encode(reset)}, &console), 204);
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {}}), 200);
}

void SettingsTest::wrongRoles_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isHelpDesk"); // else the member
    QTest::newRow("put") << QStringLiteral("PUT") << QStringLiteral("/v1/policies") << true;
    QTest::newRow("preview") << QStringLiteral("POST") << QStringLiteral("/v1/settings:preview") << true;
    QTest::newRow("member's explain")
        << QStringLiteral("GET") << QStringLiteral("/v1/settings/explain") << false;
    QTest::newRow("member's history")
        << QStringLiteral("GET") << QStringLiteral("/v1/settings/versions") << false;
    QTest::newRow("member's registry")
        << QStringLiteral("GET") << QStringLiteral("/v1/settings/registry") << false;
}

void SettingsTest::wrongRoles() {
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(bool, isHelpDesk);
    Caller& caller = isHelpDesk ? m_bench.helperCaller : m_bench.memberCaller;
    QVERIFY2(isHelpDesk ? m_bench.kit.signIn(caller, *m_bench.helper)
                        : m_bench.kit.signInOnPc(caller, *m_bench.pc, *m_bench.member),
             describe(m_bench.kit.lastReply).c_str());
    const std::string body = method == QLatin1String("GET") ? "" : "{}";
    EXPECT_PROBLEM(m_bench.client.send({method.toStdString(), path.toStdString(), body}, &caller), 403,
                   "forbidden");
}

} // namespace

std::unique_ptr<QObject> makeSettingsTest() {
    return std::make_unique<SettingsTest>();
}

} // namespace kaomon::test

#include "settings_test.moc"
