// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/changes.h"
#include "wire/confirmations.h"

namespace kaomon::test {
namespace {

// What consoles confirm about the newest documents: kept in order, only with an administrator's signature,
// and given to the PCs.
class ConfirmationTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void keptAndGivenToPcs();
    void onlyTheNextVersion();
    void refused_data();
    void refused();
    void whoLeftIsAskedAnew();

private:
    [[nodiscard]] wire::PolicyDocument confirmation(long long version, const wire::ConfirmationBody& body,
                                                    const std::string& kind = "confirmation",
                                                    const crypto::SigningKey* key = nullptr) const {
        const crypto::SignedPolicy said{
            m_kit->tenant.text(), kind,     "tenant", static_cast<std::uint64_t>(version),
            wire::encode(body),   wallNow()};
        const auto record =
            said.sign(m_kit->owner.id.text(), key != nullptr ? *key : m_kit->owner.identity.signing);
        return {kind, "tenant", version, record.encode(), 0};
    }
    [[nodiscard]] Reply put(const wire::PolicyDocument& document) {
        return m_client.send({"PUT", "/v1/confirmation", wire::encode(document)}, &m_kit->console);
    }
    [[nodiscard]] wire::ConfirmationBasis basis() {
        const auto reply = m_client.send({"GET", "/v1/confirmation"}, &m_kit->console);
        return bodyOf<wire::ConfirmationBasis>(reply).value_or(wire::ConfirmationBasis());
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    long long m_version = 0;
};

void ConfirmationTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client,
                                        m_suite.server.createTenant(QStringLiteral("Confirmation"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
}

void ConfirmationTest::keptAndGivenToPcs() {
    QVERIFY(!basis().confirmation);
    QVERIFY(!basis().documents.empty()); // the founder's settings
    const auto pc = m_kit->addPc();
    QVERIFY2(pc, describe(m_kit->lastReply).c_str());
    const wire::ConfirmationBody body{1, {{"policy|tenant", 1, m_kit->owner.id.text(), wallNow()}}};
    const auto document = confirmation(++m_version, body);
    EXPECT_STATUS(put(document), 200);
    QVERIFY(basis().confirmation && basis().confirmation->record == document.record);
    QVERIFY(basis().documents.empty());
    const auto settings = m_kit->policy(2, "match_timeout_s", "6", m_kit->owner.identity.signing);
    EXPECT_STATUS(m_client.send({"PUT", "/v1/policies", wire::encode(settings)}, &m_kit->console), 200);
    QCOMPARE(basis().documents.size(), std::size_t(1));
    QCOMPARE(basis().documents.front().version, 2LL);
    Caller device = Caller::device(pc->id.text(), pc->sign);
    const auto page = bodyOf<wire::ChangePage>(m_client.send({"GET", "/v1/changes?limit=500"}, &device));
    QVERIFY(page);
    const auto given = std::ranges::find(page->items, std::string("confirmation"), &wire::Change::kind);
    QVERIFY(given != page->items.end() && given->body);
    const auto read = wire::decode<wire::PolicyDocument>(given->body->text);
    QVERIFY(read && read->record == document.record);
}

void ConfirmationTest::onlyTheNextVersion() {
    EXPECT_STATUS(put(confirmation(++m_version, {})), 200);
    EXPECT_PROBLEM(put(confirmation(m_version, {})), 412, "stale_revision");
    EXPECT_PROBLEM(put(confirmation(m_version + 2, {})), 412, "stale_revision");
    EXPECT_PROBLEM(put(confirmation(m_version - 1, {})), 409, "policy_rolled_back");
}

void ConfirmationTest::refused_data() {
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("code");
    QTest::newRow("any key") << "any key"
                             << "policy_unsigned";
    QTest::newRow("settings in its place") << "settings"
                                           << "validation_failed";
    QTest::newRow("too many documents") << "many"
                                        << "validation_failed";
    QTest::newRow("as a policy") << "as a policy"
                                 << "validation_failed";
}

void ConfirmationTest::refused() {
    QFETCH(QString, how);
    QFETCH(QString, code);
    const auto key = crypto::SigningKey::generate();
    wire::ConfirmationBody body;
    if (how == QLatin1String("many")) {
        body.heads.resize(1001, {"policy|tenant", 1, m_kit->owner.id.text(), wallNow()});
    }
    const auto document =
        confirmation(m_version + 1, body, how == QLatin1String("settings") ? "policy" : "confirmation",
                     how == QLatin1String("any key") ? &key : nullptr);
    const auto reply =
        how == QLatin1String("as a policy")
            ? m_client.send({"PUT", "/v1/policies", wire::encode(confirmation(1, body))}, &m_kit->console)
            : put(document);
    EXPECT_PROBLEM(reply, 422, code.toStdString());
}

// Who confirmed last leaves the manifest: what he said is to be said again by somebody else.
void ConfirmationTest::whoLeftIsAskedAnew() {
    EXPECT_STATUS(put(confirmation(++m_version, {})), 200);
    QVERIFY(basis().documents.empty());
    Caller byOther = Caller::console();
    const auto other = m_kit->addPerson("confirmer", "user_admin", nullptr, byOther);
    QVERIFY2(other, describe(m_kit->lastReply).c_str());
    const auto name = [&](const crypto::SigningKey& key, std::uint64_t version) {
        m_kit->manifest.admins.push_back(
            {other->id.text(), domain::Role::UserAdmin, key.publicKey(), other->identity.box.publicKey()});
        const auto next = m_kit->nextManifest(version, m_kit->keys.root);
        const auto reply = m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit->console);
        m_kit->manifest.admins.pop_back();
        return reply;
    };
    EXPECT_STATUS(name(other->identity.signing, 2), 204);
    const crypto::SignedPolicy said{m_kit->tenant.text(),
                                    "confirmation",
                                    "tenant",
                                    static_cast<std::uint64_t>(++m_version),
                                    wire::encode(wire::ConfirmationBody{}),
                                    wallNow()};
    const wire::PolicyDocument document{"confirmation", "tenant", m_version,
                                        said.sign(other->id.text(), other->identity.signing).encode(), 0};
    EXPECT_STATUS(m_client.send({"PUT", "/v1/confirmation", wire::encode(document)}, &byOther), 200);
    QVERIFY(basis().documents.empty());
    EXPECT_STATUS(name(crypto::SigningKey::generate(), 3), 204);
    QVERIFY(!basis().documents.empty());
    QCOMPARE(basis().confirmation->version, m_version);
}

} // namespace

std::unique_ptr<QObject> makeConfirmationTest() {
    return std::make_unique<ConfirmationTest>();
}

} // namespace kaomon::test

#include "confirmation_test.moc"
