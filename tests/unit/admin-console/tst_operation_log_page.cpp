// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "operations/operation_export.h"
#include "operations/operations_page.h"
#include "operations/operations_presenter.h"
#include "session_fixture.h"

using namespace kaomon;
using models::ListState;
using operations::OperationExport;
using operations::OperationsPresenter;

namespace {

wire::Operation entryOf(long long seq, const std::string& action) {
    wire::Operation entry;
    entry.seq = seq;
    entry.at = fromEpochMicros(1'700'000'000'000'000LL + seq);
    entry.actorKind = "user";
    entry.actor = "0193a000-0000-7000-8000-000000000001";
    entry.actorName = "owner";
    entry.role = "owner";
    entry.action = action;
    entry.objectKind = "user";
    entry.object = "0193a000-0000-7000-8000-000000000002";
    entry.objectName = "taro";
    entry.outcome = "ok";
    entry.changes = {{"display_name", "<b>old</b>", "new"}, {"password", std::nullopt, std::nullopt}};
    entry.hash = "hash-" + std::to_string(seq);
    return entry;
}

} // namespace

class OperationsTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    testing::FakeServer& m_server = *m_fixture.server;

    [[nodiscard]] std::string query() { return m_server.last("GET", "/v1/operations")->query; }
    [[nodiscard]] int asked(const std::string& path) {
        return static_cast<int>(std::ranges::count_if(
            m_server.requests, [&](const auto& request) { return request.path == path; }));
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.operations.clear();
        m_server.requests.clear();
    }

    void showsEachState() {
        OperationsPresenter presenter(m_fixture.session);
        presenter.start();
        QCOMPARE(presenter.state(), ListState::Loading);
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        m_server.refuse("GET /v1/operations", 403, "forbidden");
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Failed);
        m_server.operations = {entryOf(1, "createUser")};
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        QTRY_VERIFY(presenter.chain() && presenter.chain()->length == 1);
    }

    void keepsWhatItShowsWhenARefreshFails() {
        m_server.operations = {entryOf(2, "changeUser"), entryOf(1, "createUser")};
        OperationsPresenter presenter(m_fixture.session);
        presenter.start();
        QTRY_COMPARE(presenter.model().rowCount(), 2);
        m_server.refuse("GET /v1/operations", 403, "forbidden");
        presenter.reload();
        QTRY_VERIFY(presenter.error() == ErrorCode::Forbidden);
        QCOMPARE(presenter.state(), ListState::Content);
    }

    void filtersOnTheServer() {
        OperationsPresenter presenter(m_fixture.session);
        presenter.setAction("unlockUser");
        QTRY_COMPARE(presenter.state(), ListState::Empty);
        presenter.setOutcome("refused");
        presenter.setObject("abc");
        presenter.setText(QStringLiteral("taro"));
        QTRY_VERIFY(query().find("q=taro") != std::string::npos);
        for (const char* part : {"action=unlockUser", "outcome=refused", "object=abc"}) {
            QVERIFY2(query().find(part) != std::string::npos, part);
        }
        presenter.setPeriod(7);
        QTRY_VERIFY(query().find("from=") != std::string::npos);
        QVERIFY(presenter.isFiltered());
    }

    void exportsPartByPart() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("log.csv"));
        m_server.operationsLength = 12'000;
        OperationExport writing(m_fixture.session);
        QSignalSpy finished(&writing, &OperationExport::finished);
        writing.start(file, {}, {.encoding = "utf-8"});
        QVERIFY(writing.isRunning());
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!writing.error());
        QCOMPARE(asked("/v1/exports/operations"), 3);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), QByteArray("part part part "));
        const std::string last = m_server.last("GET", "/v1/exports/operations")->query;
        QVERIFY(last.find("after=10000") != std::string::npos &&
                last.find("until=12000") != std::string::npos);
        QVERIFY(last.find("more") == std::string::npos);
        QCOMPARE(writing.percent(), 100);
    }

    void leavesNoFileBehind_data() {
        QTest::addColumn<bool>("isCancelled");
        QTest::newRow("stopped") << true;
        QTest::newRow("refused in between") << false;
    }
    void leavesNoFileBehind() {
        QFETCH(bool, isCancelled);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("log.csv"));
        m_server.operationsLength = 12'000;
        OperationExport writing(m_fixture.session);
        if (!isCancelled) {
            m_server.refuse("GET /v1/exports/operations", 403, "forbidden");
        }
        writing.start(file, {}, {});
        if (isCancelled) {
            writing.cancel();
        }
        QTRY_VERIFY(!writing.isRunning());
        QVERIFY(writing.error() == (isCancelled ? ErrorCode::Cancelled : ErrorCode::Forbidden));
        QVERIFY(!QFile::exists(file));
    }

    void pageShowsBeforeAndAfter() {
        m_server.operations = {entryOf(2, "changeUser"), entryOf(1, "createUser")};
        operations::OperationsPage page(m_fixture.session);
        page.resize(1280, 800);
        page.show();
        page.activate();
        auto* table = page.findChild<QTableView*>(QStringLiteral("operationsTable"));
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->selectRow(0);
        const auto* changes = page.findChild<QLabel*>(QStringLiteral("operationChanges"));
        QVERIFY(changes->isVisible());
        QVERIFY(changes->text().contains(QStringLiteral("&lt;b&gt;old&lt;/b&gt;"))); // text, never markup
        QVERIFY(changes->text().contains(QStringLiteral("new")));
        QTRY_VERIFY(page.findChild<QLabel*>(QStringLiteral("operationChain"))->isVisible());
        const QString picture = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!picture.isEmpty()) {
            page.grab().save(picture + QStringLiteral("/console-operations.png"));
        }
    }

    void everyControlHasAName() {
        operations::OperationsPage page(m_fixture.session);
        for (const char* name : {"operationsTable", "exportOperations", "cancelExport"}) {
            const auto* control = page.findChild<QWidget*>(QString::fromLatin1(name));
            QVERIFY2(control != nullptr && !control->accessibleName().isEmpty(), name);
        }
        for (const auto* box : page.findChildren<QComboBox*>()) {
            QVERIFY(!box->accessibleName().isEmpty());
        }
    }
};

QTEST_MAIN(OperationsTest)
#include "tst_operation_log_page.moc"
