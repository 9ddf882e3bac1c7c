// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/base64.h"
#include "crypto/enrolment_code.h"
#include "support/bytes.h"

using namespace kaomon;
using namespace kaomon::crypto;
using kaomon::testing::bytesOf;

namespace {

EnrolmentSecrets someSecrets() {
    EnrolmentSecrets secrets;
    secrets.delegate = SigningKey::generate();
    secrets.delegateCertificate = bytesOf("certificate");
    secrets.faceKeys.push_back({"face-key-1", "group-1", SecretKey::generate()});
    secrets.faceKeys.push_back({"face-key-2", "group-2", SecretKey::generate()});
    return secrets;
}

} // namespace

class TestEnrolmentCode : public QObject {
    Q_OBJECT

private slots:
    void typedFormsAreOneCode() {
        const EnrolmentCode code = EnrolmentCode::generate();
        QCOMPARE(code.text().reveal().size(), std::size_t{39});
        QCOMPARE(fromBase64Url(code.id()).value().size(), std::size_t{16});
        QString plain = QString::fromStdString(code.text().reveal());
        for (const QString& typed : {plain, plain.toLower(), QString(plain).remove(QLatin1Char('-')),
                                     QString(plain).replace(QLatin1Char('-'), QLatin1Char(' '))}) {
            const auto parsed = EnrolmentCode::parse(typed.toStdString());
            QVERIFY(parsed.has_value());
            QCOMPARE(parsed->id(), code.id());
            QCOMPARE(parsed->text().reveal(), code.text().reveal());
            QVERIFY(equalConstantTime(parsed->macKey().reveal(), code.macKey().reveal()));
            QVERIFY(equalConstantTime(parsed->openKey().reveal(), code.openKey().reveal()));
        }
    }

    void theThreePartsDiffer() {
        const EnrolmentCode code = EnrolmentCode::generate();
        QVERIFY(!equalConstantTime(code.macKey().reveal(), code.openKey().reveal()));
        QVERIFY(fromBase64Url(code.id()).value() !=
                Bytes(code.openKey().reveal().begin(), code.openKey().reveal().begin() + 16));
        QVERIFY(EnrolmentCode::generate().id() != code.id());
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("AAAA-BBBB");
        QTest::newRow("one too few") << QByteArray(31, 'A');
        QTest::newRow("one too many") << QByteArray(33, 'A');
        QTest::newRow("digit outside the alphabet") << QByteArray(31, 'A') + '1';
        QTest::newRow("underscore") << QByteArray(31, 'A') + '_';
        QTest::newRow("very long") << QByteArray(100000, 'A');
    }
    void refuses() {
        QFETCH(QByteArray, typed);
        const auto code = EnrolmentCode::parse(typed.toStdString());
        QVERIFY(!code.has_value());
        QCOMPARE(code.error().code, ErrorCode::EnrolmentCodeInvalid);
    }

    void blobRoundTrip() {
        const EnrolmentCode code = EnrolmentCode::generate();
        const EnrolmentSecrets secrets = someSecrets();
        const Bytes blob = sealEnrolmentSecrets(code, "tenant", secrets);
        const auto opened =
            openEnrolmentSecrets(EnrolmentCode::parse(code.text().reveal()).value(), "tenant", blob);
        QVERIFY(opened.has_value());
        QCOMPARE(opened->delegate.publicKey(), secrets.delegate.publicKey());
        QCOMPARE(opened->delegateCertificate, secrets.delegateCertificate);
        QCOMPARE(opened->faceKeys.size(), std::size_t{2});
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(opened->faceKeys[i].id, secrets.faceKeys[i].id);
            QCOMPARE(opened->faceKeys[i].group, secrets.faceKeys[i].group);
            QVERIFY(equalConstantTime(opened->faceKeys[i].key.reveal(), secrets.faceKeys[i].key.reveal()));
        }
    }

    void blobOpensForItsCodeAndTenantOnly() {
        const EnrolmentCode code = EnrolmentCode::generate();
        const Bytes blob = sealEnrolmentSecrets(code, "tenant", someSecrets());
        const auto refused = [](const Result<EnrolmentSecrets>& result) {
            return !result.has_value() && result.error().code == ErrorCode::DecryptionFailed;
        };
        QVERIFY(refused(openEnrolmentSecrets(EnrolmentCode::generate(), "tenant", blob)));
        QVERIFY(refused(openEnrolmentSecrets(code, "other tenant", blob)));
        QVERIFY(refused(openEnrolmentSecrets(code, "tenant", {})));
        for (std::size_t i = 0; i < blob.size(); ++i) {
            Bytes changed = blob;
            changed[i] ^= 0x80;
            QVERIFY(refused(openEnrolmentSecrets(code, "tenant", changed)));
        }
    }
};

QTEST_GUILESS_MAIN(TestEnrolmentCode)
#include "tst_enrolment_code.moc"
