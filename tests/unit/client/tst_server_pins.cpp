// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of the server: an owner signs the pair, nobody else's word counts, and what an installation holds
// to follows.
#include <QTest>

#include "base/base64.h"
#include "client/manifest_trust.h"
#include "client/server_pins.h"
#include "owner_keyring.h"

using namespace kaomon;
using namespace kaomon::client;

Q_DECLARE_METATYPE(kaomon::ErrorCode)

namespace {

std::string pin(std::uint8_t byte) {
    return toBase64Url(Bytes(32, byte));
}

const std::string kOld = pin(1);
const std::string kNext = pin(2);
const std::string kOther = pin(3);

} // namespace

class TestServerPins : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        m_owner = testing::ownerKeyring(m_clock);
        QVERIFY(m_owner != nullptr);
    }

    // What a PC does with it: the root, the tenant, and no lower version than it has seen.
    void theOwnersPairCountsAndNothingOlder() {
        const auto document = sign({kOld, {}, kNext, {}}, kOld);
        QVERIFY(document);
        const auto read = verified(*document, m_owner->manifest().version);
        QVERIFY(read);
        QCOMPARE(read->tlsPins, (std::vector<std::string>{kOld, kNext}));
        QCOMPARE(read->version, m_owner->manifest().version + 1);
        QCOMPARE(read->admins.size(), m_owner->manifest().admins.size()); // nothing else was changed
        QCOMPARE(read->recoveryPublic, m_owner->manifest().recoveryPublic);
        QCOMPARE(verified(*document, read->version + 1).error().code, ErrorCode::ManifestRolledBack);
    }

    // With the next one in use the old one goes, also over a connection that began before the change.
    void theOldKeyIsLeftBehind() {
        const auto pair = verified(*sign({kOld, {}, kNext, {}}, kOld), 1);
        QVERIFY(pair);
        for (const std::string& peer : {kNext, kOld}) {
            const auto document = signServerPins(*m_owner, *pair, {kNext, {}, {}, {}}, peer, m_clock.now());
            QVERIFY(document);
            QCOMPARE(verified(*document, pair->version + 1)->tlsPins, std::vector<std::string>{kNext});
        }
    }

    // The server alone: it has every stored record and no private half.
    void aPairOfTheServersOwnIsRefused() {
        auto forged = m_owner->manifest();
        forged.version += 1;
        forged.tlsPins = {kOther};
        const auto stranger = crypto::SigningKey::generate();
        QCOMPARE(refusal(forged.sign(stranger)), ErrorCode::SignatureInvalid);
        forged.rootPublic = stranger.publicKey(); // and names it as root
        QCOMPARE(refusal(forged.sign(stranger)), ErrorCode::SignatureInvalid);
        auto record = crypto::SignedRecord::decode(sign({kOld, {}, kNext, {}}, kOld)->record).value();
        const auto at = std::ranges::search(record.payload, kNext).begin();
        QVERIFY(at != record.payload.end());
        *at = *at == 'B' ? 'C' : 'B'; // the signed pair with another key in it
        QCOMPARE(refusal(record), ErrorCode::SignatureInvalid);
    }

    void refusedToSign_data() {
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("next");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char* name, const std::string& current, const std::string& next,
                            ErrorCode code) {
            QTest::newRow(name) << QString::fromStdString(current) << QString::fromStdString(next) << code;
        };
        row("another key than is seen", kOther, kNext, ErrorCode::CertificatePinMismatch);
        row("no pin", kOld, "AAAA", ErrorCode::ValidationFailed);
        row("not base64url", kOld, std::string(43, '='), ErrorCode::ValidationFailed);
    }
    void refusedToSign() {
        QFETCH(QString, current);
        QFETCH(QString, next);
        QFETCH(ErrorCode, code);
        const auto document = sign({current.toStdString(), {}, next.toStdString(), {}}, kOld);
        QVERIFY(!document);
        QCOMPARE(document.error().code, code);
    }

    void whatIsHeldTo_data() {
        QTest::addColumn<int>("known");
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("peer");
        QTest::addColumn<bool>("follows");
        const QString named = QString::fromStdString(kNext);
        const QString unnamed = QString::fromStdString(kOld);
        QTest::newRow("first sight") << 0 << 5 << named << true;
        QTest::newRow("the same again") << 5 << 5 << named << true;
        QTest::newRow("news") << 4 << 5 << named << true;
        QTest::newRow("news that leaves the key in use behind") << 4 << 5 << unnamed << true;
        QTest::newRow("let in by hand, no news") << 5 << 5 << unnamed << false;
        QTest::newRow("let in by hand, first sight") << 0 << 5 << unnamed << false;
    }
    void whatIsHeldTo() {
        QFETCH(int, known);
        QFETCH(int, version);
        QFETCH(QString, peer);
        QFETCH(bool, follows);
        auto manifest = m_owner->manifest();
        manifest.version = static_cast<std::uint64_t>(version);
        manifest.tlsPins = {kNext, kOther};
        const auto kept = pinsToKeep({kOld}, static_cast<std::uint64_t>(known), manifest, peer.toStdString());
        QCOMPARE(kept, follows ? manifest.tlsPins : std::vector<std::string>{kOld});
        manifest.tlsPins.clear(); // never nothing at all
        QCOMPARE(pinsToKeep({kOld}, 1, manifest, kOld), std::vector<std::string>{kOld});
    }

private:
    Result<wire::ManifestDocument> sign(const wire::ServerPins& told, const std::string& peer) {
        return signServerPins(*m_owner, m_owner->manifest(), told, peer, m_clock.now());
    }
    Result<crypto::TenantManifest> verified(const wire::ManifestDocument& document, std::uint64_t lowest) {
        return openManifest(document.record, m_owner->tenant().text(), m_owner->rootFingerprint(), lowest);
    }
    ErrorCode refusal(const crypto::SignedRecord& record) {
        const auto read = verified({record.encode(), 0}, 1);
        return read ? ErrorCode::Internal : read.error().code;
    }

    SystemClock m_clock;
    std::shared_ptr<const AdminKeyring> m_owner;
};

QTEST_GUILESS_MAIN(TestServerPins)
#include "tst_server_pins.moc"
