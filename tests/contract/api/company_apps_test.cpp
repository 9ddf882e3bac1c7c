// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/app_documents.h"
#include "wire/changes.h"
#include "wire/operations.h"

namespace kaomon::test {
namespace {

// What administrators set up for app login: signed, within bounds, given to the PCs; and the key that a
// person's hidden passwords are sealed to.
class CompanyAppsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void templatesAreStored();
    void refusedTemplates_data();
    void refusedTemplates();
    void onlySignersOfTheTenant();
    void hiddenPasswordsAreStored();
    void refusedHiddenPasswords_data();
    void refusedHiddenPasswords();
    void theKeyIsThePersonsOwn();
    void thePcsGetThem();
    void theyGoWithTheirPerson();
    void notMoreThanMayBe();

private:
    [[nodiscard]] wire::PolicyDocument sign(const std::string& kind, const std::string& scope,
                                            long long version, const std::string& body,
                                            const Person* signer = nullptr) const {
        const Person& by = signer != nullptr ? *signer : m_kit->owner;
        const crypto::SignedPolicy said{
            m_kit->tenant.text(), kind, scope, static_cast<std::uint64_t>(version), body, wallNow()};
        return {kind, scope, version, said.sign(by.id.text(), by.identity.signing).encode(), 0};
    }
    [[nodiscard]] wire::PolicyDocument templateOf(const wire::AppTemplateBody& body,
                                                  long long version = 1) const {
        return sign("app_template", "app:" + body.id.text(), version, wire::encode(body));
    }
    [[nodiscard]] wire::PolicyDocument entriesOf(const wire::BlindEntriesBody& body,
                                                 long long version = 1) const {
        return sign("blind_entries", "user:" + body.user.text(), version, wire::encode(body));
    }
    [[nodiscard]] static wire::AppTemplateBody newTemplate() {
        return {VaultItemId::generate(), "{\"name\":\"Ledger\"}", 20, {"group-1"}, false};
    }
    [[nodiscard]] static wire::BlindEntry newEntry(std::size_t size = 400) {
        return {VaultItemId::generate(), "Ledger", VaultItemId::generate(), crypto::randomBytes(size),
                wallNow()};
    }
    [[nodiscard]] Reply put(const wire::PolicyDocument& document, Caller* caller = nullptr) {
        return m_client.send({"PUT", "/v1/policies", wire::encode(document)},
                             caller != nullptr ? caller : &m_kit->console);
    }
    [[nodiscard]] Reply putKeys(Caller& caller, const UserId& user, const std::string& target,
                                const Bytes& sealed) {
        const wire::UserKeys keys{user, std::nullopt, {{"blind", target, sealed}}};
        return m_client.send({"PUT", "/v1/users/" + user.text() + "/vault-keys", wire::encode(keys)},
                             &caller);
    }
    // What a PC has of the signed documents: ids.
    [[nodiscard]] std::vector<std::string> documentsOf(const Pc& pc) {
        Caller caller = Caller::device(pc.id.text(), pc.sign);
        std::vector<std::string> ids;
        std::string token;
        for (bool more = true; more;) {
            const auto page = bodyOf<wire::ChangePage>(
                m_client.send({"GET", "/v1/changes" + (token.empty() ? "" : "?since=" + token)}, &caller));
            for (const auto& change : page ? page->items : std::vector<wire::Change>()) {
                if (change.kind == "policy" && change.op == "upsert") {
                    ids.push_back(change.id);
                }
            }
            more = page && page->more;
            token = page ? page->next : "";
        }
        return ids;
    }
    [[nodiscard]] bool hasDocument(const Pc& pc, const std::string& id) {
        const auto ids = documentsOf(pc);
        return std::ranges::find(ids, id) != ids.end();
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::unique_ptr<TenantKit> m_other;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    std::optional<Person> m_helper;
    Caller m_onPc = Caller::console();
    Caller m_helperCaller = Caller::console();
    wire::AppTemplateBody m_template = newTemplate();
    Bytes m_key = crypto::randomBytes(300);
};

void CompanyAppsTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Apps"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_other = std::make_unique<TenantKit>(
        m_client, m_suite.server.createTenant(QStringLiteral("Apps of others"), false));
    QVERIFY2(m_other->found(), describe(m_other->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    m_member = m_kit->addPerson("apps-member", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    m_helper = m_kit->addPerson("apps-helper", "help_desk", nullptr, m_helperCaller);
    QVERIFY2(m_helper, describe(m_kit->lastReply).c_str());
}

void CompanyAppsTest::templatesAreStored() {
    EXPECT_STATUS(put(templateOf(m_template)), 200);
    EXPECT_PROBLEM(put(templateOf(m_template)), 412, "stale_revision");
    m_template.isWithdrawn = true;
    const wire::PolicyDocument stored = templateOf(m_template, 2);
    EXPECT_STATUS(put(stored), 200);
    EXPECT_PROBLEM(put(templateOf(m_template, 1)), 409, "policy_rolled_back");
    const auto list = bodyOf<wire::PolicyDocumentList>(
        m_client.send({"GET", "/v1/policies?kind=app_template"}, &m_kit->console));
    QVERIFY(list && list->items.size() == 1);
    QVERIFY(list->items.front().record == stored.record);
    const auto log =
        bodyOf<wire::OperationPage>(m_client.send({"GET", "/v1/operations?limit=5"}, &m_kit->console));
    QVERIFY(log && !log->items.empty());
    QVERIFY(std::ranges::any_of(log->items, [&](const wire::Operation& entry) {
        return entry.objectKind == "app" && entry.object == "app:" + m_template.id.text() &&
               entry.outcome == "ok";
    }));
}

void CompanyAppsTest::refusedTemplates_data() {
    QTest::addColumn<QString>("fault");
    for (const char* fault :
         {"too many percent", "less than nothing", "nothing in it", "too large", "a group without a name",
          "too many groups", "another's scope", "another member", "no template at all"}) {
        QTest::newRow(fault) << QString::fromLatin1(fault);
    }
}

void CompanyAppsTest::refusedTemplates() {
    QFETCH(QString, fault);
    const auto is = [&](const char* name) { return fault == QLatin1String(name); };
    wire::AppTemplateBody body = newTemplate();
    std::string scope = "app:" + body.id.text();
    if (is("too many percent")) {
        body.percent = 101;
    } else if (is("less than nothing")) {
        body.percent = -1;
    } else if (is("nothing in it")) {
        body.templateJson.clear();
    } else if (is("too large")) {
        body.templateJson.assign(32 * 1024 + 1, 'x');
    } else if (is("a group without a name")) {
        body.deviceGroups = {""};
    } else if (is("too many groups")) {
        body.deviceGroups.assign(101, "group");
    } else if (is("another's scope")) {
        scope = "app:" + VaultItemId::generate().text();
    }
    std::string text = wire::encode(body);
    if (is("another member")) {
        text.insert(text.size() - 1, ",\"run\":\"rm\"");
    } else if (is("no template at all")) {
        text = "[]";
    }
    EXPECT_PROBLEM(put(sign("app_template", scope, 1, text)), 422, "validation_failed");
}

void CompanyAppsTest::onlySignersOfTheTenant() {
    const wire::AppTemplateBody body = newTemplate();
    const auto byHelper = sign("app_template", "app:" + body.id.text(), 1, wire::encode(body), &*m_helper);
    EXPECT_PROBLEM(put(byHelper), 422, "policy_unsigned");
    EXPECT_PROBLEM(put(byHelper, &m_helperCaller), 403, "forbidden");
    auto renamed = templateOf(body);
    renamed.kind = "policy";
    EXPECT_PROBLEM(put(renamed), 422, "policy_unsigned");
    EXPECT_PROBLEM(put(templateOf(body), &m_other->console), 422, "policy_unsigned");
}

void CompanyAppsTest::hiddenPasswordsAreStored() {
    wire::BlindEntriesBody body{m_member->id, {}};
    for (int i = 0; i < 50; ++i) { // as many and as large as they may be
        body.items.push_back(newEntry(2048));
    }
    EXPECT_STATUS(put(entriesOf(body)), 200);
    body.items.resize(1);
    EXPECT_STATUS(put(entriesOf(body, 2)), 200);
}

void CompanyAppsTest::refusedHiddenPasswords_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("status");
    for (const char* fault : {"too many", "one twice", "no title", "long title", "nothing sealed",
                              "too large", "another's scope"}) {
        QTest::newRow(fault) << QString::fromLatin1(fault) << 422;
    }
    QTest::newRow("nobody") << QStringLiteral("nobody") << 404;
}

void CompanyAppsTest::refusedHiddenPasswords() {
    QFETCH(QString, fault);
    QFETCH(int, status);
    const auto is = [&](const char* name) { return fault == QLatin1String(name); };
    wire::BlindEntriesBody body{m_member->id, {newEntry()}};
    std::string scope = "user:" + m_member->id.text();
    long long version = 3;
    if (is("too many")) {
        while (body.items.size() < 51) {
            body.items.push_back(newEntry(16));
        }
    } else if (is("one twice")) {
        body.items.push_back(body.items.front());
    } else if (is("no title")) {
        body.items.front().title.clear();
    } else if (is("long title")) {
        body.items.front().title.assign(201, 'x');
    } else if (is("nothing sealed")) {
        body.items.front().sealed.clear();
    } else if (is("too large")) {
        body.items.front().sealed.resize(2049);
    } else if (is("another's scope")) {
        scope = "user:" + m_helper->id.text();
        version = 1;
    } else {
        body.user = UserId::generate();
        scope = "user:" + body.user.text();
        version = 1;
    }
    EXPECT_PROBLEM(put(sign("blind_entries", scope, version, wire::encode(body))), status,
                   status == 404 ? "not_found" : "validation_failed");
}

void CompanyAppsTest::theKeyIsThePersonsOwn() {
    EXPECT_PROBLEM(putKeys(m_kit->console, m_member->id, "", m_key), 404, "not_found");
    EXPECT_PROBLEM(putKeys(m_onPc, m_member->id, "somewhere", m_key), 422, "validation_failed");
    EXPECT_PROBLEM(putKeys(m_onPc, m_member->id, "", {}), 422, "validation_failed");
    EXPECT_STATUS(putKeys(m_onPc, m_member->id, "", crypto::randomBytes(300)), 204);
    EXPECT_STATUS(putKeys(m_onPc, m_member->id, "", m_key), 204); // the one before is gone
    const std::string path = "/v1/users/" + m_member->id.text() + "/keys";
    const auto keys = bodyOf<wire::UserKeys>(m_client.send({"GET", path}, &m_kit->console));
    QVERIFY(keys);
    const auto blind = std::ranges::count(keys->vaultKeys, "blind", &wire::VaultKeyWrap::kind);
    const auto one = std::ranges::find(keys->vaultKeys, "blind", &wire::VaultKeyWrap::kind);
    QCOMPARE(blind, 1);
    QCOMPARE(one->sealed, m_key);
    EXPECT_PROBLEM(m_client.send({"GET", path}, &m_helperCaller), 403, "forbidden");
}

void CompanyAppsTest::thePcsGetThem() {
    QVERIFY(hasDocument(*m_pc, "app_template|app:" + m_template.id.text()));
    QVERIFY(hasDocument(*m_pc, "blind_entries|user:" + m_member->id.text()));
    const auto elsewhere = m_other->addPc();
    QVERIFY2(elsewhere, describe(m_other->lastReply).c_str());
    QVERIFY(!hasDocument(*elsewhere, "app_template|app:" + m_template.id.text()));
    QVERIFY(!hasDocument(*elsewhere, "blind_entries|user:" + m_member->id.text()));
}

// Somebody who was deleted is nobody's on any PC; restored, he has what he had.
void CompanyAppsTest::theyGoWithTheirPerson() {
    Call remove{"DELETE", "/v1/users/" + m_member->id.text(), {}};
    const auto user = m_client.send({"GET", "/v1/users/" + m_member->id.text()}, &m_kit->console);
    remove.headers["If-Match"] = user.etag();
    EXPECT_STATUS(m_client.send(remove, &m_kit->console), 204);
    QVERIFY(!hasDocument(*m_pc, "blind_entries|user:" + m_member->id.text()));
    Call restore{"POST", "/v1/users/" + m_member->id.text() + ":restore", {}};
    const auto restored = m_client.send(restore, &m_kit->console);
    QVERIFY2(restored.status / 100 == 2, describe(restored).c_str());
    QVERIFY(hasDocument(*m_pc, "blind_entries|user:" + m_member->id.text()));
}

void CompanyAppsTest::notMoreThanMayBe() {
    for (int known = 1; known < 300; ++known) {
        EXPECT_STATUS(put(templateOf(newTemplate())), 200);
    }
    const Reply reply = put(templateOf(newTemplate()));
    QVERIFY2(reply.code() == "quota_exceeded", describe(reply).c_str());
    EXPECT_STATUS(put(templateOf(m_template, 3)), 200); // one that is there
}

} // namespace

std::unique_ptr<QObject> makeCompanyAppsTest() {
    return std::make_unique<CompanyAppsTest>();
}

} // namespace kaomon::test

#include "company_apps_test.moc"
