// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "mydata/my_data_page.h"

using namespace kaomon;
using mydata::MyDataPage;
using mydata::MyDataPresenter;
using test::FakeAgent;
using Phase = MyDataPresenter::Phase;

namespace {

struct Bench {
    FakeAgent agent;
    agentlink::AgentLink link{agent.path()};
    agentlink::ClientSession session{link};
    MyDataPage page{link, session};

    Bench() {
        agent.status["signed_in"] = "1";
        agent.answer("myData", {"myData",
                                {{"user", "0194f5a0-0000-7000-8000-000000000001"},
                                 {"login", "taro"},
                                 {"display_name", "Taro Yamada"},
                                 {"consent_version", "1"},
                                 {"faces", "2"},
                                 {"face0.id", "0194f5a0-0000-7000-8000-000000000002"},
                                 {"face0.label", "glasses"},
                                 {"face0.created_at", "2026-11-24T01:02:03.000000Z"},
                                 {"face0.model_id", "registry-1"},
                                 {"face1.id", "0194f5a0-0000-7000-8000-000000000003"},
                                 {"face1.created_at", "2026-11-25T01:02:03.000000Z"},
                                 {"face1.model_id", "registry-1"}}});
    }
    void open() {
        link.start();
        page.resize(790, 600);
        page.show();
        QTRY_COMPARE(page.presenter().phase(), Phase::Shown);
    }
    template<class Widget>
    Widget* find(const char* name) {
        return page.findChild<Widget*>(QString::fromLatin1(name));
    }
    void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    // Keeps a picture for people to look at, where the environment names a folder.
    void keep(const char* name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents();
            page.grab().save(QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
};

} // namespace

// What a person sees of his own data, and how he takes it back.
class TestClientMyData : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void whatIsKeptIsShownAndExported() {
        Bench bench;
        bench.open();
        QCOMPARE(bench.find<QTableWidget>("myDataFaces")->rowCount(), 2);
        QVERIFY(bench.find<QLabel>("myDataPerson")->text().contains(QStringLiteral("Taro Yamada")));
        bench.keep("my-data");
        const auto all = QJsonDocument::fromJson(bench.page.presenter().exported()).object();
        QCOMPARE(all.value(QStringLiteral("login")).toString(), QStringLiteral("taro"));
        const auto faces = all.value(QStringLiteral("faces")).toArray();
        QCOMPARE(faces.size(), 2);
        QCOMPARE(faces[0].toObject().value(QStringLiteral("label")).toString(), QStringLiteral("glasses"));
        QCOMPARE(faces[0].toObject().value(QStringLiteral("created_at")).toString(),
                 QStringLiteral("2026-11-24T01:02:03.000Z"));
    }

    void nothingIsErasedWithoutASecondWord() {
        Bench bench;
        bench.open();
        bench.press("myDataWithdraw");
        QVERIFY(bench.find<QLabel>("myDataMessage")->text().contains(QStringLiteral("cannot be undone")));
        bench.keep("my-data-withdraw");
        bench.press("myDataKeep");
        QCOMPARE(bench.agent.count("withdrawConsent"), 0);
        QVERIFY(bench.find<QPushButton>("myDataWithdraw")->isVisible());
    }

    void aWithdrawnConsentErasesTheFaces() {
        Bench bench;
        bench.agent.answer("withdrawConsent", {"consentWithdrawn", {{"faces", "2"}}});
        bench.open();
        bench.press("myDataWithdraw");
        bench.press("myDataReallyWithdraw");
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Erased);
        QCOMPARE(bench.find<QTableWidget>("myDataFaces")->rowCount(), 0);
        QVERIFY(bench.find<QLabel>("myDataMessage")->text().contains(QStringLiteral("withdrawn")));
        QVERIFY(!bench.find<QPushButton>("myDataWithdraw")->isVisible());
    }

    void whatCouldNotBeErasedIsStillShown() {
        Bench bench;
        bench.agent.fail("withdrawConsent", "server_unreachable");
        bench.open();
        bench.press("myDataWithdraw");
        bench.press("myDataReallyWithdraw");
        QTRY_COMPARE(bench.page.presenter().error(), std::optional(ErrorCode::ServerUnreachable));
        QCOMPARE(bench.page.presenter().phase(), Phase::Shown);
        QCOMPARE(bench.find<QTableWidget>("myDataFaces")->rowCount(), 2);
        QVERIFY(!bench.find<QLabel>("myDataMessage")->text().isEmpty());
        QVERIFY(bench.find<QPushButton>("myDataWithdraw")->isVisible());
    }

    void aServerThatIsAwayIsSaid() {
        Bench bench;
        bench.agent.fail("myData", "server_unreachable");
        bench.link.start();
        bench.page.show();
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Failed);
        QCOMPARE(bench.page.presenter().error(), std::optional(ErrorCode::ServerUnreachable));
    }
};

QTEST_MAIN(TestClientMyData)
#include "tst_client_my_data.moc"
