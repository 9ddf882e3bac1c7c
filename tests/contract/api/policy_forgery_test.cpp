// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>

#include <QTest>

#include "contract/api/settings_bench.h"
#include "contract/api/test_classes.h"
#include "wire/problem.h"

namespace kaomon::test {
namespace {

using wire::SettingsBody;

// Settings documents that must not come into force.
class PolicyForgeryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void forgeries_data();
    void forgeries();
    void signerWhoLeftTheManifest();
    void refusedBodies_data();
    void refusedBodies();

private:
    SettingsBench m_bench;
};

void PolicyForgeryTest::initTestCase() {
    QVERIFY2(m_bench.setUp("forgery"), describe(m_bench.kit.lastReply).c_str());
}

void PolicyForgeryTest::cleanupTestCase() {
    QVERIFY2(m_bench.tearDown(), describe(m_bench.kit.lastReply).c_str());
}

void PolicyForgeryTest::forgeries_data() {
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

void PolicyForgeryTest::forgeries() {
    QFETCH(QString, how);
    QFETCH(int, status);
    QFETCH(QString, code);
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_timeout_s", "6"}}}),
                  200); // so that there is an older one
    const long long version = m_bench.versionOf("tenant");
    const std::string body = wire::encode(SettingsBody{{{"match_attempts", "9"}}});
    const crypto::SigningKey stranger = crypto::SigningKey::generate();
    const TenantKit& other = *m_bench.suite.other;
    const std::string tenant = m_bench.kit.tenant.text();
    const std::map<QString, DocumentSigner> signers{
        {QStringLiteral("any key"), {tenant, m_bench.kit.owner.id.text(), &stranger}},
        {QStringLiteral("help desk"), {tenant, m_bench.helper->id.text(), &m_bench.helper->identity.signing}},
        {QStringLiteral("member"), {tenant, m_bench.member->id.text(), &m_bench.member->identity.signing}},
        {QStringLiteral("owner of another tenant"),
         {tenant, other.owner.id.text(), &other.owner.identity.signing}},
        {QStringLiteral("for another tenant"),
         {other.tenant.text(), m_bench.kit.owner.id.text(), &m_bench.kit.owner.identity.signing}}};
    const std::map<QString, long long> versions{{QStringLiteral("version in force"), version},
                                                {QStringLiteral("version skipped"), version + 2},
                                                {QStringLiteral("older version"), version - 1}};
    const auto signer = signers.find(how);
    const auto number = versions.find(how);
    auto forged = m_bench.document(signer == signers.end() ? m_bench.owner() : signer->second, "tenant",
                                   number == versions.end() ? version + 1 : number->second, body);
    if (how == QLatin1String("label of another scope")) {
        forged.scope = m_bench.pcScope();
        forged.version = m_bench.versionOf(m_bench.pcScope()) + 1;
    } else if (how == QLatin1String("label of another version")) {
        forged.record = m_bench.document(m_bench.owner(), "tenant", version + 5, body).record;
    } else if (how == QLatin1String("no signature") || how == QLatin1String("changed after signing")) {
        auto record = crypto::SignedRecord::decode(forged.record).value();
        if (how == QLatin1String("no signature")) {
            record.signature.clear();
        } else {
            record.payload.back() ^= 1;
        }
        forged.record = record.encode();
    }
    EXPECT_PROBLEM(m_bench.put(forged), status, code.toStdString());
    QCOMPARE(m_bench.versionOf("tenant"), version);
    QVERIFY(m_bench.explained("", "match_attempts").value != "9");
}

void PolicyForgeryTest::signerWhoLeftTheManifest() {
    const DocumentSigner signer{m_bench.kit.tenant.text(), m_bench.userAdmin->id.text(),
                                &m_bench.userAdmin->identity.signing};
    const std::string body = wire::encode(SettingsBody{{{"match_timeout_s", "8"}}});
    EXPECT_STATUS(m_bench.put(m_bench.document(signer, "tenant", m_bench.versionOf("tenant") + 1, body)),
                  200);
    QCOMPARE(m_bench.explained("", "match_timeout_s").setByLogin,
             std::optional<std::string>("forgery-admin"));
    const auto kept = m_bench.kit.manifest.admins;
    std::erase_if(m_bench.kit.manifest.admins,
                  [&](const auto& admin) { return admin.userId == signer.admin; });
    QVERIFY2(m_bench.publishManifest(), describe(m_bench.kit.lastReply).c_str());
    EXPECT_PROBLEM(m_bench.put(m_bench.document(signer, "tenant", m_bench.versionOf("tenant") + 1, body)),
                   422, "policy_unsigned");
    m_bench.kit.manifest.admins = kept;
    QVERIFY2(m_bench.publishManifest(), describe(m_bench.kit.lastReply).c_str());
}

void PolicyForgeryTest::refusedBodies_data() {
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

void PolicyForgeryTest::refusedBodies() {
    QFETCH(QString, scope);
    QFETCH(QString, body);
    QFETCH(int, status);
    QFETCH(QString, pointer);
    const std::string place = scope == QLatin1String("USER") ? m_bench.userScope() : scope.toStdString();
    const auto reply = m_bench.put(
        m_bench.document(m_bench.owner(), place, m_bench.versionOf(place) + 1, body.toStdString()));
    EXPECT_PROBLEM(reply, status, status == 404 ? "not_found" : "validation_failed");
    if (status == 422) {
        const auto problem = bodyOf<wire::Problem>(reply);
        QVERIFY2(problem && problem->errors && !problem->errors->empty(), reply.body.c_str());
        QCOMPARE(problem->errors->front().pointer, pointer.toStdString());
    }
}

} // namespace

std::unique_ptr<QObject> makePolicyForgeryTest() {
    return std::make_unique<PolicyForgeryTest>();
}

} // namespace kaomon::test

#include "policy_forgery_test.moc"
