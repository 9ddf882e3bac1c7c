// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QTest>

#include "base/base64.h"
#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/server_pins.h"

namespace kaomon::test {
namespace {

using namespace Qt::StringLiterals;

// The key that is to follow the server's: prepared by the operator, told by the server, signed by an owner.
// That the server really changes over is shown by tst_server_key of tests/e2e.
class ServerPinsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void anybodyIsToldTheKeyInUse();
    void aPreparedKeyIsToldAfterAReload();
    void whoMayNotSign_data();
    void whoMayNotSign();
    void anOwnerSignsAndPcsGetThePair();
    void whichPcsKnowTheNextKeyIsTold_data();
    void whichPcsKnowTheNextKeyIsTold();
    void promotionWaitsForEveryOwner();
    void promotionWaitsForEveryPc();
    void whatIsDroppedIsToldNoMore();
    void cleanupTestCase();

private:
    [[nodiscard]] std::optional<wire::ServerPins> told() {
        return bodyOf<wire::ServerPins>(m_client.send({"GET", "/v1/server-pins"}));
    }
    [[nodiscard]] std::map<std::string, std::string> tls(const QStringList& command) {
        return m_suite.server.control(QStringList{u"tls"_s} + command);
    }
    [[nodiscard]] Reply put(const wire::ManifestDocument& document, Caller& caller) {
        return m_client.send({"PUT", "/v1/manifest", wire::encode(document)}, &caller);
    }
    [[nodiscard]] std::string stateOf(const TenantKit& kit) {
        return tls({u"status"_s})["tenant " + kit.tenant.text()];
    }

    // PCs in words of kaomonctl.
    [[nodiscard]] std::string following() { return tls({u"status"_s})["pcs " + m_kit->tenant.text()]; }
    [[nodiscard]] std::vector<std::string> without(const std::string& pin) {
        std::vector<std::string> names;
        const auto page = bodyOf<wire::DevicePage>(
            m_client.send({"GET", "/v1/devices?state=active&without_pin=" + pin}, &m_kit->console));
        for (const wire::Device& device : page.value_or(wire::DevicePage()).items) {
            names.push_back(device.id.text());
        }
        return names;
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    Caller m_helper = Caller::console();
    std::string m_pin;  // as kaomonctl printed it
    std::string m_next; // likewise
};

void ServerPinsTest::initTestCase() {
    const auto created = m_suite.server.createTenant(u"Pins"_s, false);
    m_pin = created.at("pin");
    m_kit = std::make_unique<TenantKit>(m_client, created);
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    QVERIFY2(m_kit->addPerson("pins.helper", "user_admin", nullptr, m_helper),
             describe(m_kit->lastReply).c_str());
}

void ServerPinsTest::anybodyIsToldTheKeyInUse() {
    const auto pins = told();
    QVERIFY(pins);
    QCOMPARE(pins->current, m_pin);
    QVERIFY(pins->currentUntil > wallNow());
    QVERIFY(!pins->next && !pins->nextUntil);
}

void ServerPinsTest::aPreparedKeyIsToldAfterAReload() {
    m_next = tls({u"next"_s})["next"];
    QCOMPARE(fromBase64Url(m_next).value_or(Bytes()).size(), std::size_t(32));
    QVERIFY(m_next != m_pin);
    const QString key = m_suite.backend.folder() + u"/data/tls-next.key"_s;
    QVERIFY(QFile::exists(key));
    QVERIFY((QFile::permissions(key) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)) == 0);
    QVERIFY(!told()->next); // the running server was not asked to look
    m_suite.server.signal(SIGHUP);
    QTRY_COMPARE_WITH_TIMEOUT(told()->next.value_or(""), m_next, 60000);
    QVERIFY(told()->nextUntil > told()->currentUntil - std::chrono::hours(24));
    QCOMPARE(told()->current, m_pin);
    QVERIFY(tls({u"next"_s}).empty()); // one at a time
    const auto status = tls({u"status"_s});
    QCOMPARE(status.at("current"), m_pin);
    QCOMPARE(status.at("next"), m_next);
}

void ServerPinsTest::whoMayNotSign_data() {
    QTest::addColumn<QString>("who");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("the server, by a root of its own") << u"stranger"_s << 422 << u"signature_invalid"_s;
    QTest::newRow("a user admin") << u"helper"_s << 403 << u"forbidden"_s;
    QTest::newRow("an owner, once more the version in force") << u"old"_s << 412 << u"stale_revision"_s;
}

void ServerPinsTest::whoMayNotSign() {
    QFETCH(QString, who);
    QFETCH(int, status);
    QFETCH(QString, code);
    m_kit->manifest.tlsPins = {m_pin, m_next};
    const auto stranger = crypto::SigningKey::generate();
    const auto document =
        m_kit->nextManifest(who == u"old"_s ? 1 : 2, who == u"stranger"_s ? stranger : m_kit->keys.root);
    const Reply reply = put(document, who == u"helper"_s ? m_helper : m_kit->console);
    QVERIFY2(reply.code() == code.toStdString(), describe(reply).c_str());
    QCOMPARE(reply.status, status);
    QVERIFY(stateOf(*m_kit).find("next not signed yet") != std::string::npos);
}

void ServerPinsTest::anOwnerSignsAndPcsGetThePair() {
    m_kit->manifest.tlsPins = {m_pin, m_next};
    EXPECT_STATUS(put(m_kit->nextManifest(2, m_kit->keys.root), m_kit->console), 204);
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    const auto document = bodyOf<wire::ManifestDocument>(m_client.send({"GET", "/v1/manifest"}, &pc));
    QVERIFY(document);
    const auto record = crypto::SignedRecord::decode(document->record);
    const auto manifest =
        crypto::TenantManifest::verify(*record, m_kit->keys.root.publicKey(), m_kit->tenant.text(), 2);
    QVERIFY(manifest);
    QCOMPARE(manifest->tlsPins, (std::vector<std::string>{m_pin, m_next}));
    QVERIFY(stateOf(*m_kit).find("current signed, next signed") != std::string::npos);
}

void ServerPinsTest::whichPcsKnowTheNextKeyIsTold_data() {
    QTest::addColumn<QByteArray>("header"); // C: the key in use, N: the next one
    QTest::addColumn<bool>("isFollowing");
    QTest::newRow("a PC of before, which says nothing") << QByteArray() << false;
    QTest::newRow("the key in use only") << QByteArray("C") << false;
    QTest::newRow("one that is none") << QByteArray("C,next") << false;
    QTest::newRow("more than anybody has") << QByteArray("C,N,C,N,C,N,C,N,C") << false;
    QTest::newRow("both") << QByteArray("C,N") << true;
    QTest::newRow("what says nothing takes nothing back") << QByteArray() << true;
    QTest::newRow("after an older copy of its store came back") << QByteArray("C") << false;
}

// What the PC says with its question for changes.
void ServerPinsTest::whichPcsKnowTheNextKeyIsTold() {
    QFETCH(QByteArray, header);
    QFETCH(bool, isFollowing);
    header.replace('N', "?").replace('C', m_pin.c_str()).replace("?", m_next.c_str());
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    Call call{"GET", "/v1/changes"};
    if (!header.isEmpty()) {
        call.headers["Kaomon-Pins"] = header.toStdString();
    }
    EXPECT_STATUS(m_client.send(call, &pc), 200);
    QCOMPARE(following(), std::string(isFollowing ? "1 of 1" : "0 of 1") + " know the next key");
    const bool isNamed = tls({u"status"_s}).contains("without " + m_pc->id.text());
    QCOMPARE(isNamed, !isFollowing);
    QCOMPARE(without(m_next), isFollowing ? std::vector<std::string>() : std::vector{m_pc->id.text()});
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/devices?without_pin=next"}, &m_kit->console), 422,
                   "validation_failed");
}

// The other tenants of this server have not signed: nobody of theirs would find it again.
void ServerPinsTest::promotionWaitsForEveryOwner() {
    QVERIFY(stateOf(*m_suite.home).find("next not signed yet") != std::string::npos);
    QVERIFY(tls({u"promote"_s}).empty());
    m_suite.server.signal(SIGHUP);
    QCOMPARE(tls({u"status"_s}).at("current"), m_pin);
    QCOMPARE(told()->current, m_pin);
}

// Whatever their owners have signed.
void ServerPinsTest::promotionWaitsForEveryPc() {
    QCOMPARE(without(m_next).size(), std::size_t(1));
    QVERIFY(tls({u"promote"_s, u"--force"_s}).empty());
    QVERIFY(tls({u"promote"_s, u"--leave-behind"_s}).empty()); // which is no word about signatures
    QCOMPARE(tls({u"status"_s}).at("current"), m_pin);
}

void ServerPinsTest::whatIsDroppedIsToldNoMore() {
    QCOMPARE(tls({u"drop"_s})["next"], std::string("none"));
    m_suite.server.signal(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(told() && !told()->next, 60000);
    const std::string elsewhere = toBase64Url(Bytes(32, 7));
    QCOMPARE(tls({u"next"_s, u"--pin"_s, u"no pin"_s}).size(), std::size_t(0));
    QCOMPARE(tls({u"next"_s, u"--pin"_s, QString::fromStdString(elsewhere)})["next"], elsewhere);
    QCOMPARE(tls({u"status"_s}).at("next"), elsewhere);
    QVERIFY(tls({u"promote"_s, u"--force"_s}).empty()); // there is no key to use
}

void ServerPinsTest::cleanupTestCase() {
    QCOMPARE(tls({u"drop"_s})["next"], std::string("none"));
    m_suite.server.signal(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(told() && !told()->next, 60000);
}

} // namespace

std::unique_ptr<QObject> makeServerPinsTest() {
    return std::make_unique<ServerPinsTest>();
}

} // namespace kaomon::test

#include "server_pins_test.moc"
