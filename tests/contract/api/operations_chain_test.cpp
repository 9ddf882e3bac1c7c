// SPDX-License-Identifier: GPL-3.0-or-later
#include <sstream>

#include <QTest>

#include "audit/log_check.h"
#include "base/base64.h"
#include "contract/api/logged_tenant.h"
#include "contract/api/matrix_callers.h"
#include "contract/api/test_classes.h"
#include "storage/database.h"
#include "storage/query.h"

namespace kaomon::test {
namespace {

// The operation log as a file, and that it shows what was done to it.
class OperationChainTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void exportsCsv_data();
    void exportsCsv();
    void exportsInParts();
    void exportProvesItself();
    void nobodyCanChangeIt();
    void tellsTheChain();
    void noticesTampering_data();
    void noticesTampering();

private:
    void run(const std::string& sql);

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<LoggedTenant> m_tenant;
};

void OperationChainTest::initTestCase() {
    m_tenant = std::make_unique<LoggedTenant>(QStringLiteral("Chained"));
    QVERIFY2(m_tenant->kit.found(), describe(m_tenant->kit.lastReply).c_str());
    QVERIFY(m_tenant->signIn());
    for (int i = 0; i < 20; ++i) {
        (void)m_tenant->addUser("chained" + std::to_string(i));
    }
}

void OperationChainTest::init() {
    QVERIFY(m_tenant->signIn());
}

void OperationChainTest::run(const std::string& sql) {
    auto database = storage::Database::open({.url = m_suite.backend.url(), .isMigrating = false});
    QVERIFY(database);
    const Status done = (*database)->runBlocking(
        storage::Access::Write, m_tenant->kit.tenant, [&](storage::UnitOfWork& unit) -> Status {
            storage::Query(unit, sql).bind("tenant", unit.tenant()).run();
            return {};
        });
    QVERIFY2(done, done ? "" : done.error().detail.c_str());
}

void OperationChainTest::exportsCsv_data() {
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QByteArray>("begin");
    QTest::addRow("default") << "" << QByteArray("\xEF\xBB\xBF番号,");
    QTest::addRow("utf-8") << "utf-8" << QByteArray("番号,");
    QTest::addRow("cp932") << "cp932" << QByteArray("\x94\xD4\x8D\x86,");
}

void OperationChainTest::exportsCsv() {
    QFETCH(QString, encoding);
    QFETCH(QByteArray, begin);
    const UserId user = m_tenant->addUser("formula" + makeUuid().substr(24)); // its front is the time
    EXPECT_STATUS(m_tenant->patch(user, R"x({"display_name":"=HYPERLINK(\"http://x\")"})x"), 200);
    const Reply reply = m_tenant->get("/v1/exports/operations?encoding=" + encoding.toStdString());
    EXPECT_STATUS(reply, 200);
    QVERIFY(QByteArray::fromStdString(reply.body).startsWith(begin));
    // no cell begins with a formula, and the text stands inside one
    QVERIFY(reply.body.find(",=") == std::string::npos && reply.body.find(",\"=") == std::string::npos);
    QVERIFY(reply.body.find("HYPERLINK") != std::string::npos);
    const auto log = m_tenant->entries("action=exportOperations");
    QVERIFY(!log.empty() && log[0].actor == m_tenant->kit.owner.id.text());
    m_tenant->kit.console.reauth.clear();
    TestTime::get().advance(std::chrono::minutes(6));
    EXPECT_PROBLEM(m_tenant->get("/v1/exports/operations"), 403, "reauth_required");
}

void OperationChainTest::exportsInParts() {
    for (const std::string path : {"/v1/exports/operations", "/v1/exports/operation-records"}) {
        const auto head = bodyOf<wire::OperationChain>(
            m_client.send({"GET", "/v1/operations:chain"}, &m_tenant->kit.console));
        QVERIFY(head);
        const std::string until = std::to_string(head->length);
        const std::string whole = m_tenant->get(path + "?until=" + until).body;
        const std::string parts = m_tenant->get(path + "?until=5&more=true").body +
                                  m_tenant->get(path + "?after=5&until=11&more=true").body +
                                  m_tenant->get(path + "?after=11&until=" + until).body;
        QVERIFY(whole == parts);
    }
    EXPECT_PROBLEM(m_tenant->get("/v1/exports/operations?after=-1"), 422, "validation_failed");
}

void OperationChainTest::exportProvesItself() {
    const auto chain =
        bodyOf<wire::OperationChain>(m_client.send({"GET", "/v1/operations:chain"}, &m_tenant->kit.console));
    QVERIFY(chain);
    const std::string file = m_tenant->get("/v1/exports/operation-records").body;
    std::istringstream whole(file);
    const auto sound = audit::checkExport(whole, chain->key, {});
    QVERIFY(sound && sound->findings.empty());
    QCOMPARE(sound->tenant, m_tenant->kit.tenant.text());
    QVERIFY(sound->entries >= chain->length);
    std::string changed = file;
    changed.replace(changed.find("createUser"), 10, "deleteUser");
    std::istringstream edited(changed);
    const auto found = audit::checkExport(edited, chain->key, {});
    QVERIFY(found && !found->findings.empty());
    std::istringstream filtered(m_tenant->get("/v1/exports/operation-records?action=createUser").body);
    QVERIFY(!audit::checkExport(filtered, chain->key, {}));
}

// Not even owners: the table has no route that writes to the log, and reading it is for owners and auditors.
void OperationChainTest::nobodyCanChangeIt() {
    int routes = 0;
    for (const TableRoute& route : routesOf(ServerProcess::apiDescription())) {
        if (route.path.find("/operation") == std::string::npos) {
            continue;
        }
        ++routes;
        QCOMPARE(route.method, std::string("GET"));
        QVERIFY(route.allows("owner") && route.allows("auditor"));
        for (const char* other :
             {"user_admin", "help_desk", "image_viewer", "member", "device", "anonymous"}) {
            QVERIFY2(!route.allows(other), other);
        }
    }
    QCOMPARE(routes, 4);
}

void OperationChainTest::tellsTheChain() {
    const std::string tenant = m_tenant->kit.tenant.text();
    const auto signedAt =
        m_suite.server.control({QStringLiteral("audit"), QStringLiteral("checkpoint"),
                                QStringLiteral("--tenant"), QString::fromStdString(tenant)});
    QVERIFY(!signedAt.empty());
    const auto key = m_suite.server.control({QStringLiteral("audit"), QStringLiteral("key")});
    const auto chain =
        bodyOf<wire::OperationChain>(m_client.send({"GET", "/v1/operations:chain"}, &m_tenant->kit.console));
    QVERIFY(chain && chain->checkpoint);
    QCOMPARE(toBase64Url(chain->key), key.at("log_key"));
    QCOMPARE(std::to_string(chain->verifiedUntil), signedAt.at("signed"));
    QVERIFY(chain->checkpoint->seq == chain->length && chain->checkpoint->head == chain->head);
    const auto verified =
        m_suite.server.control({QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--tenant"),
                                QString::fromStdString(tenant)});
    QCOMPARE(verified.at("findings"), std::string("0"));
    QCOMPARE(verified.at("last"), std::to_string(chain->length));
}

void OperationChainTest::noticesTampering_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("back");
    QTest::addRow("an entry") << "UPDATE operation_log SET rec = REPLACE(rec, 'createUser', 'createUsar') "
                                 "WHERE tenant_id = :tenant "
                                 "AND seq = (SELECT MIN(seq) FROM operation_log WHERE tenant_id = :tenant "
                                 "AND action = 'createUser')"
                              << "UPDATE operation_log SET rec = REPLACE(rec, 'createUsar', 'createUser') "
                                 "WHERE tenant_id = :tenant";
    QTest::addRow("what one searches by")
        << "UPDATE operation_log SET actor = 'x' WHERE tenant_id = :tenant AND seq = 3 AND actor <> ''"
        << "UPDATE operation_log SET actor = (SELECT o.actor FROM operation_log o WHERE o.tenant_id = "
           ":tenant "
           "AND o.seq = 2) WHERE tenant_id = :tenant AND seq = 3";
    QTest::addRow("removed")
        << "UPDATE operation_log SET seq = seq + 1000000 WHERE tenant_id = :tenant AND seq = 4"
        << "UPDATE operation_log SET seq = 4 WHERE tenant_id = :tenant AND seq = 1000004";
    QTest::addRow("the end with its counter")
        << "UPDATE tenant_seq SET audit_seq = 5, audit_head = (SELECT h FROM operation_log WHERE "
           "tenant_id = :tenant AND seq = 5) WHERE tenant_id = :tenant"
        << "UPDATE tenant_seq SET audit_seq = (SELECT MAX(seq) FROM operation_log WHERE tenant_id = "
           ":tenant), "
           "audit_head = (SELECT h FROM operation_log WHERE tenant_id = :tenant ORDER BY seq DESC LIMIT 1) "
           "WHERE tenant_id = :tenant";
}

void OperationChainTest::noticesTampering() {
    QFETCH(QString, change);
    QFETCH(QString, back);
    const auto verify = [&] {
        return m_suite.server.control({QStringLiteral("audit"), QStringLiteral("verify"),
                                       QStringLiteral("--tenant"),
                                       QString::fromStdString(m_tenant->kit.tenant.text())});
    };
    QVERIFY(!verify().empty());
    run(change.toStdString());
    QVERIFY(verify().empty());
    run(back.toStdString());
    QVERIFY(!verify().empty());
}

} // namespace

std::unique_ptr<QObject> makeOperationChainTest() {
    return std::make_unique<OperationChainTest>();
}

} // namespace kaomon::test

#include "operations_chain_test.moc"
