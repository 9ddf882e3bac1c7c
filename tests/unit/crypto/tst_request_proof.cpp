// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <functional>

#include "crypto/request_proof.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::crypto;

namespace {

constexpr ProofInput kInput{"POST", "/v1/users?limit=5", R"({"login":"taro"})", "token"};

bool isRefused(const Status& status) {
    return !status.has_value() && status.error().code == ErrorCode::ProofInvalid;
}

} // namespace

class TestRequestProof : public QObject {
    Q_OBJECT

private:
    SigningKey m_key = SigningKey::generate();
    kaomon::testing::ManualClock m_clock;

    [[nodiscard]] RequestProof make(const ProofInput& input = kInput) const {
        return RequestProof::make(input, "device-1", m_key, m_clock.now(), 42);
    }

private slots:
    void roundTrip() {
        const RequestProof proof = make();
        const auto read = RequestProof::parse(proof.header());
        QVERIFY(read.has_value());
        QCOMPARE(read->keyId, std::string("device-1"));
        QCOMPARE(read->counter, std::uint64_t{42});
        QCOMPARE(read->timestamp, std::int64_t{1767225600});
        QCOMPARE(read->nonce.size(), std::size_t{22});
        QVERIFY(read->verify(kInput, m_key.publicKey()).has_value());
        QVERIFY(make().nonce != proof.nonce);
    }

    void everySignedFieldCounts() {
        const RequestProof proof = make();
        for (const ProofInput& other : {
                 ProofInput{"PUT", kInput.target, kInput.body, kInput.token},
                 ProofInput{kInput.method, "/v1/users?limit=6", kInput.body, kInput.token},
                 ProofInput{kInput.method, kInput.target, R"({"login":"jiro"})", kInput.token},
                 ProofInput{kInput.method, kInput.target, "", kInput.token},
                 ProofInput{kInput.method, kInput.target, kInput.body, "other"},
                 ProofInput{kInput.method, kInput.target, kInput.body, ""},
             }) {
            QVERIFY(isRefused(proof.verify(other, m_key.publicKey())));
        }
        const std::vector<std::function<void(RequestProof&)>> changes{
            [](RequestProof& p) { p.keyId = "device-2"; },     [](RequestProof& p) { ++p.timestamp; },
            [](RequestProof& p) { p.nonce[0] ^= 1; },          [](RequestProof& p) { ++p.counter; },
            [](RequestProof& p) { p.signature.front() ^= 1; }, [](RequestProof& p) { p.signature.clear(); },
        };
        for (const auto& change : changes) {
            RequestProof changed = proof;
            change(changed);
            QVERIFY(isRefused(changed.verify(kInput, m_key.publicKey())));
        }
        QVERIFY(isRefused(proof.verify(kInput, SigningKey::generate().publicKey())));
        QVERIFY(isRefused(proof.verify(kInput, {})));
    }

    void beforeSignIn() {
        const ProofInput anonymous{"GET", "/v1/health", "", ""};
        QVERIFY(make(anonymous).verify(anonymous, m_key.publicKey()).has_value());
    }

    void malformedHeaders_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("other version") << QByteArray("v=1;") << QByteArray("v=2;");
        QTest::newRow("no version") << QByteArray("v=1;") << QByteArray("");
        QTest::newRow("empty kid") << QByteArray("kid=device-1") << QByteArray("kid=");
        QTest::newRow("kid with a quote") << QByteArray("kid=device-1") << QByteArray("kid=device'1");
        QTest::newRow("long kid") << QByteArray("kid=device-1") << QByteArray("kid=") + QByteArray(65, 'a');
        QTest::newRow("negative time") << QByteArray("ts=1") << QByteArray("ts=-1");
        QTest::newRow("time with letters") << QByteArray("ts=1") << QByteArray("ts=0x1");
        QTest::newRow("huge time") << QByteArray("ts=1") << QByteArray("ts=99999999999999999999");
        QTest::newRow("short nonce") << QByteArray("nonce=") << QByteArray("nonce=;x=");
        QTest::newRow("negative counter") << QByteArray("ctr=42") << QByteArray("ctr=-42");
        QTest::newRow("no counter") << QByteArray("ctr=42") << QByteArray("ctr=");
        QTest::newRow("order") << QByteArray("v=1;kid=device-1") << QByteArray("kid=device-1;v=1");
        QTest::newRow("spaces") << QByteArray(";") << QByteArray("; ");
        QTest::newRow("repeated") << QByteArray("ctr=42") << QByteArray("ctr=42;ctr=42");
        QTest::newRow("signature twice") << QByteArray(";sig=") << QByteArray(";sig=AA;sig=");
        QTest::newRow("long") << QByteArray("v=1") << QByteArray(5000, 'v');
        QTest::newRow("no separators") << QByteArray(";") << QByteArray("");
    }
    void malformedHeaders() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray header = QByteArray::fromStdString(make().header());
        header.replace(from, to);
        const auto read = RequestProof::parse(header.toStdString());
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::ProofInvalid);
    }

    void truncatedHeaders() {
        const std::string header = make().header();
        for (std::size_t size = 0; size < header.size(); ++size) {
            QVERIFY(!RequestProof::parse(std::string_view(header).substr(0, size)).has_value());
        }
        QVERIFY(!RequestProof::parse(header + ";").has_value());
    }

    void sessionKeyIdIsAHash() {
        QCOMPARE(sessionKeyId(m_key.publicKey()).size(), std::size_t{43});
        QVERIFY(sessionKeyId(m_key.publicKey()) != sessionKeyId(SigningKey::generate().publicKey()));
    }
};

QTEST_GUILESS_MAIN(TestRequestProof)
#include "tst_request_proof.moc"
