// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include "applogin/registration_draft.h"
#include "applogin/template_file.h"
#include "crypto/secret_key.h"
#include "support/vault_agent.h"
#include "ui/language_switcher.h"
#include "ui/theme.h"
#include "vault/import_dialog.h"
#include "vault/vault_files.h"
#include "vault/vault_page.h"

using namespace kaomon;
using namespace kaomon::vaultpage;
using applogin::AppTemplate;

namespace {

AppTemplate formOf(const char* name) {
    applogin::WindowFacts window;
    window.executable = std::string("/usr/bin/") + name;
    window.windowClass = name;
    window.title = "Sign in";
    applogin::ControlFacts password;
    password.role = applogin::ControlRole::Password;
    window.controls.push_back(password);
    return applogin::RegistrationDraft::suggest(window).build().value();
}

struct Bench {
    test::FakeAgent agent;
    test::VaultAgent vault{agent};
    agentlink::AgentLink link{agent.path()};
    agentlink::ClientSession session{link};
    VaultPage page{link, session};
    QTemporaryDir folder;
    std::string form;

    Bench() {
        form = vault.add("template", "Payroll", "", "", formOf("payroll").toJson());
        const std::string login = vault.add("login", "Payroll of taro", "taro", "pw");
        vault.kept.at(login).summary.appTemplate = vault.kept.at(form).summary.id;
    }
    void show() {
        link.start();
        page.resize(790, 600);
        page.show();
        QTRY_COMPARE(page.presenter().phase(), VaultPresenter::Phase::Open);
        page.findChild<QTabWidget*>(QStringLiteral("vaultTabs"))->setCurrentIndex(1);
    }
    void waitUntilSaved() { QTRY_COMPARE(page.presenter().phase(), VaultPresenter::Phase::Open); }
    template<class Widget>
    Widget* find(const char* name) {
        auto* found = page.findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    void press(const char* name) { find<QAbstractButton>(name)->click(); }
    QTableWidget* table() { return find<QTableWidget>("applications"); }
    QString cell(int row, int column) { return table()->item(row, column)->text(); }
    QString write(const char* name, const QByteArray& bytes) const {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("cannot write");
        }
        return file.fileName();
    }
    void keep(const char* name) { keep(page, name); }
    static void keep(QWidget& widget, const char* name) {
        const QString path = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!path.isEmpty()) {
            QDir().mkpath(path);
            QCoreApplication::processEvents();
            widget.grab().save(QDir(path).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
};

} // namespace

// The applications that were taught, and files into the vault and out of it.
class TestClientApplications : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    // Set up by the company: it is there, a password is added to it, and nobody here changes it.
    void applicationsOfTheCompany() {
        Bench bench;
        const std::string id = bench.vault.add("template", "Ledger", "", "", formOf("ledger").toJson());
        bench.vault.kept.at(id).summary.kind = "company_template";
        bench.show();
        QCOMPARE(bench.cell(0, 0), QStringLiteral("Ledger"));
        QVERIFY(bench.cell(0, 3).startsWith(QStringLiteral("From your company")));
        bench.table()->selectRow(0);
        for (const char* button :
             {"applicationChange", "applicationDuplicate", "applicationToggle", "applicationDelete"}) {
            QVERIFY2(!bench.find<QPushButton>(button)->isEnabled(), button);
        }
        bench.find<QTabWidget>("vaultTabs")->setCurrentIndex(0);
        bench.press("vaultAdd");
        bench.find<QLineEdit>("entryTitle")->setText(QStringLiteral("My ledger"));
        auto* choice = bench.find<QComboBox>("entryApplication");
        choice->setCurrentIndex(choice->findText(QStringLiteral("Ledger")));
        bench.press("entrySave");
        bench.waitUntilSaved();
        const auto* saved = bench.vault.find("login", "My ledger");
        QVERIFY(saved != nullptr && saved->summary.appTemplate);
        QCOMPARE(saved->summary.appTemplate->text(), id);
    }

    void theyAreListed() {
        Bench bench;
        bench.show();
        QCOMPARE(bench.table()->rowCount(), 1);
        QCOMPARE(bench.cell(0, 0), QStringLiteral("Payroll"));
        QCOMPARE(bench.cell(0, 1), QStringLiteral("payroll"));
        QCOMPARE(bench.cell(0, 2), QStringLiteral("Payroll of taro"));
        bench.table()->selectRow(0);
        bench.keep("applications");
    }

    void theWizardIsAskedFor() {
        Bench bench;
        bench.show();
        const QSignalSpy asked(&bench.page, &VaultPage::registrationRequested);
        bench.press("applicationRegister");
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), QString());
        QVERIFY(!bench.find<QPushButton>("applicationRegister")->isEnabled()); // one at a time
        bench.vault.add("template", "Wiki", "", "", formOf("wiki").toJson());
        bench.page.registrationEnded();
        QTRY_COMPARE(bench.table()->rowCount(), 2);
        bench.table()->selectRow(0);
        bench.press("applicationChange");
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked[1][0].toString().toStdString(), bench.form);
    }

    void oneIsSwitchedOffAndOn() {
        Bench bench;
        bench.show();
        bench.table()->selectRow(0);
        bench.press("applicationToggle");
        QTRY_COMPARE(bench.cell(0, 3), QStringLiteral("Switched off"));
        const auto off = AppTemplate::parse(bench.vault.kept.at(bench.form).notes);
        QVERIFY(off && !off->isEnabled && off->version == 2);
        bench.waitUntilSaved();
        bench.press("applicationToggle");
        QTRY_VERIFY(AppTemplate::parse(bench.vault.kept.at(bench.form).notes)->isEnabled);
    }

    void oneIsDuplicatedAndDeleted() {
        Bench bench;
        bench.show();
        bench.table()->selectRow(0);
        bench.press("applicationDuplicate");
        QTRY_COMPARE(bench.table()->rowCount(), 2);
        QCOMPARE(bench.cell(1, 0), QStringLiteral("Payroll (copy)"));
        QCOMPARE(bench.cell(1, 3), QStringLiteral("No entry"));
        bench.waitUntilSaved();
        bench.table()->selectRow(1);
        bench.press("applicationDelete");
        QCOMPARE(bench.agent.count("vaultRemove"), 0); // not without a second word
        bench.press("applicationReallyDelete");
        QTRY_COMPARE(bench.table()->rowCount(), 1);
        QVERIFY(bench.vault.kept.contains(bench.form));
        QCOMPARE(bench.vault.kept.size(), std::size_t{2}); // the entry stays
    }

    void whereTeachingIsOffNothingIsChanged() {
        Bench bench;
        bench.vault.setState({{"user_templates", "0"}});
        bench.show();
        bench.table()->selectRow(0);
        for (const char* name : {"applicationRegister", "applicationChange", "applicationDuplicate",
                                 "applicationToggle", "applicationImport"}) {
            QVERIFY2(!bench.find<QPushButton>(name)->isEnabled(), name);
        }
        QVERIFY(bench.find<QPushButton>("applicationDelete")->isEnabled()); // what is one's own can go
        QVERIFY(bench.find<QLabel>("applicationsMessage")->text().contains(QStringLiteral("administrator")));
        bench.keep("applications-off");
    }

    // Out as a file without a password, and in again elsewhere; what is there already is left out.
    void theyGoAsAFile() {
        Bench bench;
        bench.show();
        const QString path = bench.folder.filePath(QStringLiteral("apps.json"));
        bench.page.files().exportApplications(path, {QString::fromStdString(bench.form)});
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("payroll") && !bytes.contains("taro") && !bytes.contains("pw"));
        Bench other;
        other.vault.kept.clear();
        other.show();
        ImportDialog* dialog = importApplications(other, path);
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->run().count(ImportRun::State::Planned), 1);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("importStart")), Qt::LeftButton);
        QTRY_COMPARE(dialog->run().count(ImportRun::State::Done), 1);
        QCOMPARE(other.vault.kept.size(), std::size_t{1});
        QCOMPARE(other.vault.kept.begin()->second.notes, bench.vault.kept.at(bench.form).notes);
        dialog->close();
        QTRY_COMPARE(other.table()->rowCount(), 1);
        dialog = importApplications(other, path);
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->run().count(ImportRun::State::Skipped), 1);
    }

    void aBadRowIsNamed() {
        Bench bench;
        bench.show();
        QByteArray file = QByteArray::fromStdString(applogin::templateFileOf({formOf("one"), formOf("two")}));
        file.replace("\"weight\":40", "\"weight\":4000"); // in both
        file.replace(file.lastIndexOf("4000"), 4, "40");
        ImportDialog* dialog = importApplications(bench, bench.write("bad.json", file));
        QVERIFY(dialog != nullptr);
        const auto& rows = dialog->run().rows();
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(static_cast<int>(rows[0].state), static_cast<int>(ImportRun::State::Skipped));
        QVERIFY2(rows[0].reason.contains(QStringLiteral("/signals/0/weight")), qPrintable(rows[0].reason));
        QCOMPARE(static_cast<int>(rows[1].state), static_cast<int>(ImportRun::State::Planned));
    }

    void filesThatAreNoneAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("said");
        QTest::newRow("no JSON") << QByteArray("hello") << QStringLiteral("no applications");
        QTest::newRow("newer") << QByteArray("{\"kaomon_app_templates\":2}")
                               << QStringLiteral("newer version");
    }
    void filesThatAreNoneAreRefused() {
        QFETCH(QByteArray, file);
        QFETCH(QString, said);
        Bench bench;
        bench.show();
        bench.page.files().importApplications(bench.write("none.json", file));
        QVERIFY2(bench.find<QLabel>("vaultSaid")->text().contains(said),
                 qPrintable(bench.find<QLabel>("vaultSaid")->text()));
        QVERIFY(bench.page.findChild<ImportDialog*>() == nullptr);
        bench.page.files().importEntries(QStringLiteral("/nowhere/at/all"));
        QVERIFY(bench.find<QLabel>("vaultSaid")->text().contains(QStringLiteral("cannot be read")));
    }

    void entriesComeFromAFile() {
        Bench bench;
        bench.show();
        ImportDialog* dialog = importEntries(bench, "Title,Username,Password,Notes\nWiki,taro,pw-1,note\n"
                                                    "Payroll of taro,taro,other,\n,,,\nMail,hanako,pw-2,\n");
        QVERIFY(dialog != nullptr);
        const auto& rows = dialog->run().rows();
        QCOMPARE(rows.size(), std::size_t{4});
        QCOMPARE(rows[0].number, std::size_t{2});
        QVERIFY(rows[1].reason.contains(QStringLiteral("already")));
        QVERIFY(!rows[2].reason.isEmpty());
        Bench::keep(*dialog, "import-preview");
        QCOMPARE(bench.agent.count("vaultSave"), 0); // a preview changes nothing
        dialog->findChild<QPushButton*>(QStringLiteral("importStart"))->click();
        QTRY_COMPARE(dialog->run().count(ImportRun::State::Done), 2);
        QVERIFY(!dialog->run().isRunning());
        const auto* wiki = bench.vault.find("login", "Wiki");
        QVERIFY(wiki != nullptr);
        QCOMPARE(wiki->secret, std::string("pw-1"));
        QCOMPARE(wiki->notes, std::string("note"));
        QCOMPARE(bench.vault.find("login", "Payroll of taro")->secret, std::string("pw"));
        Bench::keep(*dialog, "import-done");
    }

    // What was done is told, what was not waits for another try.
    void theServerGoesAwayInTheMiddle() {
        Bench bench;
        bench.show();
        ImportDialog* dialog = importEntries(bench, "Title,Username,Password\na,u,1\nb,u,2\nc,u,3\n");
        QVERIFY(dialog != nullptr);
        int saves = 0;
        bench.agent.on("vaultSave", [&](const localipc::Message&) {
            const bool isAway = ++saves == 2;
            return std::vector<test::FakeAgent::Reply>{
                {isAway ? "error" : "vaultSaved",
                 isAway ? test::FakeAgent::Fields{{"code", "server_unreachable"}}
                        : test::FakeAgent::Fields{{"id", "x"}, {"version", "1"}, {"copy", "0"}}}};
        });
        auto* start = dialog->findChild<QPushButton*>(QStringLiteral("importStart"));
        start->click();
        QTRY_COMPARE(dialog->run().error(), std::optional(ErrorCode::ServerUnreachable));
        QVERIFY(!dialog->run().isRunning());
        QCOMPARE(dialog->run().count(ImportRun::State::Done), 1);
        QCOMPARE(dialog->run().count(ImportRun::State::Planned), 2);
        start->click();
        QTRY_COMPARE(dialog->run().count(ImportRun::State::Done), 3);
        QCOMPARE(saves, 4);
    }

    void oneThatIsRefusedIsNamed() {
        Bench bench;
        bench.show();
        ImportDialog* dialog = importEntries(bench, "Title,Username,Password\na,u,1\nb,u,2\n");
        QVERIFY(dialog != nullptr);
        bench.agent.on("vaultSave", [](const localipc::Message& asked) {
            const bool isBad = asked.text("title") == "a";
            return std::vector<test::FakeAgent::Reply>{
                {isBad ? "error" : "vaultSaved",
                 isBad ? test::FakeAgent::Fields{{"code", "validation_failed"}}
                       : test::FakeAgent::Fields{{"id", "x"}, {"version", "1"}, {"copy", "0"}}}};
        });
        dialog->findChild<QPushButton*>(QStringLiteral("importStart"))->click();
        QTRY_COMPARE(dialog->run().count(ImportRun::State::Done), 1);
        QCOMPARE(static_cast<int>(dialog->run().rows()[0].state), static_cast<int>(ImportRun::State::Failed));
    }

private:
    static ImportDialog* shown(Bench& bench) {
        for (auto* dialog : bench.page.findChildren<ImportDialog*>()) {
            if (dialog->isVisible()) {
                return dialog;
            }
        }
        return nullptr;
    }
    static ImportDialog* importApplications(Bench& bench, const QString& path) {
        bench.page.files().importApplications(path);
        return shown(bench);
    }
    static ImportDialog* importEntries(Bench& bench, const QByteArray& file) {
        bench.page.files().importEntries(bench.write("entries.csv", file));
        return shown(bench);
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    ui::LanguageSwitcher languages;
    if (!qEnvironmentVariableIsEmpty("KAOMON_SCREENSHOTS")) {
        ui::applyTheme(application, ui::Appearance::Light);
    }
    if (qEnvironmentVariable("KAOMON_SCREENSHOT_LANGUAGE") == QStringLiteral("ja")) {
        languages.use(ui::Language::Japanese);
    }
    TestClientApplications test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_client_applications.moc"
