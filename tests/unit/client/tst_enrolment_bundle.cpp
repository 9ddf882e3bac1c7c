// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "client/enrolment_bundle.h"
#include "crypto/enrolment_code.h"

using namespace kaomon;
using client::EnrolmentBundle;

namespace {

EnrolmentBundle sample() {
    return {"https://kaomon.example:8443",
            TenantId::parse("0193a000-0000-7000-8000-000000000001").value(),
            "例 \"Example\"",
            crypto::EnrolmentCode::generate().text().clone(),
            {std::string(43, 'A'), std::string(42, 'B').append(1, 'A')},
            "0123-4567-89ab-cdef-0123-4567-89ab-cdef"};
}

} // namespace

class TestEnrolmentBundle final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void bundleComesBack() {
        const EnrolmentBundle made = sample();
        const auto read = EnrolmentBundle::parse(made.encode().reveal());
        QVERIFY2(read.has_value(), read ? "" : read.error().field.c_str());
        QCOMPARE(read->server, made.server);
        QCOMPARE(read->tenant.text(), made.tenant.text());
        QCOMPARE(read->tenantName, made.tenantName);
        QCOMPARE(read->code.reveal(), made.code.reveal());
        QCOMPARE(read->tlsPins, made.tlsPins);
        QCOMPARE(read->rootFingerprint, made.rootFingerprint);
    }

    void faultsNameTheirMember_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const char* member, const QJsonValue& value,
                            const char* field) {
            QTest::newRow(name) << QString::fromLatin1(member) << value << QString::fromLatin1(field);
        };
        for (const char* member :
             {"server", "tenant", "tenant_name", "code", "tls_pins", "root_fingerprint"}) {
            const QByteArray field = QByteArray("/") + member;
            row(QByteArray(QByteArray("no ") + member).constData(), member, QJsonValue::Undefined,
                field.constData());
            row(QByteArray(QByteArray("number ") + member).constData(), member, 7, field.constData());
        }
        const auto text = [](const char* value) { return QJsonValue(QString::fromLatin1(value)); };
        row("plain http", "server", text("http://kaomon.example"), "/server");
        row("credentials", "server", text("https://a:b@kaomon.example"), "/server");
        row("path", "server", text("https://kaomon.example/x"), "/server");
        row("tenant name as id", "tenant", text("example"), "/tenant");
        row("short code", "code", text("ABCD"), "/code");
        row("no pins", "tls_pins", QJsonArray(), "/tls_pins");
        row("short pin", "tls_pins", QJsonArray{text("AAAA")}, "/tls_pins/0");
        row("fingerprint", "root_fingerprint", text("0123"), "/root_fingerprint");
    }
    void faultsNameTheirMember() {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QFETCH(QString, field);
        QJsonObject object =
            QJsonDocument::fromJson(QByteArray::fromStdString(sample().encode().reveal())).object();
        if (value.isUndefined()) {
            object.remove(member);
        } else {
            object.insert(member, value);
        }
        const auto read = EnrolmentBundle::parse(QJsonDocument(object).toJson().toStdString());
        QVERIFY(!read);
        QCOMPARE(QString::fromStdString(read.error().field), field);
    }

    void otherTextsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("truncated") << QByteArray("{\"server\":\"https");
        QTest::newRow("deep") << QByteArray(100000, '[');
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe", 3);
    }
    void otherTextsAreRefused() {
        QFETCH(QByteArray, text);
        const auto read = EnrolmentBundle::parse(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::MalformedRequest);
    }
};

QTEST_GUILESS_MAIN(TestEnrolmentBundle)
#include "tst_enrolment_bundle.moc"
