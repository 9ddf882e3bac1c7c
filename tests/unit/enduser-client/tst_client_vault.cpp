// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "vault/vault_page.h"
#include "wire/codec.h"

using namespace kaomon;
using test::FakeAgent;
using vaultpage::VaultPage;
using vaultpage::VaultPresenter;
using Phase = VaultPresenter::Phase;

namespace {

wire::VaultEntrySummary entry(const char* title, const char* userName) {
    wire::VaultEntrySummary summary;
    summary.id = VaultItemId::generate();
    summary.kind = "login";
    summary.title = title;
    summary.userName = userName;
    summary.version = 3;
    summary.hasSecret = true;
    return summary;
}

struct Bench {
    FakeAgent agent;
    agentlink::AgentLink link{agent.path()};
    agentlink::ClientSession session{link};
    VaultPage page{link, session};
    wire::VaultEntrySummaryList kept;

    Bench() {
        agent.status["signed_in"] = "1";
        state("0", "0");
        kept.items = {entry("Wiki", "taro"), entry("会計", "yamada"), entry("Payroll", "taro.y")};
        kept.items[1].tags = {"keiri"};
        kept.items[2].needsNewSecret = true;
        wire::VaultEntrySummary form = entry("Payroll form", "");
        form.kind = "template";
        kept.items.push_back(form);
        agent.answer("vaultOpen", {"vaultOpened", {{"entries", "4"}}});
        agent.answer("vaultClose", {"vaultClosed", {}});
        agent.on("vaultList", [this](const localipc::Message&) {
            return std::vector<FakeAgent::Reply>{
                {"vaultEntries", {{"entries", wire::encode(kept)}, {"next", ""}}}};
        });
    }
    void state(const char* isOpen, const char* mayReveal, const char* enabled = "1") {
        agent.answer("vaultState", {"vaultState",
                                    {{"enabled", enabled},
                                     {"has_key", "1"},
                                     {"open", isOpen},
                                     {"reveal_allowed", mayReveal},
                                     {"entries", "0"},
                                     {"missing", "0"}}});
    }
    void show(Phase phase) {
        link.start();
        page.resize(790, 600);
        page.show();
        QTRY_COMPARE(page.presenter().phase(), phase);
    }
    void showOpen() {
        state("1", "1");
        show(Phase::Open);
    }
    template<class Widget>
    Widget* find(const char* name) {
        return page.findChild<Widget*>(QString::fromLatin1(name));
    }
    void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    [[nodiscard]] QStringList titles() {
        QStringList texts;
        const auto* table = find<QTableWidget>("vaultEntries");
        for (int row = 0; row < table->rowCount(); ++row) {
            texts.append(table->item(row, 0)->text());
        }
        return texts;
    }
    void choose(const QString& title) {
        find<QTableWidget>("vaultEntries")->selectRow(static_cast<int>(titles().indexOf(title)));
    }
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

// The person's own page of passwords.
class TestClientVault : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    // What the company has set can be used and neither shown nor changed nor deleted, whatever the policy
    // says of people's own.
    void whatTheCompanySetIsNotShown() {
        Bench bench;
        wire::VaultEntrySummary set = entry("Shared ledger", "");
        set.kind = "blind";
        bench.kept.items.push_back(set);
        bench.showOpen();
        QVERIFY(bench.titles().contains(QStringLiteral("Shared ledger")));
        bench.choose(QStringLiteral("Wiki"));
        QVERIFY(bench.find<QPushButton>("vaultShow")->isEnabled());
        bench.choose(QStringLiteral("Shared ledger"));
        for (const char* button : {"vaultShow", "vaultChange", "vaultDelete"}) {
            QVERIFY2(!bench.find<QPushButton>(button)->isEnabled(), button);
        }
        const auto* table = bench.find<QTableWidget>("vaultEntries");
        const int row = static_cast<int>(bench.titles().indexOf(QStringLiteral("Shared ledger")));
        QCOMPARE(table->item(row, 2)->text(),
                 QStringLiteral("Set by your company; it can be used and not shown"));
    }

    void theFaceOpensIt() {
        Bench bench;
        bench.show(Phase::Closed);
        bench.keep("vault-locked");
        bench.page.presenter().open();
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Open);
        QCOMPARE(bench.titles().size(), 3); // a template is no password
        QVERIFY(bench.titles().contains(QStringLiteral("会計")));
        QVERIFY(!bench.find<QPushButton>("vaultShow")->isVisible()); // the policy lets nobody see one
        bench.keep("vault-open");
    }

    void aStrangersFaceDoesNot() {
        Bench bench;
        bench.agent.fail("vaultOpen", "face_no_match");
        bench.show(Phase::Closed);
        bench.page.presenter().open();
        QTRY_COMPARE(bench.page.presenter().error(), std::optional(ErrorCode::FaceNoMatch));
        QCOMPARE(bench.page.presenter().phase(), Phase::Closed);
        QVERIFY(bench.titles().isEmpty());
    }

    void whatIsSwitchedOffSaysSo() {
        Bench bench;
        bench.state("0", "0", "0");
        bench.show(Phase::Disabled);
    }

    void searchFindsEveryWord_data() {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("title") << "wiki" << QStringList{QStringLiteral("Wiki")};
        QTest::newRow("user name") << "yamada" << QStringList{QStringLiteral("会計")};
        QTest::newRow("tag, full width")
            << QStringLiteral("ＫＥＩＲＩ") << QStringList{QStringLiteral("会計")};
        QTest::newRow("two words") << "pay taro" << QStringList{QStringLiteral("Payroll")};
        QTest::newRow("none") << "nothing" << QStringList{};
    }
    void searchFindsEveryWord() {
        QFETCH(QString, search);
        QFETCH(QStringList, found);
        Bench bench;
        bench.showOpen();
        bench.find<QLineEdit>("vaultSearch")->setText(search);
        QCOMPARE(bench.titles(), found);
    }

    void aNewOneIsMadeAndSaved() {
        Bench bench;
        bench.agent.answer("vaultSave", {"vaultSaved", {{"id", "x"}, {"version", "1"}, {"copy", "0"}}});
        bench.showOpen();
        bench.press("vaultAdd");
        bench.find<QLineEdit>("entryTitle")->setText(QStringLiteral(" Intranet "));
        bench.find<QLineEdit>("entryTags")->setText(QStringLiteral("work, keiri"));
        bench.press("entryGenerate");
        const std::string made = bench.find<QLineEdit>("entrySecret")->text().toStdString();
        QCOMPARE(made.size(), std::size_t{20});
        bench.keep("vault-form");
        bench.press("entrySave");
        QTRY_COMPARE(bench.agent.count("vaultSave"), 1);
        const auto sent = bench.agent.last("vaultSave");
        QCOMPARE(sent->text("title"), std::string("Intranet"));
        QCOMPARE(sent->text("tags"), std::string("work\nkeiri"));
        QCOMPARE(sent->text("secret"), made);
        QVERIFY(sent->text("id").empty() && !sent->has("totp"));
        QTRY_COMPARE(bench.page.presenter().phase(), Phase::Open);
        QVERIFY(!bench.find<QLineEdit>("entryTitle")->isVisible());
        QVERIFY(bench.find<QLineEdit>("entrySecret")->text().isEmpty());
    }

    void aRefusedChangeKeepsWhatWasTyped() {
        Bench bench;
        bench.agent.fail("vaultSave", "server_unreachable");
        bench.showOpen();
        bench.choose(QStringLiteral("Wiki"));
        bench.press("vaultChange");
        bench.find<QLineEdit>("entryUserName")->setText(QStringLiteral("jiro"));
        bench.press("entrySave");
        QTRY_COMPARE(bench.page.presenter().error(), std::optional(ErrorCode::ServerUnreachable));
        const auto sent = bench.agent.last("vaultSave");
        QCOMPARE(sent->text("id"), bench.kept.items[0].id.text());
        QCOMPARE(sent->text("version"), std::string("3"));
        QVERIFY(!sent->has("secret")); // left as it is
        QVERIFY(bench.find<QLineEdit>("entryUserName")->isVisible());
        QCOMPARE(bench.find<QLineEdit>("entryUserName")->text(), QStringLiteral("jiro"));
        QVERIFY(!bench.find<QLabel>("vaultMessage")->text().isEmpty());
    }

    void nothingIsDeletedWithoutASecondWord() {
        Bench bench;
        bench.agent.answer("vaultRemove", {"vaultRemoved", {}});
        bench.showOpen();
        bench.choose(QStringLiteral("Wiki"));
        bench.press("vaultDelete");
        QCOMPARE(bench.agent.count("vaultRemove"), 0);
        bench.press("vaultReallyDelete");
        QTRY_COMPARE(bench.agent.count("vaultRemove"), 1);
        QCOMPARE(bench.agent.last("vaultRemove")->text("id"), bench.kept.items[0].id.text());
    }

    void aSecretIsShownAndHidden() {
        Bench bench;
        bench.agent.answer("vaultReveal", {"vaultRevealed", {{"secret", "<b>pw</b>"}, {"notes", ""}}});
        bench.showOpen();
        bench.choose(QStringLiteral("Wiki"));
        bench.press("vaultShow");
        QTRY_COMPARE(bench.find<QLabel>("vaultSecret")->text(), QStringLiteral("<b>pw</b>"));
        QVERIFY(bench.find<QLabel>("vaultSecret")->isVisible());
        bench.choose(QStringLiteral("Payroll"));
        QVERIFY(bench.find<QLabel>("vaultSecret")->text().isEmpty());
        bench.press("vaultLock");
        QTRY_COMPARE(bench.agent.count("vaultClose"), 1);
        QCOMPARE(bench.page.presenter().phase(), Phase::Closed);
        QVERIFY(bench.titles().size() == 3 || bench.page.presenter().entries({}).empty());
        QVERIFY(bench.page.presenter().entries({}).empty());
    }

    void longListsComeInParts() {
        Bench bench;
        bench.agent.on("vaultList", [&bench](const localipc::Message& message) {
            const bool isFirst = message.text("after").empty();
            const wire::VaultEntrySummaryList part{{entry(isFirst ? "one" : "two", "")}};
            return std::vector<FakeAgent::Reply>{
                {"vaultEntries",
                 {{"entries", wire::encode(part)},
                  {"next", isFirst ? part.items[0].id.text() : std::string()}}}};
        });
        bench.showOpen();
        QCOMPARE(bench.titles(), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    }
};

QTEST_MAIN(TestClientVault)
#include "tst_client_vault.moc"
