// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "crypto/key_pairs.h"
#include "support/bytes.h"

using namespace kaomon;
using namespace kaomon::crypto;
using kaomon::testing::bytesOf;

class TestKeyPairs : public QObject {
    Q_OBJECT

private slots:
    void signatureFitsOneKeyPurposeAndMessage() {
        const SigningKey key = SigningKey::generate();
        const Bytes signature = key.sign("purpose", bytesOf("message"));
        QVERIFY(verify(key.publicKey(), "purpose", bytesOf("message"), signature).has_value());
        const SigningKey copy = std::move(SigningKey::fromSeed(key.seed().reveal()).value());
        QCOMPARE(copy.publicKey(), key.publicKey());
        QCOMPARE(copy.sign("purpose", bytesOf("message")), signature);
        QCOMPARE(key.clone().sign("purpose", bytesOf("message")), signature);

        const auto refused = [](const Status& status) {
            return !status.has_value() && status.error().code == ErrorCode::SignatureInvalid;
        };
        QVERIFY(
            refused(verify(SigningKey::generate().publicKey(), "purpose", bytesOf("message"), signature)));
        QVERIFY(refused(verify(key.publicKey(), "other", bytesOf("message"), signature)));
        QVERIFY(refused(verify(key.publicKey(), "purpose", bytesOf("messagE"), signature)));
        QVERIFY(refused(verify(key.publicKey(), "purposem", bytesOf("essage"), signature)));
        QVERIFY(refused(verify({}, "purpose", bytesOf("message"), signature)));
        QVERIFY(refused(verify(key.publicKey(), "purpose", bytesOf("message"), {})));
        QVERIFY(refused(verify(Bytes(32, 0), "purpose", bytesOf("message"), signature)));
        for (std::size_t i = 0; i < signature.size(); ++i) {
            Bytes changed = signature;
            changed[i] ^= 1;
            QVERIFY(refused(verify(key.publicKey(), "purpose", bytesOf("message"), changed)));
        }
    }

    void seedsHave32Bytes() {
        QVERIFY(!SigningKey::fromSeed(Bytes(31)).has_value());
        QVERIFY(!BoxKey::fromSecret(Bytes(33)).has_value());
        QVERIFY(SigningKey().isEmpty());
        QVERIFY(BoxKey().isEmpty());
    }

    void sealedBoxOpensForItsKeyAndContextOnly() {
        const BoxKey key = BoxKey::generate();
        const auto sealed = sealTo(key.publicKey(), "context", bytesOf("secret"));
        QVERIFY(sealed.has_value());
        const auto opened = openSealed(key, "context", *sealed);
        QVERIFY(opened.has_value());
        QCOMPARE(opened->reveal(), bytesOf("secret"));
        const BoxKey copy = std::move(BoxKey::fromSecret(key.secret().reveal()).value());
        QVERIFY(openSealed(copy, "context", *sealed).has_value());
        QVERIFY(openSealed(key.clone(), "context", *sealed).has_value());

        const auto refused = [](const Result<SecretBytes>& result) {
            return !result.has_value() && result.error().code == ErrorCode::DecryptionFailed;
        };
        QVERIFY(refused(openSealed(BoxKey::generate(), "context", *sealed)));
        QVERIFY(refused(openSealed(key, "other", *sealed)));
        QVERIFY(refused(openSealed(BoxKey(), "context", *sealed)));
        for (std::size_t i = 0; i < sealed->size(); ++i) {
            Bytes changed = *sealed;
            changed[i] ^= 1;
            QVERIFY(refused(openSealed(key, "context", changed)));
            QVERIFY(refused(openSealed(key, "context", std::span(*sealed).first(i))));
        }
    }

    void emptySecretsAndBadKeys() {
        const BoxKey key = BoxKey::generate();
        QVERIFY(openSealed(key, "c", sealTo(key.publicKey(), "c", {}).value()).value().isEmpty());
        for (const Bytes& bad : {Bytes(), Bytes(31, 1), Bytes(32, 0)}) {
            const auto sealed = sealTo(bad, "c", bytesOf("x"));
            QVERIFY(!sealed.has_value());
            QCOMPARE(sealed.error().code, ErrorCode::ValidationFailed);
        }
    }
};

QTEST_GUILESS_MAIN(TestKeyPairs)
#include "tst_key_pairs.moc"
