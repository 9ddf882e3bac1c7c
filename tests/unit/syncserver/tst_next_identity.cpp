// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the server's next key, from being prepared to being in use.
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

#include "runtime/next_identity.h"

using namespace kaomon;
using namespace kaomon::runtime;
namespace fs = std::filesystem;

class TestNextIdentity : public QObject {
    Q_OBJECT

private:
    // A server that made its own pair.
    [[nodiscard]] Config ownServer() const {
        Config config;
        config.dataDir = m_folder.path().toStdString();
        config.hostName = "localhost";
        return config;
    }
    static std::string pinInUse(const Config& config) {
        const auto identity = http::TlsIdentity::load(config.dataDir / "tls.crt", config.dataDir / "tls.key");
        return identity ? identity->pin : std::string("none");
    }

private Q_SLOTS:
    void init() {
        m_folder = QTemporaryDir();
        QVERIFY(m_folder.isValid());
        QVERIFY(http::TlsIdentity::loadOrCreate(ownServer().dataDir, "localhost"));
    }

    void theNextKeyComesIntoUse() {
        const Config config = ownServer();
        const std::string before = pinInUse(config);
        const auto next = makeNextIdentity(config);
        QVERIFY(next);
        QVERIFY(next->pin != before);
        QVERIFY(!makeNextIdentity(config)); // one at a time
        QCOMPARE(pinInUse(config), before);
        QVERIFY(promoteNextIdentity(config));
        QCOMPARE(pinInUse(config), next->pin);
        const auto kept =
            http::TlsIdentity::load(config.dataDir / "tls-previous.crt", config.dataDir / "tls-previous.key");
        QVERIFY(kept);
        QCOMPARE(kept->pin, before);
        QVERIFY(!promoteNextIdentity(config));
    }

    // Ended between the two files: the key is in its place, the certificate is not.
    void aPromotionThatWasCutOffIsFinished() {
        const Config config = ownServer();
        const auto next = makeNextIdentity(config);
        QVERIFY(next);
        fs::rename(config.dataDir / "tls-next.key", config.dataDir / "tls.key");
        QCOMPARE(pinInUse(config), std::string("none"));
        QVERIFY(promoteNextIdentity(config));
        QCOMPARE(pinInUse(config), next->pin);
    }

    void aKeyThatTheConfigurationNamesIsNotDeleted() {
        Config config = ownServer();
        config.tlsCertificate = config.dataDir / "authority.crt";
        config.tlsKey = config.dataDir / "tls-next.key";
        QVERIFY(http::TlsIdentity::create(config.tlsCertificate, config.tlsKey, "localhost"));
        QVERIFY(noteNextIdentity(config, config.tlsCertificate.string()));
        const Status promoted = promoteNextIdentity(config);
        QVERIFY(!promoted);
        QCOMPARE(promoted.error().code, ErrorCode::Conflict);
        QVERIFY(fs::exists(config.tlsKey));
        const fs::path own = config.dataDir / "authority.key";
        fs::copy_file(config.tlsKey, own);
        config.tlsKey = own;
        QVERIFY(promoteNextIdentity(config));
        QVERIFY(http::TlsIdentity::load(config.tlsCertificate, config.tlsKey));
        QVERIFY(!fs::exists(config.dataDir / "tls-next.key"));
    }

    void aPinOfNothingIsRefused_data() {
        QTest::addColumn<QString>("pin");
        QTest::newRow("empty") << QString();
        QTest::newRow("too short") << QStringLiteral("AAAA");
        QTest::newRow("no base64url") << QString(43, QLatin1Char('!'));
        QTest::newRow("no file") << QStringLiteral("/nowhere/certificate.pem");
    }
    void aPinOfNothingIsRefused() {
        QFETCH(QString, pin);
        const Config config = ownServer();
        QVERIFY(!noteNextIdentity(config, pin.toStdString()));
        const auto next = nextIdentity(config);
        QVERIFY(next);
        QVERIFY(!*next);
    }

    void rubbishInTheFileIsToldAndNotUsed() {
        const Config config = ownServer();
        std::ofstream(config.dataDir / "tls-next.crt") << "rubbish";
        QVERIFY(!nextIdentity(config));
        QVERIFY(!promoteNextIdentity(config));
        QVERIFY(pinInUse(config) != "none");
        QVERIFY(dropNextIdentity(config));
        QVERIFY(makeNextIdentity(config));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestNextIdentity)
#include "tst_next_identity.moc"
