// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "base/base64.h"
#include "shell/organisation_file.h"

using namespace kaomon;
using shell::KnownTenant;
using shell::OrganisationFile;

namespace {

KnownTenant tenant() {
    KnownTenant known;
    known.server = QStringLiteral("https://kaomon.example.com:8443");
    known.tlsPins = {toBase64Url(Bytes(32, 7))};
    known.tenant = TenantId::generate();
    known.tenantName = QStringLiteral("例の会社");
    known.login = QStringLiteral("owner");
    known.rootFingerprint = "ab12";
    known.manifestVersion = 7;
    known.isDemo = true;
    return known;
}

} // namespace

class OrganisationFileTest final : public QObject {
    Q_OBJECT

private slots:
    void comesBackWithoutThePerson() {
        const KnownTenant known = tenant();
        const auto read = OrganisationFile::parse(OrganisationFile::encode(known));
        QVERIFY(read);
        QCOMPARE(read->server, known.server);
        QVERIFY(read->tlsPins == known.tlsPins);
        QCOMPARE(read->tenant, known.tenant);
        QCOMPARE(read->tenantName, known.tenantName);
        QCOMPARE(read->rootFingerprint, known.rootFingerprint);
        QVERIFY(read->isDemo);
        QVERIFY(read->login.isEmpty());
        QCOMPARE(read->manifestVersion, std::uint64_t(0));
    }

    void faultsNameTheirMember_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("another format") << "kaomon_organisation" << QJsonValue(2);
        QTest::newRow("no server") << "server" << QJsonValue();
        QTest::newRow("not https") << "server" << QJsonValue(QStringLiteral("http://kaomon.example.com"));
        QTest::newRow("a password in the address")
            << "server" << QJsonValue(QStringLiteral("https://a:b@kaomon.example.com"));
        QTest::newRow("no pins") << "tls_pins" << QJsonValue(QJsonArray());
        QTest::newRow("short pin") << "tls_pins" << QJsonValue(QJsonArray{QStringLiteral("AAAA")});
        QTest::newRow("many pins") << "tls_pins" << QJsonValue(manyPins());
        QTest::newRow("no id") << "tenant" << QJsonValue(QStringLiteral("none"));
        QTest::newRow("no name") << "tenant_name" << QJsonValue(QString());
        QTest::newRow("long name") << "tenant_name" << QJsonValue(QString(201, QLatin1Char('x')));
        QTest::newRow("no root") << "root_fingerprint" << QJsonValue();
    }
    void faultsNameTheirMember() {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject object = QJsonDocument::fromJson(OrganisationFile::encode(tenant())).object();
        object.insert(member, value);
        const auto read = OrganisationFile::parse(QJsonDocument(object).toJson());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::ValidationFailed);
        QCOMPARE(QString::fromStdString(read.error().field), QLatin1Char('/') + member);
    }

    void otherTextsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a picture") << QByteArray("\x89PNG");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("too large") << OrganisationFile::encode(tenant()) +
                                          QByteArray(OrganisationFile::kMaximumBytes, ' ');
    }
    void otherTextsAreRefused() {
        QFETCH(QByteArray, text);
        QCOMPARE(OrganisationFile::parse(text).error().code, ErrorCode::ValidationFailed);
    }

private:
    static QJsonArray manyPins() {
        QJsonArray pins;
        for (int i = 0; i < 9; ++i) {
            pins.append(QString::fromStdString(toBase64Url(Bytes(32, 7))));
        }
        return pins;
    }
};

QTEST_APPLESS_MAIN(OrganisationFileTest)
#include "tst_organisation_file.moc"
