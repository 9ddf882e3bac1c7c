// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "crypto/licence_file.h"
#include "domain/company.h"

using namespace kaomon;
using namespace kaomon::crypto;

namespace {

constexpr const char* kTenant = "0193a000-0000-7000-8000-000000000001";

LicenceFile sample() {
    LicenceFile file{.serial = "2026-000123",
                     .tenant = kTenant,
                     .company = "株式会社さくら商事",
                     .companyNumber = "7000012050002",
                     .term = {}};
    file.term = {domain::LicenceKind::Paid, 250, domain::parseDay("2026-04-01").value(),
                 domain::parseDay("2027-03-31").value(), fromRfc3339("2026-03-20T01:02:03Z").value()};
    return file;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

} // namespace

class TestLicenceFile : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(initialise()); }

    void roundTrip() {
        const std::string text = sample().sign(m_key);
        QVERIFY(text.starts_with("KAOMON LICENCE 1\nserial: 2026-000123\nkind: paid\n"));
        const auto read = LicenceFile::verify(text, m_keys);
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        QCOMPARE(read->company, std::string("株式会社さくら商事"));
        QCOMPARE(read->term.seats, 250);
        QVERIFY(read->term.end == sample().term.end && read->term.issuedAt == sample().term.issuedAt);
        QCOMPARE(read->sign(m_key), text); // canonical: the same statement is the same text
    }

    void survivesMail() {
        const std::string text = sample().sign(m_key);
        std::string mailed = "\r\n";
        for (const char c : text) {
            mailed += c == '\n' ? std::string(" \r\n") : std::string(1, c);
        }
        QVERIFY(LicenceFile::verify(mailed, m_keys));
    }

    void olderKeyCounts() {
        const SigningKey next = SigningKey::generate();
        const std::vector<Bytes> both{next.publicKey(), m_key.publicKey()};
        QVERIFY(LicenceFile::verify(sample().sign(m_key), both));
        QVERIFY(LicenceFile::verify(sample().sign(next), both));
    }

    void forged_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("seats") << QByteArray("seats: 250") << QByteArray("seats: 9250");
        QTest::newRow("end") << QByteArray("2027-03-31") << QByteArray("2097-03-31");
        QTest::newRow("tenant") << QByteArray("000000000001") << QByteArray("000000000002");
        QTest::newRow("kind") << QByteArray("paid") << QByteArray("trial");
        QTest::newRow("title") << QByteArray("LICENCE 1") << QByteArray("LICENCE 2");
        QTest::newRow("order") << QByteArray("kind: paid\ntenant: 0193a000-0000-7000-8000-000000000001")
                               << QByteArray("tenant: 0193a000-0000-7000-8000-000000000001\nkind: paid");
        QTest::newRow("one more field") << QByteArray("seats: 250") << QByteArray("seats: 250\nextra: 1");
        QTest::newRow("signature") << QByteArray("signature: ") << QByteArray("signature: AAAA");
        QTest::newRow("no signature") << QByteArray("signature: ") << QByteArray("signatur: ");
        QTest::newRow("key name") << QByteArray("key: ") << QByteArray("key: 0");
        QTest::newRow("empty") << QByteArray("KAOMON LICENCE 1") << QByteArray("");
    }
    void forged() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const std::string text = sample().sign(m_key);
        const std::string changed = replaced(text, from.toStdString(), to.toStdString());
        QVERIFY(changed != text);
        QVERIFY(!LicenceFile::verify(changed, m_keys));
    }

    void strangersKey() {
        const auto read = LicenceFile::verify(sample().sign(SigningKey::generate()), m_keys);
        QVERIFY(!read && read.error().code == ErrorCode::SignatureInvalid);
        QVERIFY(!LicenceFile::verify(sample().sign(m_key), {}));
    }

    void badFields_data() {
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("serial") << QByteArray("/serial");
        QTest::newRow("tenant") << QByteArray("/tenant");
        QTest::newRow("company") << QByteArray("/company");
        QTest::newRow("number") << QByteArray("/company_number");
        QTest::newRow("seats") << QByteArray("/seats");
        QTest::newRow("end") << QByteArray("/end");
    }
    void badFields() {
        QFETCH(QByteArray, field);
        LicenceFile file = sample();
        file.serial = field == "/serial" ? "a b" : file.serial;
        file.tenant = field == "/tenant" ? "42" : file.tenant;
        file.company = field == "/company" ? "two\nlines" : file.company;
        file.companyNumber = field == "/company_number" ? "1234567890123" : file.companyNumber;
        file.term.seats = field == "/seats" ? 0 : file.term.seats;
        file.term.end = field == "/end" ? domain::addDays(file.term.start, -1) : file.term.end;
        const auto checked = file.check();
        QVERIFY(!checked && checked.error().code == ErrorCode::ValidationFailed);
        QCOMPARE(QByteArray::fromStdString(checked.error().field), field);
        // a signed statement of such a kind is refused as well
        QVERIFY(!LicenceFile::verify(file.sign(m_key), m_keys));
    }

    void holder() {
        const std::string company = domain::companyKey("7000012050002", "").value();
        const std::string other = domain::companyKey("", "さくら商事").value();
        LicenceFile file = sample();
        QVERIFY(checkLicenceHolder(file, kTenant, ""));
        QVERIFY(!checkLicenceHolder(file, "0193a000-0000-7000-8000-000000000002", company));
        file.tenant.clear();
        QVERIFY(checkLicenceHolder(file, "0193a000-0000-7000-8000-000000000002", company));
        QVERIFY(!checkLicenceHolder(file, kTenant, other));
        file.companyNumber.clear();
        QVERIFY(checkLicenceHolder(file, kTenant, other));
        QVERIFY(!checkLicenceHolder(file, kTenant, ""));
    }

    void tooLarge() {
        const auto read = LicenceFile::verify(std::string(70'000, 'a'), m_keys);
        QVERIFY(!read && read.error().code == ErrorCode::PayloadTooLarge);
    }

private:
    SigningKey m_key = SigningKey::generate();
    std::vector<Bytes> m_keys{m_key.publicKey()};
};

QTEST_APPLESS_MAIN(TestLicenceFile)
#include "tst_licence_file.moc"
