// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "domain/password_form.h"

using namespace kaomon;

// Whatever way a password is typed, every program must split the same text.
class PasswordFormTest final : public QObject {
    Q_OBJECT

private slots:
    void canonicalForm_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("as it is") << QByteArray("Correct horse 9") << QByteArray("Correct horse 9");
        QTest::newRow("full width") << QByteArray("ＡＢＣ１２３") << QByteArray("ABC123");
        QTest::newRow("one-time") << QByteArray("abcd-EFGH-2345-67qr") << QByteArray("ABCD-EFGH-2345-67QR");
        QTest::newRow("one-time with spaces")
            << QByteArray(" abcd efgh 2345 67qr ") << QByteArray("ABCD-EFGH-2345-67QR");
        QTest::newRow("not base32") << QByteArray("abcd-efgh-1890-67qr") << QByteArray("abcd-efgh-1890-67qr");
        QTest::newRow("outer spaces count") << QByteArray(" word ") << QByteArray(" word ");
    }

    void canonicalForm() {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, expected);
        const auto canonical = domain::canonicalPassword(SecretString(typed.toStdString()));
        QVERIFY(canonical);
        QCOMPARE(canonical->reveal(), expected.toStdString());
    }

    void malformedTextIsRefused() {
        QCOMPARE(domain::canonicalPassword(SecretString("\xff\xfe")).error().code,
                 ErrorCode::ValidationFailed);
    }
};

QTEST_APPLESS_MAIN(PasswordFormTest)
#include "tst_password_form.moc"
