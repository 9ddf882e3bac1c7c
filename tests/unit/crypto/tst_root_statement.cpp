// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "crypto/root_statement.h"

using namespace kaomon;
using crypto::RootStatement;

class RootStatementTest final : public QObject {
    Q_OBJECT

    const crypto::SigningKey m_root = crypto::SigningKey::generate();
    const RootStatement m_statement{"tenant", "owner", "root", crypto::hash("a seal")};
    const Bytes m_signature = m_statement.sign(m_root);

private slots:
    void theRootIsBelieved() { QVERIFY(m_statement.check(m_root.publicKey(), m_signature)); }

    void anotherKeyIsNot() {
        const auto other = crypto::SigningKey::generate();
        const auto checked = m_statement.check(m_root.publicKey(), m_statement.sign(other));
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::SignatureInvalid);
    }

    // No word serves for another tenant, owner, key or seal than it was given for.
    void itSaysNothingElse_data() {
        QTest::addColumn<int>("field");
        QTest::newRow("tenant") << 0;
        QTest::newRow("owner") << 1;
        QTest::newRow("key") << 2;
        QTest::newRow("seal") << 3;
    }
    void itSaysNothingElse() {
        QFETCH(int, field);
        RootStatement other = m_statement;
        switch (field) {
        case 0:
            other.tenant = "another";
            break;
        case 1:
            other.user = "another";
            break;
        case 2:
            other.keyId = "another";
            break;
        default:
            other.sealDigest = crypto::hash("another seal");
        }
        const auto checked = other.check(m_root.publicKey(), m_signature);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::SignatureInvalid);
    }
};

QTEST_GUILESS_MAIN(RootStatementTest)
#include "tst_root_statement.moc"
