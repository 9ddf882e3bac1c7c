// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>

#include "applogin/registration/cross_hair.h"
#include "applogin/registration/registration_window.h"
#include "crypto/secret_key.h"
#include "registration_bench.h"
#include "ui/badge.h"
#include "ui/language_switcher.h"
#include "ui/theme.h"

using namespace kaomon;
using namespace kaomon::applogin;
using kaomon::testing::ScriptedDesktop;
using Page = RegistrationWindow::Page;
using Phase = RegistrationPresenter::Phase;
using Stage = TrialRun::Stage;
using State = TrialRun::State;
using Bench = test::RegistrationBench;

// An office worker teaches an application, without a word of JSON.
class TestClientRegistration : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    // The whole way: pick, look over, type the entry, try it out; the program holds what was typed.
    void anApplicationIsRegisteredAndFilled() {
        Bench bench;
        bench.desktop->onSubmit = [](ScriptedDesktop& d) { d.isOpen = false; };
        bench.goTo(Page::Window);
        auto* list = bench.find<QTableWidget>("registrationWindows");
        QCOMPARE(list->rowCount(), 2);
        QCOMPARE(list->item(0, 0)->text(), QStringLiteral("Sign in"));
        QCOMPARE(list->item(1, 1)->text(), QStringLiteral("editor"));
        bench.keep("registration-window");
        QTest::keyClick(list, Qt::Key_Return); // the keyboard is enough
        QTRY_COMPARE(bench.window->page(), Page::Form);
        QCOMPARE(bench.find<QLineEdit>("registrationName")->text(), QStringLiteral("Accounts"));
        QCOMPARE(bench.find<QTableWidget>("registrationFields")->rowCount(), 3);
        QCOMPARE(bench.label("registrationFits"), QStringLiteral("fits"));
        bench.keep("registration-form");
        QTest::keyClick(bench.find<QLineEdit>("registrationName"), Qt::Key_Return);
        QTRY_COMPARE(bench.window->page(), Page::Entry);
        QVERIFY(!bench.mayGoOn());
        bench.typeEntry();
        bench.keep("registration-entry");
        QVERIFY(bench.mayGoOn());
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Trial);
        const auto* form = bench.vault.find("template", "Accounts");
        const auto* entry = bench.vault.find("login", "Accounts");
        QVERIFY(form != nullptr && entry != nullptr);
        QCOMPARE(*entry->summary.appTemplate, form->summary.id);
        QCOMPARE(entry->secret, test::kRegistrationSecret.toStdString());
        bench.press("registrationTry");
        QTRY_COMPARE(bench.presenter->trial().state(Stage::Fill), State::Good);
        QTRY_VERIFY(!bench.presenter->trial().isRunning());
        QCOMPARE(bench.label("registrationTrialText"), QStringLiteral("Filled in."));
        QCOMPARE(bench.desktop->at(0).text, std::string("hanako"));
        QCOMPARE(bench.desktop->at(1).text, test::kRegistrationSecret.toStdString());
        bench.keep("registration-trial");
        bench.press("registrationNext");
        QVERIFY(!bench.window->isVisible());
        QCOMPARE(bench.window->result(), static_cast<int>(QDialog::Accepted));
        QVERIFY(bench.find<QLineEdit>("registrationPassword")->text().isEmpty());
    }

    void theCrossHairPicks() {
        Bench bench;
        bench.goTo(Page::Window);
        auto* mark = bench.find<CrossHair>("crossHair");
        QTest::mousePress(mark, Qt::LeftButton);
        QVERIFY(mark->isDragging());
        QTest::mouseMove(mark, QPoint(5, 5));
        QTRY_VERIFY(bench.presenter->scout().hovered());
        QCOMPARE(bench.presenter->scout().hovered()->window.title, std::string("Sign in"));
        QTest::mouseRelease(mark, Qt::LeftButton);
        QTRY_COMPARE(bench.window->page(), Page::Form);
    }

    void escapeLetsTheCrossHairGo() {
        Bench bench;
        bench.goTo(Page::Window);
        auto* mark = bench.find<CrossHair>("crossHair");
        QTest::mousePress(mark, Qt::LeftButton);
        QTest::keyClick(mark, Qt::Key_Escape);
        QVERIFY(!mark->isDragging());
        QVERIFY(bench.window->isVisible()); // it gave up the drag and not the window
        QTest::mouseRelease(mark, Qt::LeftButton);
        QCOMPARE(bench.window->page(), Page::Window);
        QVERIFY(!bench.presenter->scout().picked());
    }

    void nothingUnderTheCrossHair() {
        Bench bench;
        bench.desktop->isUnderPointer = false;
        bench.goTo(Page::Window);
        auto* mark = bench.find<CrossHair>("crossHair");
        QTest::mousePress(mark, Qt::LeftButton);
        QTest::mouseRelease(mark, Qt::LeftButton);
        QTRY_VERIFY(bench.label("registrationWindowMessage").contains(QStringLiteral("There is no window")));
        QCOMPARE(bench.window->page(), Page::Window);
    }

    void withoutADesktopItSaysSo() {
        test::FakeAgent agent;
        test::VaultAgent vault(agent);
        agentlink::AgentLink link(agent.path());
        RegistrationPresenter presenter(
            link, std::make_shared<DesktopThread>([]() -> Result<std::unique_ptr<Desktop>> {
                return fail(ErrorCode::Unavailable, "no X server");
            }));
        RegistrationWindow window(presenter);
        link.start();
        presenter.start();
        window.show();
        auto* message = window.findChild<QLabel*>(QStringLiteral("registrationWindowMessage"));
        QTRY_VERIFY(message->text().contains(QStringLiteral("cannot be seen")));
        QVERIFY(!window.findChild<QPushButton*>(QStringLiteral("registrationNext"))->isEnabled());
    }

    // The outline follows what the fields are for.
    void theOutlineShowsWhatIsFilled() {
        Bench bench;
        bench.goTo(Page::Form);
        const auto frames = [] {
            int count = 0;
            for (const QWidget* widget : QApplication::topLevelWidgets()) {
                count += widget->objectName() == QStringLiteral("outlineFrame") ? 1 : 0;
            }
            return count;
        };
        QTRY_COMPARE(frames(), 3); // user name, password, button
        auto* use = bench.find<QComboBox>("registrationUse2");
        use->setCurrentIndex(0);
        QTRY_COMPARE(frames(), 2);
        bench.press("registrationOutline");
        QTRY_COMPARE(frames(), 0);
        bench.press("registrationOutline");
        bench.press("registrationNext");
        QTRY_COMPARE(frames(), 0); // not over the next page
    }

    void whatIsNoTemplateGoesNoFurther() {
        Bench bench;
        bench.goTo(Page::Form);
        bench.find<QComboBox>("registrationUse0")->setCurrentIndex(0);
        bench.find<QComboBox>("registrationUse1")->setCurrentIndex(0);
        QVERIFY(!bench.mayGoOn());
        QVERIFY(!bench.label("registrationFormMessage").isEmpty());
        bench.find<QComboBox>("registrationUse1")->setCurrentIndex(1);
        QVERIFY(bench.mayGoOn());
        bench.type("registrationTitle", QStringLiteral("Another"));
        QCOMPARE(bench.label("registrationFits"), QStringLiteral("does not fit"));
        QVERIFY(bench.mayGoOn()); // the person may know better
        bench.find<QLineEdit>("registrationTitle")->clear();
        QVERIFY(!bench.mayGoOn());
    }

    void keysAreAnEditableList() {
        Bench bench;
        bench.desktop->fields.clear();
        bench.goTo(Page::Form);
        QVERIFY(bench.find<QRadioButton>("registrationByKeys")->isChecked());
        auto* list = bench.find<QListWidget>("registrationKeys");
        QCOMPARE(list->count(), 4);
        bench.keep("registration-keys");
        list->setCurrentRow(0);
        bench.press("registrationKeyRemove");
        QCOMPARE(list->count(), 3);
        list->setCurrentRow(0);
        bench.press("registrationKeyDown");
        QCOMPARE(bench.presenter->draft().keys,
                 (std::vector{KeyPiece::Password, KeyPiece::Tab, KeyPiece::Return}));
        bench.press("registrationKeyAdd");
        QCOMPARE(bench.presenter->draft().keys,
                 (std::vector{KeyPiece::Password, KeyPiece::Tab, KeyPiece::UserName, KeyPiece::Return}));
        QVERIFY(bench.mayGoOn());
        while (list->count() > 0) {
            bench.press("registrationKeyRemove");
        }
        QVERIFY(!bench.mayGoOn());
    }

    void aSecondPageIsAdded() {
        Bench bench;
        bench.goTo(Page::Form);
        bench.press("registrationNextPage");
        QTRY_COMPARE(bench.find<QTableWidget>("registrationFields")->rowCount(), 6);
        QCOMPARE(bench.presenter->draft().pages(), 2);
        QVERIFY(bench.mayGoOn());
        bench.desktop->isOpen = false;
        bench.press("registrationNextPage");
        QTRY_VERIFY(bench.label("registrationFormMessage").contains(QStringLiteral("not open")));
        QCOMPARE(bench.presenter->draft().pages(), 2);
    }

    void theEntryIsChecked() {
        Bench bench;
        bench.goTo(Page::Entry);
        bench.typeEntry();
        QVERIFY(bench.mayGoOn());
        bench.type("registrationPasswordAgain", QStringLiteral("another"));
        QVERIFY(!bench.mayGoOn());
        QVERIFY(bench.label("registrationEntryMessage").contains(QStringLiteral("differ")));
        bench.press("registrationGenerate");
        QVERIFY(bench.mayGoOn());
        QCOMPARE(bench.find<QLineEdit>("registrationPassword")->text().size(), 20);
        QCOMPARE(bench.find<QLineEdit>("registrationPassword")->echoMode(), QLineEdit::Password);
        bench.type("registrationEntryTitle", QStringLiteral(" "));
        QVERIFY(!bench.mayGoOn());
    }

    void anEntryThatIsThereIsUsed() {
        Bench bench;
        const std::string id = bench.vault.add("login", "Wiki", "taro", "kept");
        bench.vault.add("login", "Empty", "taro", "");
        bench.goTo(Page::Entry);
        bench.press("registrationExistingEntry");
        auto* list = bench.find<QComboBox>("registrationEntries");
        QCOMPARE(list->count(), 2);
        list->setCurrentIndex(0);
        QVERIFY(!bench.mayGoOn()); // it has no password
        list->setCurrentIndex(1);
        QVERIFY(bench.mayGoOn());
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Trial);
        QVERIFY(bench.vault.kept.at(id).summary.appTemplate);
        QCOMPARE(bench.vault.kept.at(id).secret, std::string("kept"));
        QCOMPARE(bench.vault.kept.at(id).summary.title, std::string("Wiki"));
    }

    void whenTheFaceIsAskedFor_data() {
        QTest::addColumn<int>("choice");
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("minutes");
        QTest::newRow("each time") << 0 << static_cast<int>(ReauthMode::Always) << 7;
        QTest::newRow("older") << 1 << static_cast<int>(ReauthMode::AfterMinutes) << 7;
        QTest::newRow("presence") << 2 << static_cast<int>(ReauthMode::WhilePresent) << 7;
        QTest::newRow("policy") << 3 << static_cast<int>(ReauthMode::AfterMinutes) << 480;
    }
    void whenTheFaceIsAskedFor() {
        QFETCH(int, choice);
        QFETCH(int, mode);
        QFETCH(int, minutes);
        Bench bench;
        bench.goTo(Page::Entry);
        bench.find<QComboBox>("registrationFace")->setCurrentIndex(1);
        bench.find<QSpinBox>("registrationMinutes")->setValue(7);
        bench.find<QComboBox>("registrationFace")->setCurrentIndex(choice);
        bench.typeEntry();
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Trial);
        const auto form = AppTemplate::parse(bench.vault.find("template", "Accounts")->notes);
        QVERIFY(form);
        QCOMPARE(static_cast<int>(form->reauth), mode);
        QCOMPARE(static_cast<int>(form->reauthAfter.count()), minutes);
    }

    // The trial names the part that failed.
    void theTrialNamesWhatFailed_data() {
        QTest::addColumn<int>("stage");
        QTest::addColumn<QString>("said");
        QTest::newRow("title") << static_cast<int>(Stage::Recognise) << QStringLiteral("title");
        QTest::newRow("gone") << static_cast<int>(Stage::Recognise) << QStringLiteral("not open");
        QTest::newRow("field") << static_cast<int>(Stage::Capture) << QStringLiteral("Password");
        QTest::newRow("face") << static_cast<int>(Stage::Face) << QStringLiteral("face");
        QTest::newRow("focus") << static_cast<int>(Stage::Fill) << QStringLiteral("Another window");
    }
    void theTrialNamesWhatFailed() {
        QFETCH(int, stage);
        QFETCH(QString, said);
        Bench bench;
        bench.goTo(Page::Trial);
        const std::string_view what(QTest::currentDataTag());
        if (what == "title") {
            bench.desktop->window.title = "Something else";
        } else if (what == "gone") {
            bench.desktop->isOpen = false;
        } else if (what == "field") {
            bench.desktop->at(1).facts.isShown = false;
        } else if (what == "face") {
            bench.agent.fail("fillSecret", "face_no_match");
        } else {
            bench.desktop->before = [](ScriptedDesktop& d, int) { d.isActive = d.at(0).text.empty(); };
        }
        bench.press("registrationTry");
        QTRY_VERIFY(!bench.presenter->trial().isRunning());
        for (const Stage one : TrialRun::kStages) {
            const State is = bench.presenter->trial().state(one);
            const int at = static_cast<int>(one);
            QCOMPARE(static_cast<int>(is), static_cast<int>(at < stage    ? State::Good
                                                            : at == stage ? State::Bad
                                                                          : State::Waiting));
        }
        QVERIFY2(bench.label("registrationTrialText").contains(said, Qt::CaseInsensitive),
                 qPrintable(bench.label("registrationTrialText")));
        QVERIFY(bench.desktop->at(1).text.empty());
        bench.keep("registration-failed");
        // It can be mended and tried again, and stays one application and one entry.
        bench.press("registrationBack");
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Trial);
        QCOMPARE(bench.vault.kept.size(), std::size_t{2});
    }

    void whatIsRefusedIsNotSaved() {
        Bench bench;
        bench.agent.fail("vaultSave", "server_unreachable");
        bench.goTo(Page::Entry);
        bench.typeEntry();
        bench.press("registrationNext");
        QTRY_VERIFY(!bench.label("registrationMessage").isEmpty());
        QCOMPARE(bench.window->page(), Page::Entry);
        QVERIFY(!bench.presenter->isSaved());
        QCOMPARE(bench.find<QLineEdit>("registrationPassword")->text(),
                 test::kRegistrationSecret); // nothing is typed again
    }

    // The vault rests meanwhile: the face opens it and what was typed is still there.
    void theVaultIsOpenedAgain() {
        Bench bench;
        bench.goTo(Page::Entry);
        bench.typeEntry();
        bench.agent.fail("vaultSave", "not_signed_in");
        bench.press("registrationNext");
        QTRY_COMPARE(bench.presenter->phase(), Phase::Closed);
        bench.presenter->open();
        QTRY_COMPARE(bench.presenter->phase(), Phase::Ready);
        QCOMPARE(bench.window->page(), Page::Entry);
        QCOMPARE(bench.find<QLineEdit>("registrationPassword")->text(), test::kRegistrationSecret);
    }

    void whereItIsSwitchedOffItSaysSo_data() {
        QTest::addColumn<QByteArray>("setting");
        QTest::addColumn<int>("phase");
        QTest::newRow("app login") << QByteArray("enabled") << static_cast<int>(Phase::Disabled);
        QTest::newRow("teaching") << QByteArray("user_templates") << static_cast<int>(Phase::SwitchedOff);
        QTest::newRow("closed") << QByteArray("open") << static_cast<int>(Phase::Closed);
    }
    void whereItIsSwitchedOffItSaysSo() {
        QFETCH(QByteArray, setting);
        QFETCH(int, phase);
        Bench bench;
        bench.vault.setState({{setting.toStdString(), "0"}});
        bench.start();
        QTRY_COMPARE(static_cast<int>(bench.presenter->phase()), phase);
        QVERIFY(!bench.find<QPushButton>("registrationNext")->isEnabled());
        bench.keep("registration-off");
    }

    // A template is changed without its window; it stays the same one, with its entry.
    void anApplicationIsChanged() {
        Bench bench;
        auto form = RegistrationDraft::suggest(*bench.desktop->look(7)).build();
        QVERIFY(form);
        form->outcomeWait = std::chrono::milliseconds(0);
        bench.desktop->isOpen = false;
        const std::string id = bench.vault.add("template", "Accounts", "", "", form->toJson());
        const std::string entry = bench.vault.add("login", "Accounts", "hanako", "kept");
        bench.vault.kept.at(entry).summary.appTemplate = bench.vault.kept.at(id).summary.id;
        bench.start(QString::fromStdString(id));
        QTRY_COMPARE(bench.window->page(), Page::Form);
        bench.type("registrationName", QStringLiteral("Payroll"));
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Entry);
        QVERIFY(bench.find<QRadioButton>("registrationExistingEntry")->isChecked());
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Trial);
        QCOMPARE(bench.vault.kept.size(), std::size_t{2});
        const auto changed = AppTemplate::parse(bench.vault.kept.at(id).notes);
        QVERIFY(changed);
        QCOMPARE(changed->name, std::string("Payroll"));
        QCOMPARE(changed->version, 2);
        QCOMPARE(changed->outcomeWait.count(), 0);
        QCOMPARE(bench.vault.kept.at(id).summary.title, std::string("Payroll"));
    }

    // What the program shows when it failed is taught from the window, and heeded by the trial: nobody reads
    // JSON for it.
    void howTheSignInEndsIsTaught() {
        Bench bench;
        bench.desktop->add(ControlRole::Label, "Welcome");
        bench.goTo(Page::Form);
        bench.press("registrationOutcomes");
        auto* list = bench.find<QListWidget>("outcomeList");
        auto* text = bench.find<QComboBox>("outcomeText");
        QCOMPARE(list->count(), 0);
        QVERIFY(text->findText(QStringLiteral("Welcome")) >= 0);
        bench.press("outcomeAdd");
        QVERIFY(bench.label("outcomeMessage").contains(QStringLiteral("Put in a text")));
        // Somebody types a wrong password by hand and looks what the program says to it.
        bench.desktop->add(ControlRole::Label, "Wrong password");
        bench.press("outcomeLook");
        QTRY_VERIFY(text->findText(QStringLiteral("Wrong password")) >= 0);
        text->setCurrentIndex(text->findText(QStringLiteral("Wrong password")));
        bench.press("outcomeAdd");
        bench.find<QComboBox>("outcomeMeaning")->setCurrentIndex(1);
        bench.find<QComboBox>("outcomeSign")->setCurrentIndex(1);
        text->setEditText(QStringLiteral("Accounts of *"));
        bench.press("outcomeAdd");
        bench.find<QComboBox>("outcomeSign")->setCurrentIndex(2);
        bench.press("outcomeAdd");
        QCOMPARE(list->count(), 3);
        QCOMPARE(list->item(0)->text(), QStringLiteral("It failed when the window shows \"Wrong password\""));
        QCOMPARE(list->item(1)->text(),
                 QStringLiteral("It worked when the window is called \"Accounts of *\""));
        QCOMPARE(list->item(2)->text(), QStringLiteral("It worked when the window closes"));
        bench.keepOf("outcomeDialog", "registration-outcomes");
        list->setCurrentRow(2);
        bench.press("outcomeRemove");
        QCOMPARE(list->count(), 2);
        bench.press("outcomeClose");
        bench.desktop->fields.pop_back(); // the program is as it was
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Entry);
        bench.typeEntry();
        bench.press("registrationNext");
        QTRY_COMPARE(bench.window->page(), Page::Trial);
        const auto kept = AppTemplate::parse(bench.vault.find("template", "Accounts")->notes);
        QVERIFY(kept);
        QCOMPARE(kept->failure.size(), std::size_t{1});
        QCOMPARE(kept->failure[0].control->name->text(), std::string("Wrong password"));
        QCOMPARE(kept->success.size(), std::size_t{1});
        QVERIFY(kept->success[0].title->matches("Accounts of hanako"));
        bench.desktop->onSubmit = [](ScriptedDesktop& d) { d.add(ControlRole::Label, "Wrong password"); };
        bench.press("registrationTry");
        QTRY_COMPARE(bench.presenter->trial().state(Stage::Fill), State::Bad);
        QTRY_VERIFY(!bench.presenter->trial().isRunning());
    }

    // Rules of a file that the form could not have made stay, and can be taken out.
    void rulesOfATemplateAreShown() {
        Bench bench;
        auto form = RegistrationDraft::suggest(*bench.desktop->look(7)).build();
        QVERIFY(form);
        OutcomeRule both;
        both.title = *TextPattern::make(PatternMode::Regex, "Error [0-9]+", {});
        both.control =
            ControlLocator{ControlRole::Button, *TextPattern::make(PatternMode::Literal, "Retry", {}), 1};
        form->failure = {both};
        OutcomeRule closes;
        closes.windowCloses = true;
        form->success = {closes};
        const std::string id = bench.vault.add("template", "Accounts", "", "", form->toJson());
        bench.start(QString::fromStdString(id));
        QTRY_COMPARE(bench.window->page(), Page::Form);
        bench.press("registrationOutcomes");
        auto* list = bench.find<QListWidget>("outcomeList");
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(),
                 QStringLiteral("It failed when the window is called \"Error [0-9]+\" and shows \"Retry\""));
        list->setCurrentRow(1);
        bench.press("outcomeRemove");
        QCOMPARE(list->count(), 1);
        QVERIFY(bench.presenter->draft().base.success.empty());
        const auto built = bench.presenter->draft().build();
        QVERIFY(built);
        QCOMPARE(built->failure.size(), std::size_t{1});
        QCOMPARE(built->failure[0].control->index, 1);
        QCOMPARE(built->failure[0].title->mode(), PatternMode::Regex);
    }

    // Whoever uses no mouse, and whoever cannot see the screen.
    void everythingHasANameAndTheKeyboard() {
        Bench bench;
        bench.goTo(Page::Form);
        int seen = 0;
        for (const QWidget* widget : bench.window->findChildren<QWidget*>()) {
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool isInput = qobject_cast<const QLineEdit*>(widget) != nullptr ||
                                 qobject_cast<const QComboBox*>(widget) != nullptr ||
                                 qobject_cast<const QTableWidget*>(widget) != nullptr ||
                                 qobject_cast<const QListWidget*>(widget) != nullptr;
            if (widget->objectName().startsWith(QStringLiteral("qt_")) || (button == nullptr && !isInput) ||
                widget->parentWidget()->inherits("QTableView") ||
                qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr ||
                qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr ||
                widget->inherits("QComboBoxPrivateContainer") ||
                widget->parentWidget()->inherits("QComboBoxPrivateContainer")) {
                continue;
            }
            ++seen;
            const QByteArray what = widget->metaObject()->className() + (' ' + widget->objectName().toUtf8());
            QVERIFY2(!widget->objectName().isEmpty(), what.constData());
            if (widget->objectName() == QStringLiteral("emptyAction")) {
                continue; // has its text when it is shown
            }
            const bool hasText = button != nullptr && !button->text().isEmpty();
            QVERIFY2(hasText || !widget->accessibleName().isEmpty(), what.constData());
        }
        QVERIFY(seen > 20);
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
    TestClientRegistration test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_client_registration.moc"
