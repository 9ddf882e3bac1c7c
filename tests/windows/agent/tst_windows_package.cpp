// SPDX-License-Identifier: GPL-3.0-or-later
// kaomon-client.msi told to join a tenant: with a code that is good, and with the same once more.
#include <chrono>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include "e2e/founded_tenant.h"
#include "localipc/endpoint.h"

using namespace kaomon;
using namespace std::chrono_literals;

class WindowsPackageTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    QString m_package = qEnvironmentVariable("KAOMON_TEST_PACKAGE");
    QStringList m_properties;

    static int run(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.start(program, arguments);
        return process.waitForFinished(180000) && process.exitStatus() == QProcess::NormalExit
                   ? process.exitCode()
                   : -1;
    }
    [[nodiscard]] int install() const {
        return run(QStringLiteral("msiexec"),
                   QStringList{QStringLiteral("/i"), m_package, QStringLiteral("/qn")} + m_properties);
    }
    // The service first: Wine's installer does not wait for its end.
    void remove() const {
        run(QStringLiteral("sc"), {QStringLiteral("stop"), QStringLiteral("kaomon-agent")});
        static_cast<void>(QTest::qWaitFor([] { return askStatus().type != "status"; }, 60000));
        run(QStringLiteral("msiexec"), {QStringLiteral("/x"), m_package, QStringLiteral("/qn")});
        QDir(QStringLiteral("C:/ProgramData/Kaomon")).removeRecursively();
    }
    static localipc::Message askStatus() { return e2e::ask(localipc::kAgentEndpoint, {"status", 0, {}}); }

private slots:
    void initTestCase() {
        QVERIFY(!m_package.isEmpty());
        remove(); // what an interrupted run left
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        const auto bundle = QJsonDocument::fromJson(QByteArray::fromStdString(code.bundle)).object();
        const auto text = [&bundle](const char* name) {
            return bundle.value(QLatin1String(name)).toString();
        };
        m_properties = {
            QStringLiteral("SERVER_URL=") + text("server"), QStringLiteral("TENANT=") + text("tenant"),
            QStringLiteral("ENROL_CODE=") + text("code"),
            QStringLiteral("PIN=") + bundle.value(QLatin1String("tls_pins")).toArray().first().toString(),
            QStringLiteral("ROOT_FINGERPRINT=") + text("root_fingerprint")};
    }
    void cleanupTestCase() { remove(); }

    void theInstalledPcBelongsToTheTenant() {
        QCOMPARE(install(), 0);
        const auto status = askStatus();
        QCOMPARE(status.text("state"), std::string("active"));
        QCOMPARE(status.text("server"), m_server.url());
        const auto id = status.text("device_id");
        QVERIFY2(!m_tenant.device(id).name.empty(), m_tenant.fault.c_str());
    }

    // What was not done is not shown as done.
    void aCodeThatIsUsedEndsTheInstallation() {
        remove();
        QVERIFY(install() != 0);
        QVERIFY(askStatus().text("state") != "active");
    }
};

QTEST_GUILESS_MAIN(WindowsPackageTest)
#include "tst_windows_package.moc"
