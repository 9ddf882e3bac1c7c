// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <set>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/changes.h"
#include "wire/vault.h"

namespace kaomon::test {
namespace {

// The sealed entries of a person: his own PCs bring and get them, whole or not at all, and nobody else does.
class VaultTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void emptyAtFirst();
    void storedWhole();
    void onlyOneWins();
    void bounds_data();
    void bounds();
    void versionsOnlyRise();
    void pages();
    void reachesThePcsThatCanOpenIt();
    void removed();
    void nobodyElses();
    void restsWithTheVaultKey();

private:
    [[nodiscard]] wire::VaultItem item(const VaultItemId& id, long long version,
                                       std::size_t size = 300) const {
        return {id, m_member->id, version, crypto::randomBytes(106), crypto::randomBytes(size), 0};
    }
    // The next list, as the PC would seal it: the server cannot tell.
    [[nodiscard]] wire::VaultWrite write(std::vector<wire::VaultItem> items) {
        const auto now = vault();
        return {
            {m_member->id, now.version + 1, crypto::randomBytes(200), m_pc->id, crypto::randomBytes(64), 0},
            std::move(items),
            {}};
    }
    [[nodiscard]] Reply put(const wire::VaultWrite& write, const std::string& etag) {
        Call call{"PUT", "/v1/vault", wire::encode(write)};
        call.headers["If-Match"] = etag;
        return m_client.send(call, &m_onPc);
    }
    [[nodiscard]] Reply put(const wire::VaultWrite& change) { return put(change, tag()); }
    [[nodiscard]] std::string tag() { return "\"r" + std::to_string(vault().rev) + "\""; }
    [[nodiscard]] wire::VaultManifest vault() {
        return bodyOf<wire::VaultManifest>(m_client.send({"GET", "/v1/vault"}, &m_onPc))
            .value_or(wire::VaultManifest{});
    }
    // What a PC is given since `m_token`, by kind and id; "delete" or "upsert".
    [[nodiscard]] std::map<std::string, std::string> changesFor(const Pc& pc, std::string& token) {
        std::map<std::string, std::string> seen;
        Caller caller = Caller::device(pc.id.text(), pc.sign);
        while (true) {
            const auto page = bodyOf<wire::ChangePage>(
                m_client.send({"GET", "/v1/changes" + (token.empty() ? "" : "?since=" + token)}, &caller));
            if (!page) {
                return {};
            }
            for (const auto& change : page->items) {
                seen[change.kind + " " + change.id] = change.op;
            }
            token = page->next;
            if (!page->more) {
                return seen;
            }
        }
    }
    [[nodiscard]] std::string key(const VaultItemId& id) const {
        return "vault_item " + m_member->id.text() + "|" + id.text();
    }
    [[nodiscard]] Reply putWrap(const Pc& pc) {
        const wire::UserKeys keys{m_member->id, {}, {{"device", pc.id.text(), crypto::randomBytes(96)}}};
        return m_client.send({"PUT", "/v1/users/" + m_member->id.text() + "/vault-keys", wire::encode(keys)},
                             &m_onPc);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Pc> m_otherPc;
    std::optional<Person> m_member;
    Caller m_onPc = Caller::console();
    VaultItemId m_first = VaultItemId::generate();
};

void VaultTest::initTestCase() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Vaults"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    m_otherPc = m_kit->addPc();
    QVERIFY2(m_pc && m_otherPc, describe(m_kit->lastReply).c_str());
    m_member = m_kit->addPerson("keeper", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(putWrap(*m_pc), 204);
}

void VaultTest::emptyAtFirst() {
    const Reply reply = m_client.send({"GET", "/v1/vault"}, &m_onPc);
    EXPECT_STATUS(reply, 200);
    QCOMPARE(reply.etag(), std::string("\"r0\""));
    QCOMPARE(vault().version, 0LL);
    const auto page = bodyOf<wire::VaultItemPage>(m_client.send({"GET", "/v1/vault/items"}, &m_onPc));
    QVERIFY(page && page->items.empty() && page->next.empty());
}

void VaultTest::storedWhole() {
    const auto sent = write({item(m_first, 1)});
    const Reply reply = put(sent);
    EXPECT_STATUS(reply, 200);
    const auto stored = bodyOf<wire::VaultManifest>(reply);
    QVERIFY(stored);
    QCOMPARE(stored->version, 1LL);
    QVERIFY(stored->sealed == sent.manifest.sealed && stored->signature == sent.manifest.signature);
    QCOMPARE(reply.etag(), tag());
    const auto page = bodyOf<wire::VaultItemPage>(m_client.send({"GET", "/v1/vault/items"}, &m_onPc));
    QVERIFY(page && page->items.size() == 1);
    QVERIFY(page->items[0].ciphertext == sent.items[0].ciphertext && page->items[0].key == sent.items[0].key);
}

void VaultTest::onlyOneWins() {
    const std::string before = tag();
    const auto one = write({item(VaultItemId::generate(), 1)});
    const auto other = write({item(VaultItemId::generate(), 1)});
    EXPECT_STATUS(put(one, before), 200);
    EXPECT_PROBLEM(put(other, before), 412, "stale_revision");
    Call without{"PUT", "/v1/vault", wire::encode(other)};
    EXPECT_PROBLEM(m_client.send(without, &m_onPc), 428, "precondition_required");
}

void VaultTest::bounds_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("status");
    QTest::newRow("another's list") << "manifest user" << 422;
    QTest::newRow("another PC's list") << "manifest device" << 403;
    QTest::newRow("no list") << "no list" << 422;
    QTest::newRow("list too large") << "large list" << 422;
    QTest::newRow("no signature") << "no signature" << 422;
    QTest::newRow("list left out a version") << "version" << 422;
    QTest::newRow("another's entry") << "item user" << 422;
    QTest::newRow("version 0") << "item version" << 422;
    QTest::newRow("no key") << "no key" << 422;
    QTest::newRow("key too long") << "long key" << 422;
    QTest::newRow("empty entry") << "empty" << 422;
    QTest::newRow("entry too large") << "large" << 422;
    QTest::newRow("entry twice") << "twice" << 422;
    QTest::newRow("put and removed") << "put and removed" << 422;
    QTest::newRow("too many") << "many" << 422;
}

void VaultTest::bounds() {
    QFETCH(QString, fault);
    QFETCH(int, status);
    const auto is = [&](const char* name) { return fault == QLatin1String(name); };
    const long long before = vault().version;
    auto sent = write({item(VaultItemId::generate(), 1, is("large") ? 64 * 1024 + 1 : 300)});
    wire::VaultItem& first = sent.items[0];
    if (is("manifest user")) {
        sent.manifest.user = m_kit->owner.id;
    } else if (is("manifest device")) {
        sent.manifest.device = m_otherPc->id;
    } else if (is("no list")) {
        sent.manifest.sealed.clear();
    } else if (is("large list")) {
        sent.manifest.sealed = crypto::randomBytes(128 * 1024 + 1);
    } else if (is("no signature")) {
        sent.manifest.signature.clear();
    } else if (is("version")) {
        ++sent.manifest.version;
    } else if (is("item user")) {
        first.user = m_kit->owner.id;
    } else if (is("item version")) {
        first.version = 0;
    } else if (is("no key")) {
        first.key.clear();
    } else if (is("long key")) {
        first.key = crypto::randomBytes(257);
    } else if (is("empty")) {
        first.ciphertext.clear();
    } else if (is("twice")) {
        sent.items.push_back(first);
    } else if (is("put and removed")) {
        sent.removed.push_back(first.id);
    } else if (is("many")) {
        for (int i = 0; i < 100; ++i) {
            sent.items.push_back(item(VaultItemId::generate(), 1, 20));
        }
    }
    EXPECT_STATUS(put(sent), status);
    QCOMPARE(vault().version, before);
}

void VaultTest::versionsOnlyRise() {
    EXPECT_STATUS(put(write({item(m_first, 5)})), 200);
    EXPECT_PROBLEM(put(write({item(m_first, 5)})), 422, "validation_failed");
    EXPECT_PROBLEM(put(write({item(m_first, 4)})), 422, "validation_failed");
    EXPECT_STATUS(put(write({item(m_first, 6)})), 200);
}

void VaultTest::pages() {
    for (int i = 0; i < 3; ++i) {
        EXPECT_STATUS(put(write({item(VaultItemId::generate(), 1)})), 200);
    }
    std::vector<std::string> seen;
    std::string cursor;
    do {
        const auto page = bodyOf<wire::VaultItemPage>(m_client.send(
            {"GET", "/v1/vault/items?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor)}, &m_onPc));
        QVERIFY(page && page->items.size() <= 2);
        for (const auto& one : page->items) {
            seen.push_back(one.id.text());
        }
        cursor = page->next;
    } while (!cursor.empty());
    QCOMPARE(seen.size(), std::size_t{5});
    QCOMPARE(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/vault/items?cursor=made.up"}, &m_onPc), 422,
                   "validation_failed");
}

void VaultTest::reachesThePcsThatCanOpenIt() {
    std::string token;
    std::string otherToken;
    auto seen = changesFor(*m_pc, token);
    QCOMPARE(seen[key(m_first)], std::string("upsert"));
    QCOMPARE(seen["vault " + m_member->id.text()], std::string("upsert"));
    auto other = changesFor(*m_otherPc, otherToken);
    QVERIFY(!other.contains(key(m_first)) && !other.contains("vault " + m_member->id.text()));
    EXPECT_STATUS(putWrap(*m_otherPc), 204);
    other = changesFor(*m_otherPc, otherToken);
    QCOMPARE(other[key(m_first)], std::string("upsert"));
    QCOMPARE(other["vault " + m_member->id.text()], std::string("upsert"));
}

void VaultTest::removed() {
    std::string token;
    (void)changesFor(*m_otherPc, token);
    auto change = write({});
    change.removed.push_back(m_first);
    change.removed.push_back(VaultItemId::generate()); // one that never was
    EXPECT_STATUS(put(change), 200);
    QCOMPARE(changesFor(*m_otherPc, token)[key(m_first)], std::string("delete"));
    const auto page = bodyOf<wire::VaultItemPage>(m_client.send({"GET", "/v1/vault/items"}, &m_onPc));
    QVERIFY(page && page->items.size() == 4);
}

void VaultTest::nobodyElses() {
    const auto page = bodyOf<wire::VaultItemPage>(m_client.send({"GET", "/v1/vault/items"}, &m_kit->console));
    QVERIFY(page && page->items.empty());
    Call call{"PUT", "/v1/vault", wire::encode(write({}))};
    call.headers["If-Match"] = "\"r0\"";
    EXPECT_PROBLEM(m_client.send(call, &m_kit->console), 403, "forbidden");
    Caller device = Caller::device(m_pc->id.text(), m_pc->sign);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/vault"}, &device), 403, "forbidden");
}

// A reissue takes nothing away, and lets nothing be written until a face or two people have spoken.
void VaultTest::restsWithTheVaultKey() {
    const auto before = vault();
    const wire::PasswordReset slip{makePassword(), wallNow() + std::chrono::hours(1), "forgotten"};
    EXPECT_STATUS(
        m_client.send({"POST", "/v1/users/" + m_member->id.text() + ":reset-password", wire::encode(slip)},
                      &m_kit->console),
        204);
    m_member->password = slip.oneTimePassword;
    QVERIFY(m_kit->signInOnPc(m_onPc, *m_pc, *m_member));
    const wire::PasswordChange change{
        slip.oneTimePassword.auth,
        makePassword(),
        {m_member->identity.signing.publicKey(), m_member->identity.box.publicKey(), crypto::randomBytes(64)},
        {}};
    EXPECT_STATUS(m_client.send({"PUT", "/v1/session/password", wire::encode(change)}, &m_onPc), 204);
    QCOMPARE(vault().version, before.version);
    QVERIFY(vault().sealed == before.sealed);
    EXPECT_PROBLEM(put(write({item(VaultItemId::generate(), 1)})), 409, "conflict");
}

} // namespace

std::unique_ptr<QObject> makeVaultTest() {
    return std::make_unique<VaultTest>();
}

} // namespace kaomon::test

#include "vault_test.moc"
