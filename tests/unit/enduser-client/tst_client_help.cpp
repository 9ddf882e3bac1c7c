// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include "base/base64.h"
#include "base/log.h"
#include "crypto/secret_key.h"
#include "diagnostics/log_keeper.h"
#include "fake_agent.h"
#include "helpdesk/client_log.h"
#include "helpdesk/diagnostics_page.h"

using namespace kaomon;
using helpdesk::DiagnosticsPage;
using helpdesk::DiagnosticsPresenter;
using test::FakeAgent;
using Phase = DiagnosticsPresenter::Phase;

namespace {

struct Bench {
    QTemporaryDir folder;
    FakeAgent agent;
    agentlink::AgentLink link{agent.path()};
    DiagnosticsPage page{link, folder.filePath(QStringLiteral("client.jsonl")), nullptr};

    Bench() {
        agent.answer("diagnosticsState", {"diagnosticsState", {{"waiting", "0"}}});
        agent.answer("diagnosticsCollect", {"diagnosticsCollected",
                                            {{"facts", "14"},
                                             {"settings", "92"},
                                             {"checks", "8"},
                                             {"left_out", "3"},
                                             {"logs", "2"},
                                             {"log0.source", "agent"},
                                             {"log0.lines", "812"},
                                             {"log0.bytes", "96512"},
                                             {"log1.source", "client"},
                                             {"log1.lines", "20"},
                                             {"log1.bytes", "2011"}}});
        agent.on("diagnosticsShow", [](const localipc::Message& request) -> std::vector<FakeAgent::Reply> {
            const bool isFirst = request.text("offset") == "0";
            return {{"diagnosticsShown",
                     {{"text", isFirst ? "{\"time\":\"2026-11-24T01:02:03Z\",\"event\":\"" +
                                             request.text("part") + ".first\"}\n"
                                       : std::string("{\"event\":\"second\"}\n")},
                      {"next", isFirst ? "1" : "2"},
                      {"lines", "2"}}}};
        });
    }
    void open() {
        link.start();
        page.resize(790, 640);
        page.show();
        QTRY_COMPARE(agent.count("diagnosticsState"), 1);
    }
    void collect() {
        open();
        keep("help-start");
        for (auto* button : page.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Collect")) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        QTRY_COMPARE(page.presenter().phase(), Phase::Preview);
        QTRY_VERIFY(!find<QPlainTextEdit>("helpText")->toPlainText().isEmpty());
    }
    template<class Widget>
    Widget* find(const char* name) {
        return page.findChild<Widget*>(QString::fromLatin1(name));
    }
    void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    // Keeps a picture for people to look at, where the environment names a folder.
    void keep(const char* name) {
        const QString folderOfPictures = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folderOfPictures.isEmpty()) {
            QDir().mkpath(folderOfPictures);
            QCoreApplication::processEvents();
            page.grab().save(
                QDir(folderOfPictures).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
};

} // namespace

// A person sends what the help desk needs: he sees it first, leaves out what he likes, and gets a number.
class TestClientHelp : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void theLogOfThisProgramGoesWithIt() {
        Bench bench;
        const auto keeper =
            diagnostics::LogKeeper::open(bench.folder.filePath(QStringLiteral("client.jsonl")).toStdString());
        (*keeper)->add("{\"event\":\"client.old\"}");
        bench.collect();
        QVERIFY(bench.agent.last("diagnosticsCollect")->text("client_log").find("client.old") !=
                std::string::npos);
    }

    void anAdministratorMayAskAndThePersonMayDecline() {
        Bench bench;
        QVERIFY(!bench.find<QLabel>("helpAsked")->isVisibleTo(&bench.page));
        bench.agent.answer("diagnosticsState", {"diagnosticsState",
                                                {{"waiting", "0"},
                                                 {"asked_reason", "the camera is black"},
                                                 {"asked_by", "hana"},
                                                 {"asked_at", "2026-11-24T01:02:03Z"}}});
        bench.agent.answer("diagnosticsDecline", {"diagnosticsState", {{"waiting", "0"}}});
        bench.open();
        auto* asked = bench.find<QLabel>("helpAsked");
        QTRY_VERIFY(asked->isVisible());
        QVERIFY(asked->text().contains(QStringLiteral("hana")) &&
                asked->text().contains(QStringLiteral("the camera is black")));
        bench.keep("help-asked");
        bench.press("helpDecline");
        QTRY_COMPARE(bench.agent.count("diagnosticsDecline"), 1);
        QTRY_VERIFY(!asked->isVisible());
    }

    void everythingIsShownAndCanBeLeftOut() {
        Bench bench;
        bench.collect();
        auto* parts = bench.find<QListWidget>("helpParts");
        QCOMPARE(parts->count(), 5);
        QVERIFY(
            !(parts->item(0)->flags() & Qt::ItemIsUserCheckable)); // what nothing can be understood without
        QVERIFY(bench.find<QLabel>("helpOthers")->text().contains(QLatin1Char('3')));
        parts->setCurrentRow(3);
        QTRY_VERIFY(
            bench.find<QPlainTextEdit>("helpText")->toPlainText().contains(QStringLiteral("agent.first")));
        bench.press("helpMore");
        QTRY_VERIFY(bench.find<QPlainTextEdit>("helpText")->toPlainText().contains(QStringLiteral("second")));
        QVERIFY(!bench.find<QPushButton>("helpMore")->isVisible());
        bench.keep("help-preview");
        parts->item(2)->setCheckState(Qt::Unchecked);
        parts->item(4)->setCheckState(Qt::Unchecked);
        bench.find<QLineEdit>("helpNote")->setText(QStringLiteral("It is dark"));
        bench.agent.answer("diagnosticsSend", {"diagnosticsSent", {{"ticket", "482-719-350-6"}}});
        bench.press("helpSend");
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Sent);
        const auto sent = bench.agent.last("diagnosticsSend");
        QCOMPARE(sent->text("without"), std::string("settings,client"));
        QCOMPARE(sent->text("note"), std::string("It is dark"));
        QCOMPARE(bench.find<QLabel>("helpTicket")->text(), QStringLiteral("482-719-350-6"));
        bench.keep("help-sent");
    }

    void aServerThatIsAwayIsSaidAndTheRestGoesByItself() {
        Bench bench;
        bench.collect();
        bench.agent.answer("diagnosticsSend", {"diagnosticsWaiting", {{"code", "server_unreachable"}}});
        bench.press("helpSend");
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Waiting);
        QVERIFY(bench.find<QLabel>("helpNext")->text().contains(QStringLiteral("by itself")));
        QVERIFY(!bench.find<QLabel>("helpTicket")->isVisible());
        bench.keep("help-waiting");
        bench.agent.answer(
            "diagnosticsState",
            {"diagnosticsState",
             {{"waiting", "0"}, {"ticket", "482-719-350-6"}, {"sent_at", "2026-11-24T01:02:03.000000Z"}}});
        bench.page.presenter().refresh(); // as when the page is opened again
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Sent);
        QCOMPARE(bench.find<QLabel>("helpTicket")->text(), QStringLiteral("482-719-350-6"));
    }

    void savedInPieces() {
        Bench bench;
        bench.collect();
        const Bytes content(700'000, 0x5a);
        bench.agent.on(
            "diagnosticsFile", [&](const localipc::Message& request) -> std::vector<FakeAgent::Reply> {
                const auto offset = static_cast<std::size_t>(request.integer("offset").value_or(0));
                const auto piece = std::span(content).subspan(offset);
                return {
                    {"diagnosticsPiece",
                     {{"bytes", toBase64Url(piece.first(std::min<std::size_t>(piece.size(), 512 * 1024)))},
                      {"size", std::to_string(content.size())}}}};
            });
        const QString path = bench.folder.filePath(QStringLiteral("help.zip"));
        bench.page.presenter().save(path);
        QTRY_VERIFY(bench.find<QLabel>("helpMessage")->text().contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(content.size(), 0x5a));
        bench.page.presenter().save(QStringLiteral("/nowhere/help.zip"));
        QTRY_VERIFY(bench.find<QLabel>("helpMessage")->text().contains(QStringLiteral("another folder")));
        QCOMPARE(bench.page.presenter().phase(), Phase::Preview); // nothing is lost
    }

    void refusalsAreShown() {
        Bench bench;
        bench.agent.fail("diagnosticsCollect", "agent_busy");
        bench.open();
        bench.page.presenter().collect();
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Failed);
        QCOMPARE(bench.page.presenter().error(), std::optional(ErrorCode::AgentBusy));
    }

    void whatQtComplainsOfIsKept() {
        QTemporaryDir folder;
        qputenv("XDG_STATE_HOME", folder.path().toUtf8());
        helpdesk::keepClientLog();
        qWarning("something is odd");
        log::info("client.asked", {{"page", "help"}});
        qInstallMessageHandler(nullptr);
        log::setSink({});
        const auto text = helpdesk::readClientLog(helpdesk::clientLogPath(), 100'000);
        QVERIFY(text.find("something is odd") != std::string::npos);
        QVERIFY(text.find("client.asked") != std::string::npos);
        qunsetenv("XDG_STATE_HOME");
    }
};

QTEST_MAIN(TestClientHelp)
#include "tst_client_help.moc"
