// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/problem.h"
#include "wire/settings.h"

namespace kaomon::test {
namespace {

using wire::SettingsBody;
using wire::SettingValue;

// Who signs a document, for which tenant.
struct Signer {
    std::string tenant;
    std::string admin;
    const crypto::SigningKey* key = nullptr;
};

// Settings documents: who may sign them, what they may say, what they mean, what they said before.
class SettingsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void registry();
    void forgeries_data();
    void forgeries();
    void signerWhoLeftTheManifest();
    void refusedBodies_data();
    void refusedBodies();
    void lockedValues();
    void explains();
    void history();
    void difference_data();
    void difference();
    void revert();
    void previews();
    void sessionLimits();
    void wrongRoles_data();
    void wrongRoles();

private:
    [[nodiscard]] Signer owner() const {
        return {m_kit.tenant.text(), m_kit.owner.id.text(), &m_kit.owner.identity.signing};
    }
    [[nodiscard]] static wire::PolicyDocument document(const Signer& signer, const std::string& scope,
                                                       long long version, const std::string& body);
    [[nodiscard]] Reply put(const wire::PolicyDocument& document) {
        return m_client.send({"PUT", "/v1/policies", wire::encode(document)}, &m_kit.console);
    }
    // The next version of a scope's document.
    [[nodiscard]] Reply say(const std::string& scope, const SettingsBody& body) {
        return put(document(owner(), scope, versionOf(scope) + 1, wire::encode(body)));
    }
    [[nodiscard]] Reply get(const std::string& target) {
        return m_client.send({"GET", target}, &m_kit.console);
    }
    [[nodiscard]] long long versionOf(const std::string& scope);
    [[nodiscard]] wire::ExplainedSetting explained(const std::string& query, const std::string& name);
    [[nodiscard]] bool publishManifest();
    [[nodiscard]] std::string userScope() const { return "user:" + m_member->id.text(); }
    [[nodiscard]] std::string pcScope() const { return "device_group:" + m_kit.group.text(); }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    std::optional<Person> m_helper;
    std::optional<Person> m_userAdmin;
    Caller m_memberCaller = Caller::console();
    Caller m_helperCaller = Caller::console();
    Caller m_userAdminCaller = Caller::console();
};

wire::PolicyDocument SettingsTest::document(const Signer& signer, const std::string& scope, long long version,
                                            const std::string& body) {
    const crypto::SignedPolicy policy{.tenant = signer.tenant,
                                      .kind = "policy",
                                      .scope = scope,
                                      .version = static_cast<std::uint64_t>(version),
                                      .body = body,
                                      .issuedAt = wallNow()};
    return {"policy", scope, version, policy.sign(signer.admin, *signer.key).encode(), 0};
}

long long SettingsTest::versionOf(const std::string& scope) {
    const auto list = bodyOf<wire::PolicyDocumentList>(get("/v1/policies?kind=policy"));
    const auto found = std::ranges::find(list->items, scope, &wire::PolicyDocument::scope);
    return found == list->items.end() ? 0 : found->version;
}

wire::ExplainedSetting SettingsTest::explained(const std::string& query, const std::string& name) {
    const auto answer = bodyOf<wire::SettingsExplanation>(get("/v1/settings/explain" + query));
    if (!answer) {
        return {};
    }
    const auto found = std::ranges::find(answer->items, name, &wire::ExplainedSetting::name);
    return found == answer->items.end() ? wire::ExplainedSetting() : *found;
}

// The manifest with what the test did to the kit's list of administrators.
bool SettingsTest::publishManifest() {
    const auto stored = bodyOf<wire::ManifestDocument>(get("/v1/manifest"));
    const auto next = m_kit.nextManifest(static_cast<std::uint64_t>(stored->version) + 1, m_kit.keys.root);
    m_kit.lastReply = m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit.console);
    return m_kit.lastReply.status == 204;
}

void SettingsTest::initTestCase() {
    m_pc = m_kit.addPc();
    QVERIFY2(m_pc, describe(m_kit.lastReply).c_str());
    m_member = m_kit.addPerson("settei", "member", &*m_pc, m_memberCaller);
    m_helper = m_kit.addPerson("settei-desk", "help_desk", nullptr, m_helperCaller);
    m_userAdmin = m_kit.addPerson("settei-admin", "user_admin", nullptr, m_userAdminCaller);
    QVERIFY2(m_member && m_helper && m_userAdmin, describe(m_kit.lastReply).c_str());
    for (const auto& [person, role] :
         {std::pair(&*m_helper, domain::Role::HelpDesk), std::pair(&*m_userAdmin, domain::Role::UserAdmin)}) {
        m_kit.manifest.admins.push_back({person->id.text(), role, person->identity.signing.publicKey(),
                                         person->identity.box.publicKey()});
    }
    QVERIFY2(publishManifest(), describe(m_kit.lastReply).c_str());
}

// The classes after this one find the tenant as it was.
void SettingsTest::cleanupTestCase() {
    for (const std::string& scope : {userScope(), pcScope(), std::string("tenant")}) {
        EXPECT_STATUS(say(scope, {.settings = {}}), 200);
    }
}

void SettingsTest::registry() {
    const auto reply = get("/v1/settings/registry");
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

void SettingsTest::forgeries_data() {
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* how, int status, const char* code) {
        QTest::newRow(how) << QString::fromLatin1(how) << status << QString::fromLatin1(code);
    };
    row("no signature", 422, "policy_unsigned");
    row("any key", 422, "policy_unsigned");
    row("help desk", 422, "policy_unsigned");
    row("member", 422, "policy_unsigned");
    row("owner of another tenant", 422, "policy_unsigned");
    row("for another tenant", 422, "policy_unsigned");
    row("label of another scope", 422, "policy_unsigned");
    row("label of another version", 422, "policy_unsigned");
    row("changed after signing", 422, "policy_unsigned");
    row("version in force", 412, "stale_revision");
    row("version skipped", 412, "stale_revision");
    row("older version", 409, "policy_rolled_back");
}

void SettingsTest::forgeries() {
    QFETCH(QString, how);
    QFETCH(int, status);
    QFETCH(QString, code);
    EXPECT_STATUS(say("tenant", {.settings = {{"match_timeout_s", "6"}}}),
                  200); // so that there is an older one
    const long long version = versionOf("tenant");
    const std::string body = wire::encode(SettingsBody{{{"match_attempts", "9"}}});
    const crypto::SigningKey stranger = crypto::SigningKey::generate();
    const TenantKit& other = *m_suite.other;
    const std::string tenant = m_kit.tenant.text();
    const std::map<QString, Signer> signers{
        {QStringLiteral("any key"), {tenant, m_kit.owner.id.text(), &stranger}},
        {QStringLiteral("help desk"), {tenant, m_helper->id.text(), &m_helper->identity.signing}},
        {QStringLiteral("member"), {tenant, m_member->id.text(), &m_member->identity.signing}},
        {QStringLiteral("owner of another tenant"),
         {tenant, other.owner.id.text(), &other.owner.identity.signing}},
        {QStringLiteral("for another tenant"),
         {other.tenant.text(), m_kit.owner.id.text(), &m_kit.owner.identity.signing}}};
    const std::map<QString, long long> versions{{QStringLiteral("version in force"), version},
                                                {QStringLiteral("version skipped"), version + 2},
                                                {QStringLiteral("older version"), version - 1}};
    const auto signer = signers.find(how);
    const auto number = versions.find(how);
    auto forged = document(signer == signers.end() ? owner() : signer->second, "tenant",
                           number == versions.end() ? version + 1 : number->second, body);
    if (how == QLatin1String("label of another scope")) {
        forged.scope = pcScope();
        forged.version = versionOf(pcScope()) + 1;
    } else if (how == QLatin1String("label of another version")) {
        forged.record = document(owner(), "tenant", version + 5, body).record;
    } else if (how == QLatin1String("no signature") || how == QLatin1String("changed after signing")) {
        auto record = crypto::SignedRecord::decode(forged.record).value();
        if (how == QLatin1String("no signature")) {
            record.signature.clear();
        } else {
            record.payload.back() ^= 1;
        }
        forged.record = record.encode();
    }
    EXPECT_PROBLEM(put(forged), status, code.toStdString());
    QCOMPARE(versionOf("tenant"), version);
    QVERIFY(explained("", "match_attempts").value != "9");
}

void SettingsTest::signerWhoLeftTheManifest() {
    const Signer signer{m_kit.tenant.text(), m_userAdmin->id.text(), &m_userAdmin->identity.signing};
    const std::string body = wire::encode(SettingsBody{{{"match_timeout_s", "8"}}});
    EXPECT_STATUS(put(document(signer, "tenant", versionOf("tenant") + 1, body)), 200);
    QCOMPARE(explained("", "match_timeout_s").setByLogin, std::optional<std::string>("settei-admin"));
    const auto kept = m_kit.manifest.admins;
    std::erase_if(m_kit.manifest.admins, [&](const auto& admin) { return admin.userId == signer.admin; });
    QVERIFY2(publishManifest(), describe(m_kit.lastReply).c_str());
    EXPECT_PROBLEM(put(document(signer, "tenant", versionOf("tenant") + 1, body)), 422, "policy_unsigned");
    m_kit.manifest.admins = kept;
    QVERIFY2(publishManifest(), describe(m_kit.lastReply).c_str());
}

void SettingsTest::refusedBodies_data() {
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("pointer");
    const auto row = [](const char* title, const char* scope, const char* body, const char* pointer,
                        int status = 422) {
        QTest::newRow(title) << QString::fromLatin1(scope) << QString::fromLatin1(body) << status
                             << QString::fromLatin1(pointer);
    };
    const char* const first = R"({"settings":[{"name":"match_attempts","value":"2"},)";
    const auto second = [&](const char* rest) { return std::string(first) + rest + "]}"; };
    row("unknown", "tenant", second(R"({"name":"no_such","value":"1"})").c_str(), "/settings/1/name");
    row("range", "tenant", second(R"({"name":"pw_min","value":"7"})").c_str(), "/settings/1/value");
    row("type", "tenant", second(R"({"name":"pw_min","value":"twelve"})").c_str(), "/settings/1/value");
    row("choice", "tenant", second(R"({"name":"match_level","value":"none"})").c_str(), "/settings/1/value");
    row("list", "tenant", second(R"({"name":"camera_order","value":"usb,usb"})").c_str(),
        "/settings/1/value");
    row("twice", "tenant", second(R"({"name":"match_attempts","value":"3"})").c_str(), "/settings/1/name");
    row("together", "tenant", second(R"({"name":"pw_max","value":"9"})").c_str(), "/settings/1/value");
    row("nothing to lock", "tenant", second(R"({"name":"pw_min","value":"12","locked":true})").c_str(),
        "/settings/1/value");
    row("tenant's only", "USER", second(R"({"name":"pw_min","value":"12"})").c_str(), "/settings/1/value");
    row("PCs' only", "USER", second(R"({"name":"offline_days","value":"40"})").c_str(), "/settings/1/value");
    row("number as value", "tenant", second(R"({"name":"pw_min","value":12})").c_str(), "/settings/1/value");
    row("other member", "tenant", second(R"({"name":"pw_min","value":"12","x":1})").c_str(), "/settings/1");
    row("no settings", "tenant", "{}", "/settings");
    row("unknown person", "user:00000000-0000-4000-8000-000000000001", R"({"settings":[]})", "/scope", 404);
}

void SettingsTest::refusedBodies() {
    QFETCH(QString, scope);
    QFETCH(QString, body);
    QFETCH(int, status);
    QFETCH(QString, pointer);
    const std::string place = scope == QLatin1String("USER") ? userScope() : scope.toStdString();
    const auto reply = put(document(owner(), place, versionOf(place) + 1, body.toStdString()));
    EXPECT_PROBLEM(reply, status, status == 404 ? "not_found" : "validation_failed");
    if (status == 422) {
        const auto problem = bodyOf<wire::Problem>(reply);
        QVERIFY2(problem && problem->errors && !problem->errors->empty(), reply.body.c_str());
        QCOMPARE(problem->errors->front().pointer, pointer.toStdString());
    }
}

void SettingsTest::lockedValues() {
    EXPECT_STATUS(say(userScope(), {.settings = {{"match_attempts", "4"}}}), 200);
    EXPECT_STATUS(say("tenant", {.settings = {{"match_attempts", "2", true}}}), 200);
    const std::string query = "?user=" + m_member->id.text();
    auto attempts = explained(query, "match_attempts");
    QCOMPARE(attempts.value, std::string("2")); // what was said before the lock does not count
    QCOMPARE(attempts.source, std::string("tenant"));
    QVERIFY(attempts.locked);
    QCOMPARE(attempts.overruled.size(), std::size_t(1));
    QCOMPARE(attempts.overruled.front().scope, userScope());
    QCOMPARE(attempts.overruled.front().value, std::string("4"));
    EXPECT_PROBLEM(say(userScope(), {.settings = {{"match_attempts", "5"}}}), 409, "conflict");
    EXPECT_PROBLEM(say(pcScope(), {.settings = {{"match_attempts", "5"}}}), 409, "conflict");
    EXPECT_STATUS(say(userScope(), {.settings = {{"match_attempts", "2"}}}), 200);
    EXPECT_STATUS(say("tenant", {.settings = {{"match_attempts", "2"}}}), 200);
    EXPECT_STATUS(say(userScope(), {.settings = {{"match_attempts", "5"}}}), 200);
    attempts = explained(query, "match_attempts");
    QCOMPARE(attempts.value, std::string("5"));
    QVERIFY(!attempts.locked);
}

void SettingsTest::explains() {
    EXPECT_STATUS(say("tenant", {.settings = {{"match_timeout_s", "7"}, {"min_luma", "30"}}}), 200);
    EXPECT_STATUS(say(userScope(), {.settings = {{"match_timeout_s", "8"}}}), 200);
    EXPECT_STATUS(say(pcScope(), {.settings = {{"match_timeout_s", "9"}}}), 200);
    const std::string user = "user=" + m_member->id.text();
    const std::string device = "device=" + m_pc->id.text();
    QCOMPARE(explained("", "match_timeout_s").value, std::string("7"));
    QCOMPARE(explained("?" + user, "match_timeout_s").value, std::string("8"));
    QCOMPARE(explained("?" + device, "match_timeout_s").value, std::string("9"));
    const auto both = explained("?" + user + "&" + device, "match_timeout_s");
    QCOMPARE(both.value, std::string("9"));
    QCOMPARE(both.source, pcScope());
    QCOMPARE(both.setBy, std::optional(m_kit.owner.id.text()));
    QCOMPARE(both.setByLogin, std::optional(m_kit.owner.login));
    QCOMPARE(both.version, std::optional(versionOf(pcScope())));
    QVERIFY(both.setAt && wallNow() - *both.setAt < std::chrono::minutes(5));
    QCOMPARE(both.overruled.size(), std::size_t(2));
    QCOMPARE(explained("?" + user, "min_luma").source, std::string("tenant"));
    const auto plain = explained("?" + user, "pw_min");
    QCOMPARE(plain.source, std::string("default"));
    QVERIFY(!plain.setBy && !plain.setAt);
    EXPECT_PROBLEM(get("/v1/settings/explain?user=" + makeUuid()), 404, "not_found");
    EXPECT_PROBLEM(get("/v1/settings/explain?user=" + m_suite.other->owner.id.text()), 404, "not_found");
    EXPECT_PROBLEM(get("/v1/settings/explain?device=x"), 404, "not_found");
}

void SettingsTest::history() {
    const long long before = versionOf("tenant");
    for (const char* seconds : {"10", "11", "12"}) {
        EXPECT_STATUS(say("tenant", {{{"match_timeout_s", seconds}}, std::string("tried ") + seconds}), 200);
    }
    const auto all = bodyOf<wire::SettingsVersionPage>(get("/v1/settings/versions"));
    QVERIFY(all && !all->next);
    QCOMPARE(all->items.size(), static_cast<std::size_t>(before) + 3);
    QCOMPARE(all->items.front().version, before + 3);
    QCOMPARE(all->items.front().reason, std::string("tried 12"));
    QCOMPARE(all->items.front().signer, m_kit.owner.id.text());
    QCOMPARE(all->items.front().settings.front().value, std::string("12"));
    QCOMPARE(all->items.back().version, 1LL);
    // one by one gives the same
    std::vector<long long> versions;
    std::string cursor;
    do {
        const auto page =
            bodyOf<wire::SettingsVersionPage>(get("/v1/settings/versions?scope=tenant&limit=2" + cursor));
        QVERIFY(page);
        for (const auto& item : page->items) {
            versions.push_back(item.version);
        }
        cursor = page->next ? "&cursor=" + *page->next : std::string();
    } while (!cursor.empty());
    QCOMPARE(versions.size(), all->items.size());
    QVERIFY(std::ranges::is_sorted(versions, std::greater()));
    EXPECT_PROBLEM(get("/v1/settings/versions?cursor=x"), 422, "validation_failed");
    EXPECT_PROBLEM(get("/v1/settings/versions?scope=device:1"), 422, "validation_failed");
    EXPECT_PROBLEM(get("/v1/settings/versions/99999"), 404, "not_found");
    EXPECT_PROBLEM(get("/v1/settings/versions/x"), 404, "not_found");
    // the bytes as they were signed
    const auto one =
        bodyOf<wire::SettingsVersion>(get("/v1/settings/versions/" + std::to_string(before + 2)));
    QVERIFY(one);
    const auto record = crypto::SignedRecord::decode(one->record);
    QVERIFY(record && crypto::SignedPolicy::verify(*record, m_kit.manifest, 1));
    QCOMPARE(one->reason, std::string("tried 11"));
}

void SettingsTest::difference_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected"); // name old new, sorted by name; ! = problem
    const auto row = [](const char* query, const char* expected) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(expected);
    };
    row("from=V1&to=V2", "match_attempts 2 4;match_timeout_s 5 -;min_luma - 30!");
    row("from=V2&to=V1", "match_attempts 4 2;match_timeout_s - 5;min_luma 30! -");
    row("from=V1&to=V1", "");
    row("from=V1", "match_attempts 2 4;match_timeout_s 5 -;min_luma - 30!");
    row("from=T1&to=T2", "match_attempts 2 4;match_timeout_s 5 -;min_luma - 30!");
    row("from=0&to=V1", "match_attempts - 2;match_timeout_s - 5");
    row("from=2000-01-01T00:00:00Z&to=V1", "match_attempts - 2;match_timeout_s - 5");
    row("", "422");
    row("from=x", "422");
    row("from=V1&to=99999", "404");
}

void SettingsTest::difference() {
    QFETCH(QString, query);
    QFETCH(QString, expected);
    EXPECT_STATUS(say("tenant", {.settings = {{"match_attempts", "2"}, {"match_timeout_s", "5"}}}), 200);
    EXPECT_STATUS(say("tenant", {.settings = {{"match_attempts", "4"}, {"min_luma", "30", true}}}), 200);
    const auto page = bodyOf<wire::SettingsVersionPage>(get("/v1/settings/versions?limit=2"));
    QVERIFY(page && page->items.size() == 2);
    const auto text = [](TimePoint time) { return QString::fromStdString(toRfc3339(time)); };
    query.replace(QLatin1String("V1"), QString::number(page->items[1].version));
    query.replace(QLatin1String("V2"), QString::number(page->items[0].version));
    query.replace(QLatin1String("T1"), text(page->items[1].storedAt));
    query.replace(QLatin1String("T2"), text(page->items[0].storedAt));
    const auto reply = get("/v1/settings/diff?" + query.toStdString());
    if (reply.status != 200) {
        QCOMPARE(QString::number(reply.status), expected);
        return;
    }
    const auto answer = bodyOf<wire::SettingsDifference>(reply);
    QVERIFY(answer);
    QStringList changes;
    for (const auto& change : answer->changes) {
        const auto side = [](const std::optional<std::string>& value, bool locked) {
            return QString::fromStdString(value.value_or("-") + (locked ? "!" : ""));
        };
        changes << QString::fromStdString(change.name) + QLatin1Char(' ') +
                       side(change.oldValue, change.oldLocked) + QLatin1Char(' ') +
                       side(change.newValue, change.newLocked);
    }
    QCOMPARE(changes.join(QLatin1Char(';')), expected);
}

// A step back is a new version with old contents, signed by whoever takes it.
void SettingsTest::revert() {
    EXPECT_STATUS(say("tenant", {.settings = {{"match_attempts", "2"}}}), 200);
    const long long good = versionOf("tenant");
    EXPECT_STATUS(say("tenant", {.settings = {{"match_attempts", "9"}, {"match_timeout_s", "30"}}}), 200);
    const auto old = bodyOf<wire::SettingsVersion>(get("/v1/settings/versions/" + std::to_string(good)));
    QVERIFY(old);
    // the old bytes themselves are refused: they are an older version
    EXPECT_PROBLEM(put({"policy", "tenant", old->version, old->record, 0}), 409, "policy_rolled_back");
    EXPECT_STATUS(say("tenant", {old->settings, "back to " + std::to_string(good)}), 200);
    const auto change =
        bodyOf<wire::SettingsDifference>(get("/v1/settings/diff?from=" + std::to_string(good)));
    QVERIFY(change && change->changes.empty() && change->toVersion == good + 2);
    QCOMPARE(explained("", "match_attempts").value, std::string("2"));
}

void SettingsTest::previews() {
    EXPECT_STATUS(say("tenant", {.settings = {{"match_timeout_s", "7"}}}), 200);
    EXPECT_STATUS(say(userScope(), {.settings = {{"match_timeout_s", "8"}}}), 200);
    EXPECT_STATUS(say(pcScope(), {.settings = {}}), 200);
    const auto preview = [&](const std::string& scope, std::vector<SettingValue> settings) {
        const wire::SettingsProposal proposal{scope, std::move(settings)};
        const Reply reply =
            m_client.send({"POST", "/v1/settings:preview", wire::encode(proposal)}, &m_kit.console);
        return bodyOf<wire::SettingsPreview>(reply).value_or(wire::SettingsPreview());
    };
    auto seen = preview("tenant", {{"match_timeout_s", "9"}});
    QCOMPARE(seen.version, versionOf("tenant"));
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
    seen = preview(userScope(), {{"match_timeout_s", "9"}});
    QCOMPARE(seen.users, 1LL);
    QCOMPARE(seen.devices, 0LL);
    seen = preview(pcScope(), {{"min_luma", "40"}});
    QCOMPARE(seen.users, 0LL);
    QCOMPARE(seen.devices, seen.allDevices);
    QCOMPARE(versionOf("tenant"), preview("tenant", {}).version); // nothing was stored
    const wire::SettingsProposal wrong{"tenant", {{"match_timeout_s", "99"}}};
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/settings:preview", wire::encode(wrong)}, &m_kit.console), 422,
                   "validation_failed");
}

// The server reads its own numbers from the same documents.
void SettingsTest::sessionLimits() {
    EXPECT_STATUS(say("tenant", {.settings = {{"session_idle_min", "2"}, {"session_max_h", "1"}}}), 200);
    const auto open = [&] {
        Caller caller = Caller::console();
        const bool isIn = m_kit.signIn(caller, *m_userAdmin);
        const auto session = bodyOf<wire::SessionReply>(m_kit.lastReply);
        return isIn && session ? *session : wire::SessionReply();
    };
    using std::chrono::hours;
    using std::chrono::minutes;
    auto session = open();
    QVERIFY(session.sessionEndsAt - session.serverTime == hours(1));
    QVERIFY(session.expiresAt - session.serverTime == minutes(2));
    EXPECT_STATUS(say("tenant", {.settings = {}}), 200);
    session = open(); // counts from the next sign-in on
    QVERIFY(session.sessionEndsAt - session.serverTime == hours(8));
    QVERIFY(session.expiresAt - session.serverTime == minutes(10));
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
    Caller& caller = isHelpDesk ? m_helperCaller : m_memberCaller;
    QVERIFY2(isHelpDesk ? m_kit.signIn(caller, *m_helper) : m_kit.signInOnPc(caller, *m_pc, *m_member),
             describe(m_kit.lastReply).c_str());
    const std::string body = method == QLatin1String("GET") ? "" : "{}";
    EXPECT_PROBLEM(m_client.send({method.toStdString(), path.toStdString(), body}, &caller), 403,
                   "forbidden");
}

} // namespace

std::unique_ptr<QObject> makeSettingsTest() {
    return std::make_unique<SettingsTest>();
}

} // namespace kaomon::test

#include "settings_test.moc"
